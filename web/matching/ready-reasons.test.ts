import { expect, test } from 'vitest'
import { readyReasons } from './ready-reasons.ts'

function pairOf(levels: Readonly<Record<string, string>>) {
  const evidence = Object.entries(levels).map(([field, level]) => ({ field, level, weight: 1 }))
  return { evidence }
}

test('a ready reason is offered only where the records bear it out', () => {
  const one = pairOf({ name: 'equal', 'national-id': 'equal', 'birth-date': 'equal' })
  expect(readyReasons(one, 'same')).toEqual(['number-and-name', 'name-and-birth', 'card-same'])
  const other = pairOf({ name: 'different', 'national-id': 'different', place: 'same-village' })
  expect(readyReasons(other, 'same')).toEqual(['card-same'])
  expect(readyReasons(other, 'different')).not.toContain('name-alike')
})

test('there are at most four, one for each key from 5 to 8', () => {
  const much = pairOf({
    name: 'spelled',
    'national-id': 'one-digit',
    'birth-date': 'equal',
    members: 'all',
    place: 'elsewhere',
    role: 'crosswise',
  })
  for (const step of ['same', 'different', 'unsure', 'ask'] as const) {
    const { length } = readyReasons(much, step)
    expect(length).toBeGreaterThan(0)
    expect(length).toBeLessThanOrEqual(4)
  }
})

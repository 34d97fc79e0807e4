import { expect, test } from 'vitest'
import { readyReasons, type Step } from './ready-reasons.ts'

const steps = ['same', 'different', 'unsure', 'ask'] as const

function pairOf(levels: Readonly<Record<string, string>>) {
  const evidence = Object.entries(levels).map(([field, level]) => ({ field, level, weight: 1 }))
  return { evidence }
}

function codes(levels: Readonly<Record<string, string>>, step: Step): readonly string[] {
  return readyReasons(pairOf(levels), step).map(({ code }) => code)
}

const much = {
  name: 'spelled',
  'national-id': 'one-digit',
  'birth-date': 'equal',
  members: 'all',
  place: 'elsewhere',
  role: 'crosswise',
  'family-card': 'equal',
}

test('a ready reason is offered only where the records bear it out', () => {
  const one = { name: 'equal', 'national-id': 'equal', 'birth-date': 'equal' }
  expect(codes(one, 'same')).toEqual(['number-and-name', 'name-and-birth'])
  const other = { name: 'different', 'national-id': 'different', place: 'same-village' }
  expect(codes(other, 'same')).toEqual([])
  expect(codes(other, 'different')).not.toContain('name-alike')
})

test.each([
  ['missing', false, false],
  ['different', false, true],
  ['one-digit', true, false],
  ['equal', true, false],
])('family cards compared as %s: same by the card %s, two by the card %s', (card, same, two) => {
  const levels = { 'family-card': card }
  expect(codes(levels, 'same').includes('card-same')).toBe(same)
  expect(codes(levels, 'different').includes('card-different')).toBe(two)
})

test('numbers that follow each other are not called a slip: they may be twins', () => {
  expect(codes({ 'national-id': 'one-digit' }, 'same')).toContain('slip')
  expect(codes({ 'national-id': 'neighbour' }, 'same')).not.toContain('slip')
})

test('a reason keeps its key, whatever else is offered, and no answer has that key', () => {
  const few = { members: 'all' }
  const key = (levels: Readonly<Record<string, string>>) =>
    readyReasons(pairOf(levels), 'same').find(({ code }) => code === 'members')?.key
  expect(key(few)).toBe('8')
  expect(key({ ...few, 'birth-date': 'equal', name: 'equal' })).toBe('8')
  for (const step of steps) {
    const keys = readyReasons(pairOf(much), step).map((reason) => reason.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((each) => /[1-4]/.test(each))).toEqual([])
  }
})

test('there are at most four', () => {
  for (const step of steps) {
    const { length } = readyReasons(pairOf(much), step)
    expect(length).toBeGreaterThan(0)
    expect(length).toBeLessThanOrEqual(4)
  }
})

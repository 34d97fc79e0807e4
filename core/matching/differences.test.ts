import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markDifferences } from './differences.ts'

test('only the letters that differ are marked', () => {
  expect(markDifferences('Rosmiati', 'Rosmyati')).toEqual([
    [
      { text: 'Rosm', same: true },
      { text: 'i', same: false },
      { text: 'ati', same: true },
    ],
    [
      { text: 'Rosm', same: true },
      { text: 'y', same: false },
      { text: 'ati', same: true },
    ],
  ])
})

test('nothing of a text is lost, and equal texts have no mark', () => {
  const text = fc.string({ maxLength: 40 })
  fc.assert(
    fc.property(text, text, (left, right) => {
      const marked = markDifferences(left, right)
      expect(marked.map((runs) => runs.map((run) => run.text).join(''))).toEqual([left, right])
      expect(markDifferences(left, left)[0].every((run) => run.same)).toBe(true)
    }),
    { seed: 19 },
  )
})

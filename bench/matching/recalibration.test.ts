import { expect, test } from 'vitest'
import { chanceOf } from '../../command/demonstration/chance.ts'
import { type Doubt, type Recalibration, recalibrate } from './recalibration.ts'

/** Pairs that are one person as often as odds of `add + times · bits` mean. */
function doubtsOf(count: number, add: number, times: number): readonly Doubt[] {
  const chance = chanceOf(7, 'doubts')
  return Array.from({ length: count }, (_, person) => {
    const bits = chance.next() * 10 - 5
    const likely = 1 / (1 + 2 ** -(add + times * bits))
    return { bits, isTrue: chance.happens(likely), persons: [person, person] }
  })
}

function figuresOf(doubts: readonly Doubt[]): Recalibration {
  const told = recalibrate(doubts)
  if (told === undefined) throw new Error('nothing was told')
  return told
}

test.each([
  ['right', 0, 1],
  ['a bit too sure', -1, 1],
  ['too steep', 0.5, 0.6],
])('tells how far what was said is from what is true: %s', (_, add, times) => {
  const told = figuresOf(doubtsOf(20_000, add, times))
  expect(Math.abs(told.bits - add)).toBeLessThan(3 * told.bitsError)
  expect(Math.abs(told.slope - times)).toBeLessThan(3 * told.slopeError)
  expect(told.bitsError).toBeLessThan(0.05)
})

test('pairs that fall together count for less', () => {
  const once = doubtsOf(2000, 0, 1)
  const fourTimes = once.flatMap((doubt) => [doubt, doubt, doubt, doubt])
  const [alone, together] = [figuresOf(once), figuresOf(fourTimes)]
  expect(together.bits).toBeCloseTo(alone.bits, 6)
  expect(together.bitsError).toBeCloseTo(alone.bitsError, 6)
})

test('pairs that a chain of persons connects fall together, in any order', () => {
  const once = doubtsOf(2000, 0, 1)
  // Four pairs of five persons in a row; the pair that connects them comes last.
  const chained = once.flatMap((doubt, at) =>
    [0, 2, 3, 1].map((step) => {
      const person = at * 5 + step
      return { ...doubt, persons: [person + 1, person] as const }
    }),
  )
  const [alone, together] = [figuresOf(once), figuresOf(chained)]
  expect(together.bitsError).toBeCloseTo(alone.bitsError, 6)
  expect(together.slopeError).toBeCloseTo(alone.slopeError, 6)
})

test.each<[string, readonly Doubt[]]>([
  ['no pairs', []],
  ['one pair', doubtsOf(1, 0, 1)],
  ['all true', doubtsOf(100, 0, 1).map((doubt) => ({ ...doubt, isTrue: true }))],
  ['all false', doubtsOf(100, 0, 1).map((doubt) => ({ ...doubt, isTrue: false }))],
  ['all said alike', doubtsOf(100, 0, 0).map((doubt) => ({ ...doubt, bits: 2 }))],
  ['true above, false below', doubtsOf(100, 0, 1).map((d) => ({ ...d, isTrue: d.bits > 1 }))],
  ['all of one set', doubtsOf(100, 0, 1).map((doubt) => ({ ...doubt, persons: [1, 2] }))],
])('tells nothing where nothing can be told: %s', (_, doubts) => {
  expect(recalibrate(doubts)).toBeUndefined()
})

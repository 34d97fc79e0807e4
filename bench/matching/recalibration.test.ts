import { expect, test } from 'vitest'
import { chanceOf } from '../../command/demonstration/chance.ts'
import { type Doubt, recalibrate } from './recalibration.ts'

/** Pairs that are one person as often as odds of `add + times · bits` mean. */
function doubtsOf(count: number, add: number, times: number): readonly Doubt[] {
  const chance = chanceOf(7, 'doubts')
  return Array.from({ length: count }, (_, person) => {
    const bits = chance.next() * 10 - 5
    const likely = 1 / (1 + 2 ** -(add + times * bits))
    return { bits, isTrue: chance.happens(likely), person }
  })
}

test.each([
  ['right', 0, 1],
  ['a bit too sure', -1, 1],
  ['too steep', 0.5, 0.6],
])('tells how far what was said is from what is true: %s', (_, add, times) => {
  const told = recalibrate(doubtsOf(20_000, add, times))
  expect(Math.abs(told.bits - add)).toBeLessThan(3 * told.bitsError)
  expect(Math.abs(told.slope - times)).toBeLessThan(3 * told.slopeError)
  expect(told.bitsError).toBeLessThan(0.05)
})

test('pairs that fall together count for less', () => {
  const once = doubtsOf(2000, 0, 1)
  const fourTimes = once.flatMap((doubt) => [doubt, doubt, doubt, doubt])
  const [alone, together] = [recalibrate(once), recalibrate(fourTimes)]
  expect(together.bits).toBeCloseTo(alone.bits, 6)
  expect(together.bitsError).toBeCloseTo(alone.bitsError, 6)
})

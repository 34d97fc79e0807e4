import { expect, it } from 'vitest'
import { firstOf, joinRows, rowsApart } from './groups.ts'

it('joins rows under the first of them, whatever joins whom first', () => {
  const joinings = [
    [4, 2],
    [5, 4],
    [1, 3],
    [3, 5],
  ] as const
  for (const order of [joinings, joinings.toReversed()]) {
    const above = rowsApart(7)
    for (const [one, other] of order) joinRows(above, one, other)
    expect([...above.keys()].map((row) => firstOf(above, row))).toEqual([0, 1, 1, 1, 1, 1, 6])
  }
})

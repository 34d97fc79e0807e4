import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBirthDates } from './birth-date.ts'
import { compareNationalIds } from './number-comparison.ts'

const born = 19760512
const of = (digits: string, bornOn = born) => ({ digits, bornOn })

describe('two NIKs', () => {
  test.each([
    ['the same', '1901991205760007', '1901991205760007', 'equal'],
    ['a slip in the date', '1901991205760007', '1901991205780007', 'one-digit'],
    ['neighbours turned round in the date', '1901991205760007', '1901992105760007', 'one-digit'],
    ['serials that follow each other', '1901991205760007', '1901991205760008', 'neighbour'],
    ['one day in two districts', '1901011205760001', '1901021205760001', 'neighbour'],
    ['a serial of zeros', '1901991205760007', '1901991205760000', 'damaged'],
    ['a last digit of zero', '1901991205760117', '1901991205760110', 'damaged'],
    ['two people', '1901991205760007', '1901995205760114', 'different'],
    ['a family card in the column', '1901991205760007', '1901992811180345', 'doubtful'],
    ['one that is empty', '1901991205760007', '', 'missing'],
    ['fifteen digits', '1901991205760007', '190199120576000', 'missing'],
    ['all nines', '9999999999999999', '9999999999999999', 'missing'],
  ])('%s', (_what, left, right, expected) => {
    expect(compareNationalIds(of(left), of(right))).toBe(expected)
    expect(compareNationalIds(of(right), of(left))).toBe(expected)
  })
})

describe('two birth dates', () => {
  test.each([
    [19760512, 19760512, 'equal'],
    [19760512, 19761205, 'swapped'],
    [19760512, 19760513, 'near'],
    [19760512, 19760522, 'near'],
    [19760512, 19660512, 'near'],
    [19760512, 19750512, 'near'],
    [19760512, 19760101, 'year-known'],
    [19760701, 19760512, 'year-known'],
    [19760512, 19761127, 'same-year'],
    [19760512, 19990803, 'different'],
    [0, 19990803, 'missing'],
  ])('%d and %d are %s', (left, right, expected) => {
    expect(compareBirthDates(left, right)).toBe(expected)
  })

  test('are compared the same in both directions', () => {
    const day = fc
      .tuple(fc.integer({ min: 1930, max: 2020 }), fc.nat(11), fc.nat(27))
      .map(([year, month, at]) => year * 10000 + (month + 1) * 100 + at + 1)
    fc.assert(
      fc.property(day, day, (left, right) => {
        expect(compareBirthDates(left, right)).toBe(compareBirthDates(right, left))
      }),
      { seed: 19, numRuns: 1000 },
    )
  })
})

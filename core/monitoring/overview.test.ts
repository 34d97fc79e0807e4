import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counts, countFacts, type Fact, placesOf, resultsOf, rowResults } from './overview.ts'

const districts = [
  { code: '19.01.01', name: 'Sungailiat' },
  { code: '19.01.02', name: 'Belinyu' },
]
const villages = ['19.01.01.1001', '19.01.01.2002', '19.01.02.2004'].map((code) => ({
  code,
  name: code,
}))

const someFact: fc.Arbitrary<Fact> = fc.record({
  villageCode: fc.constantFrom(...villages.map((village) => village.code), '19.01.09.2001', null),
  result: fc.constantFrom(...rowResults),
  reason: fc.constantFrom('', 'few-criteria', 'income'),
  family: fc.boolean(),
  assigned: fc.boolean(),
  visited: fc.boolean(),
  accepted: fc.boolean(),
  decided: fc.boolean(),
  rows: fc.nat(5000),
})

test('districts and rows of no village add up to the totals, villages to their district', () => {
  fc.assert(
    fc.property(fc.array(someFact, { maxLength: 60 }), (facts) => {
      const totals = countFacts(facts)
      const places = placesOf({ facts, districts, villages })
      for (const key of Object.keys(totals) as (keyof Counts)[]) {
        const sum = (some: readonly Counts[]) => some.reduce((all, each) => all + each[key], 0)
        expect(sum([...places.districts, places.nowhere])).toBe(totals[key])
        for (const district of places.districts) expect(sum(district.villages)).toBe(district[key])
      }
    }),
  )
})

test('the rows of all results are the rows of the list, and reasons those of their result', () => {
  fc.assert(
    fc.property(fc.array(someFact, { maxLength: 60 }), (facts) => {
      const results = resultsOf(facts)
      const sum = (some: readonly { rows: number }[]) =>
        some.reduce((all, each) => all + each.rows, 0)
      expect(results.map((entry) => entry.result)).toEqual(rowResults)
      expect(sum(results)).toBe(countFacts(facts).listRows)
      for (const entry of results) expect(sum(entry.reasons)).toBe(entry.rows)
    }),
  )
})

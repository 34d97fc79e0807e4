import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createComparisons } from './comparisons.ts'
import { toldTwiceCode } from './found.ts'
import type { Kind } from './kinds.ts'
import { startingModel, weightTable } from './model.ts'
import { createScorer } from './scorer.ts'
import { createTeller } from './stories.ts'
import { chancesOfStrangers, gapsOfStrangers, meetStrangers } from './strangers.ts'
import { tableInTest } from './table-in-test.ts'

const seed = 20261130
const syllables = 'ba de gi ko lu ma ni pa ra si ta wu yo zu ha fe jo ce'.split(' ')

/** People of more names than have a place in a table, a third of them twice, with slips. */
function peopleOf(count: number): readonly (readonly string[])[] {
  const pick = fc.sample(fc.integer({ min: 0, max: 2 ** 30 }), { numRuns: count * 12, seed })
  let next = 0
  const below = (most: number) => (pick[next++ % pick.length] ?? 0) % most
  const word = () => Array.from({ length: 2 + below(3) }, () => syllables[below(18)]).join('')
  return Array.from({ length: count }, () => {
    const [first, last, sex] = [word(), word(), below(2) === 0 ? 'L' : 'P']
    const born = `19${60 + below(40)}-0${1 + below(9)}-1${below(10)}`
    const card = `19019${String(below(2 ** 30)).padStart(11, '0')}`
    const slipped = first.replace('u', 'oe').replace('j', 'dj').replace('i', 'y')
    const again = [slipped, last, ['', sex, 'L'][below(3)] ?? '', below(3) === 0 ? '' : born]
    const row = [first, last, sex, born, card]
    return below(3) === 0 ? [row, [...again, below(2) === 0 ? card : '']] : [row]
  }).flat()
}

/** What a scorer says when `least` is just below it, beside the sum of all its fields. */
function lostOf(kinds: readonly Kind[], columnsOf: (row: readonly string[]) => readonly string[]) {
  const rows = peopleOf(2600).map(columnsOf)
  const { fields, records } = tableInTest(kinds, rows)
  expect(records.roles.sex).toBeGreaterThan(0)
  const comparisons = createComparisons(fields)
  const sample = Uint32Array.from({ length: 500 }, (_, row) => row)
  const strangers = meetStrangers(fields, records, { sample, comparisons })
  const gaps = gapsOfStrangers(records)
  const model = startingModel(fields, chancesOfStrangers(strangers, undefined), {
    rows: rows.length,
    pairs: (rows.length * (rows.length - 1)) / 2,
    gaps,
  })
  const scorer = createScorer(fields, records, model, { comparisons })
  const teller = createTeller(model, weightTable(model, fields.length))
  const codes = new Uint16Array(fields.length)
  const score = { probability: 0, weight: 0 }
  let [asked, lost] = [0, 0]
  for (let left = 0; left + 1 < rows.length; left += 1) {
    for (const right of [left + 1, (left * 7 + 13) % rows.length]) {
      if (left === right) continue
      scorer.codes(left, right, codes, 0)
      const { weight } = teller.weigh(codes, 0)
      if (Math.abs(weight) > 25) continue
      asked += 1
      const justBelow = 1 / (1 + 2 ** (0.02 - weight))
      if (!scorer.score(left, right, justBelow, score)) lost += 1
      else expect(score.weight).toBeCloseTo(weight, 4)
    }
  }
  expect(asked).toBeGreaterThan(500)
  return lost
}

describe(`a pair that may still be one is not left before its names are compared (${seed})`, () => {
  it.each([
    ['one full name', ['full-name', 'category', 'date', 'family-card'] as const, 1],
    ['a name in two columns', ['given-name', 'surname', 'category', 'date'] as const, 2],
    ['a name of no known kind', ['text', 'category', 'date', 'family-card'] as const, 1],
  ])('%s', (_, kinds, words) => {
    const lost = lostOf(kinds, ([first = '', last = '', ...rest]) =>
      [...(words === 2 ? [first, last] : [`${first} ${last}`]), ...rest].slice(0, kinds.length),
    )
    expect(lost).toBe(0)
  })
})

it('gives one bit back where name and number have both told the sex', () => {
  const { fields } = tableInTest(['category'], [['L'], ['P']])
  const chances = { chances: [[]], bornTogether: [], namesakes: [[]] }
  const model = startingModel(fields, chances, { rows: 2, pairs: 1, gaps: [0] })
  const weights = weightTable(model, 1)
  const classes = model.priors.length
  const told = [...weights.slice(toldTwiceCode * classes, (toldTwiceCode + 1) * classes)]
  expect(told).toEqual([-1, -1, 0, 0, 0, 0])
})

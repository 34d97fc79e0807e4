import type { BlockRange } from '../../../core/matching/engine/blocks.ts'
import { markChances } from '../../../core/matching/engine/chances.ts'
import { concat } from '../../../core/matching/engine/concat.ts'
import type { Field } from '../../../core/matching/engine/field.ts'
import { learnModel, samePersonShares } from '../../../core/matching/engine/learn.ts'
import { type Model, startingModel, traitsOf } from '../../../core/matching/engine/model.ts'
import { sampleOf } from '../../../core/matching/engine/passes.ts'
import { countPatterns } from '../../../core/matching/engine/patterns.ts'
import type { Records } from '../../../core/matching/engine/records.ts'
import {
  chancesOfStrangers,
  gapsOfStrangers,
  meetStrangers,
} from '../../../core/matching/engine/strangers.ts'
import type { SampledPairs } from './link-jobs.ts'
import type { LinkPool } from './link-pool.ts'

const learnFrom = 150_000
const learnRounds = 15
/**
 * Of tables up to this size all pairs are learnt from, and twice again: each time tells which rows
 * count once. Of larger ones a sample is, and once again.
 */
const relearnRows = 60_000
const sureEnough = 0.9
const strangerSample = 10_000

/**
 * Learns the model of a table from the pairs that blocking brings, and from those of one house, or
 * a sample of them. More than once: what is surely one person counts once when frequencies are
 * counted.
 */
export async function learnLinkage(
  pool: LinkPool,
  given: {
    readonly fields: readonly Field[]
    readonly records: Records
    readonly rowHashes: Uint32Array
    readonly ranges: readonly BlockRange[]
    readonly pairsAbove: number
    readonly onDone: (share: number) => void
  },
): Promise<Model> {
  const { fields, records, rowHashes, ranges, onDone } = given
  const whole = records.rows <= relearnRows
  const every = whole ? 1 : Math.max(1, Math.round(given.pairsAbove / 2 / learnFrom))
  const allPairs = countAllPairs(records)
  const strangers = meetStrangers(fields, records, {
    sample: sampleOf(rowHashes, strangerSample),
    comparisons: pool.comparisons,
  })
  const chances = chancesOfStrangers(strangers, undefined)
  const gaps = gapsOfStrangers(records)
  const start = startingModel(fields, chances, { rows: records.rows, pairs: allPairs, gaps })
  pool.set({ model: start, weights: undefined })
  const jobs = ranges.map((range) => ({ is: 'sample' as const, range, every }))
  const results = await pool.run(jobs, onDone)
  const sampled = results.flatMap((each) => (each.is === 'sample' ? [each.pairs] : []))
  const found = joined(sampled)
  const width = fields.length
  const count = () => ({ ...countPatterns(found.codes, width), width, weight: every })
  const traits = traitsOf(fields)
  const rounds = { allPairs, rounds: learnRounds }
  let pairs = count()
  let model = learnModel(traits, start, { ...rounds, pairs })
  let before: Uint32Array | undefined
  for (let again = 0; again < (whole ? 2 : 1); again += 1) {
    await pool.breathe()
    const shares = samePersonShares(model, pairs)
    const { of } = pairs
    const sure = pairsThat(found, (at) => (shares[of[at] ?? 0] ?? 0) >= sureEnough)
    if (whole) {
      const entity = surelyOne(sure, records.rows)
      // Frequencies are counted by persons: the same persons, the same frequencies.
      if (before?.every((person, row) => person === entity[row]) === true) break
      before = entity
      markChances(records, { entity })
      model = { ...model, ...chancesOfStrangers(strangers, entity) }
    } else markChances(records, { sure: { ...sure, every } })
    pool.set({ model, weights: undefined })
    for (const [at, left] of found.left.entries()) {
      pool.scorer.codes(left, found.right[at] ?? 0, found.codes, at * width)
    }
    pairs = count()
    model = learnModel(traits, model, { ...rounds, pairs })
  }
  return model
}

function countAllPairs({ rows, sideStart }: Records): number {
  return sideStart < rows ? sideStart * (rows - sideStart) : (rows * (rows - 1)) / 2
}

type Pairs = { readonly left: Uint32Array; readonly right: Uint32Array }

function pairsThat({ left, right }: Pairs, isSo: (pair: number) => boolean): Pairs {
  return {
    left: left.filter((_, at) => isSo(at)),
    right: right.filter((_, at) => isSo(at)),
  }
}

/** Rows of pairs that are one person beyond doubt, by the smallest row of each. */
function surelyOne(pairs: Pairs, rows: number): Uint32Array {
  const group = Uint32Array.from({ length: rows }, (_, row) => row)
  const rootOf = (row: number): number => {
    let root = row
    while (group[root] !== root) root = group[root] ?? root
    return root
  }
  for (const [at, left] of pairs.left.entries()) {
    const [one, other] = [rootOf(left), rootOf(pairs.right[at] ?? 0)]
    group[Math.max(one, other)] = Math.min(one, other)
  }
  return group.map((_, row) => rootOf(row))
}

function joined(sampled: readonly SampledPairs[]): SampledPairs {
  return {
    left: concat(
      sampled.map((part) => part.left),
      Uint32Array,
    ),
    right: concat(
      sampled.map((part) => part.right),
      Uint32Array,
    ),
    codes: concat(
      sampled.map((part) => part.codes),
      Uint16Array,
    ),
  }
}

import type { BlockRange } from '../../../core/matching/engine/blocks.ts'
import { markChances } from '../../../core/matching/engine/chances.ts'
import { concat } from '../../../core/matching/engine/concat.ts'
import type { Field } from '../../../core/matching/engine/field.ts'
import { firstOf, joinRows, rowsApart } from '../../../core/matching/engine/groups.ts'
import {
  learnModel,
  type PairCodes,
  samePersonShares,
} from '../../../core/matching/engine/learn.ts'
import { type Model, startingModel, traitsOf } from '../../../core/matching/engine/model.ts'
import { sampleOf } from '../../../core/matching/engine/passes.ts'
import { countPatterns, type Patterns } from '../../../core/matching/engine/patterns.ts'
import type { Records } from '../../../core/matching/engine/records.ts'
import { hashPair } from '../../../core/matching/engine/row-hashes.ts'
import {
  chancesOfStrangers,
  gapsOfStrangers,
  meetStrangers,
  type Strangers,
} from '../../../core/matching/engine/strangers.ts'
import type { SampledPairs } from './link-jobs.ts'
import type { LinkPool } from './link-pool.ts'

/** Up to so many pairs, each as often as blocking brings it, all are learnt from. */
const mostWhole = 600_000
/** Of more pairs a sample, of about so many. */
const learnFrom = 80_000
/** Of the pairs in doubt about so many at most. */
const mostDoubtful = 150_000
const learnRounds = 15
const sureEnough = 0.9
/** A pair is in doubt from this probability of one person up to as much less than one. */
export const leastDoubt = 1e-5
const strangerSample = 10_000
/** Persons are the same as before when no more than this share of their rows moved. */
const movedPersons = 0.005

/** A table, and the pairs that blocking brings. */
export type LearningGiven = {
  readonly pool: LinkPool
  readonly fields: readonly Field[]
  readonly records: Records
  readonly rowHashes: Uint32Array
  readonly ranges: readonly BlockRange[]
  readonly pairsAbove: number
  /** 1 for each row that another stands for: it is in no pair of `ranges`. */
  readonly leftOut: Uint8Array
  readonly onDone: (share: number) => void
}

/** What was learnt of a table, and from what. */
export type Learnt = {
  readonly model: Model
  /** Whether all pairs were learnt from but those of strangers beyond doubt. */
  readonly isWhole: boolean
  readonly rounds: number
  /** The first row of each row's person, as far as is known. */
  readonly persons: Uint32Array
  readonly strangers: Strangers
  readonly sampled: SampledPairs
  /** Each pair that was sampled stands for so many. */
  readonly every: number
  readonly pairs: Pairs
  readonly patterns: PairCodes & Patterns
}

type Pairs = { readonly left: Uint32Array; readonly right: Uint32Array }
type SaidPairs = Pairs & { readonly probability: Float32Array }

/**
 * Learns a first model of a table, by which its persons are found: from the pairs that blocking
 * brings and those of one house, or from a sample of them.
 */
export async function beginLearning(given: LearningGiven): Promise<Learnt> {
  const { pool, fields, records, rowHashes, ranges, pairsAbove, onDone } = given
  const every = pairsAbove <= mostWhole ? 1 : Math.ceil(pairsAbove / 2 / learnFrom)
  const strangers = meetStrangers(fields, records, {
    sample: sampleOf(rowHashes, strangerSample),
    comparisons: pool.comparisons,
  })
  const start = startingModel(fields, chancesOfStrangers(strangers, undefined), {
    rows: records.rows,
    pairs: countAllPairs(records),
    gaps: gapsOfStrangers(records),
  })
  pool.set({ model: start, weights: undefined })
  const jobs = ranges.map((range) => ({ is: 'sample' as const, range, every }))
  const results = await pool.run(jobs, onDone)
  const sampled = joined(results.flatMap((each) => (each.is === 'sample' ? [each.pairs] : [])))
  const width = fields.length
  const patterns = { ...countPatterns(sampled.codes, width), width, weight: every }
  return {
    model: learnFromPatterns(given, { start, patterns }),
    isWhole: every === 1,
    rounds: 0,
    persons: rowsApart(records.rows),
    strangers,
    sampled,
    every,
    pairs: sampled,
    patterns,
  }
}

/** What the model says of the pairs it was learnt from. */
export function saidOfLearnt({ model, pairs, patterns }: Learnt): SaidPairs {
  const shares = samePersonShares(model, patterns)
  return { ...pairs, probability: Float32Array.from(patterns.of, (at) => shares[at] ?? 0) }
}

/**
 * Learns again from what the model says of pairs. Persons count once when frequencies are counted;
 * that is written into the records. Where a sample was learnt from, the pairs in doubt come to it:
 * rare kinds of two people, twins above all, are too few in a sample. Undefined, and nothing
 * changed, when there is nothing new to learn: the persons are the same as before.
 */
export async function learnAgain(
  given: LearningGiven,
  before: { readonly learnt: Learnt; readonly said: SaidPairs },
): Promise<Learnt | undefined> {
  const { pool, fields, records } = given
  const { learnt, said } = before
  await pool.breathe()
  const persons = surelyOne(said, records.rows)
  const isDoubtKnown = learnt.isWhole || learnt.rounds > 0
  if (isDoubtKnown && areAsBefore(learnt.persons, persons)) return undefined
  markChances(records, persons)
  const start = { ...learnt.model, ...chancesOfStrangers(learnt.strangers, persons) }
  pool.set({ model: start, weights: undefined })
  const { times, ...pairs } = withDoubt(given, before)
  const width = fields.length
  const codes = new Uint16Array(pairs.left.length * width)
  for (const [at, left] of pairs.left.entries()) {
    pool.scorer.codes(left, pairs.right[at] ?? 0, codes, at * width)
  }
  await pool.breathe()
  const patterns = { ...countPatterns(codes, width, times), width, weight: 1 }
  const model = learnFromPatterns(given, { start, patterns })
  return { ...learnt, model, rounds: learnt.rounds + 1, persons, pairs, patterns }
}

function learnFromPatterns(
  { fields, records }: LearningGiven,
  by: { readonly start: Model; readonly patterns: PairCodes },
): Model {
  const pairs = { pairs: by.patterns, allPairs: countAllPairs(records) }
  return learnModel(traitsOf(fields), by.start, { ...pairs, rounds: learnRounds })
}

/** Those sampled, and of a sample's table all that are in doubt; how many each stands for. */
function withDoubt(
  { rowHashes, leftOut }: LearningGiven,
  { learnt, said }: { readonly learnt: Learnt; readonly said: SaidPairs },
): Pairs & { readonly times: Uint32Array } {
  const { sampled, every, isWhole } = learnt
  const { left, right } = sampled
  if (isWhole) return { left, right, times: new Uint32Array(left.length).fill(1) }
  const inDoubt = pairsThat(said, (at) => {
    const probability = said.probability[at] ?? 0
    if (probability < leastDoubt || probability > 1 - leastDoubt) return false
    return leftOut[said.left[at] ?? 0] !== 1 && leftOut[said.right[at] ?? 0] !== 1
  })
  const hashOf = (pairs: Pairs, at: number) =>
    hashPair(rowHashes, pairs.left[at] ?? 0, pairs.right[at] ?? 0)
  const keyOf = (pairs: Pairs, at: number) =>
    (pairs.left[at] ?? 0) * 2 ** 26 + (pairs.right[at] ?? 0)
  const twice = new Set<number>()
  for (const at of inDoubt.left.keys()) {
    if (hashOf(inDoubt, at) % every === 0) twice.add(keyOf(inDoubt, at))
  }
  const others = pairsThat(sampled, (at) => !twice.has(keyOf(sampled, at)))
  const oneOf = Math.ceil(inDoubt.left.length / mostDoubtful)
  const doubtful = pairsThat(inDoubt, (at) => hashOf(inDoubt, at) % oneOf === 0)
  return {
    left: concat([doubtful.left, others.left], Uint32Array),
    right: concat([doubtful.right, others.right], Uint32Array),
    times: concat(
      [
        new Uint32Array(doubtful.left.length).fill(oneOf),
        new Uint32Array(others.left.length).fill(every),
      ],
      Uint32Array,
    ),
  }
}

function countAllPairs({ rows, sideStart }: Records): number {
  return sideStart < rows ? sideStart * (rows - sideStart) : (rows * (rows - 1)) / 2
}

function pairsThat({ left, right }: Pairs, isSo: (pair: number) => boolean): Pairs {
  const places = Uint32Array.from(left.keys()).filter(isSo)
  return {
    left: places.map((at) => left[at] ?? 0),
    right: places.map((at) => right[at] ?? 0),
  }
}

/** Rows of pairs that are one person beyond doubt, by the first row of each. */
function surelyOne({ left, right, probability }: SaidPairs, rows: number): Uint32Array {
  const above = rowsApart(rows)
  for (const [at, each] of probability.entries()) {
    if (each >= sureEnough) joinRows(above, left[at] ?? 0, right[at] ?? 0)
  }
  return above.map((_, row) => firstOf(above, row))
}

/**
 * Hardly any row went to another person. Told by the joinings that lead from either to what holds
 * both, so that it is the same whatever the order of the rows.
 */
function areAsBefore(before: Uint32Array, now: Uint32Array): boolean {
  const both = now.slice()
  for (const [row, first] of before.entries()) joinRows(both, row, first)
  const moved = 2 * joiningsOf(both) - joiningsOf(before) - joiningsOf(now)
  return moved <= movedPersons * joiningsOf(now)
}

function joiningsOf(persons: Uint32Array): number {
  let joinings = 0
  for (const [row, above] of persons.entries()) if (above !== row) joinings += 1
  return joinings
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

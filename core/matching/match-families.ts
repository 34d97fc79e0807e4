import { type Blocks, blockingPasses, candidatePairs, emptyBlocks } from './blocking.ts'
import { type Comparison, compareFamilies, fields, levelNames } from './comparison.ts'
import { mix } from './engine/hash.ts'
import { type Families, idOf } from './families.ts'
import { countFrequencies, type Frequencies } from './frequencies.ts'
import { type LabelledPair, type PairLabels, placeLabels } from './labels.ts'
import { learnModel, type PairVectors, packLevels, unpackLevel } from './learning.ts'
import {
  evidenceBits,
  levelCode,
  type Model,
  otherShares,
  probabilityOf,
  startingModel,
} from './model.ts'
import { decideOutcome, type Explanation, explainPair, type Objection } from './outcome.ts'
import type { Weights } from './parameters/weights.ts'
import { openSampler, type Sampler } from './quality-sample.ts'

/** A pair that is more than nothing: joined, or for a person to decide. */
export type FoundPair = {
  /** The earlier family's id. */
  readonly left: string
  readonly right: string
  readonly is: 'joined' | 'queued'
  readonly objections: readonly Objection[]
  readonly explanation: Explanation
}

export type Matching = {
  readonly model: Model
  readonly pairs: readonly FoundPair[]
  /** Left and right family of each pair by their places, one after the other. */
  readonly places: Uint32Array
  /** Holds the pairs that were refused; those found are offered once their fate is known. */
  readonly sampler: Sampler
  /** Why those refused pairs were refused that the sampler drew, by `placeKey`. */
  readonly refusals: ReadonlyMap<number, Explanation>
  /** Pairs that were compared, and those near enough to learn from. */
  readonly compared: number
  readonly considered: number
}

/** What a matching may be given besides the families. */
export type MatchingAsk = {
  /** What persons have said of pairs: they are learnt from, and judged like any other. */
  readonly labels?: readonly LabelledPair[]
  /** The number of each family's list, for the sample by which quality is measured. */
  readonly lists?: Uint8Array
  readonly seed?: number
}

/**
 * Finds which families of a registry may be one. A generator: it yields every few hundred steps, so
 * that the shell lets requests through and can stop it. Independent of the order of the rows.
 */
export function* matchFamilies(
  families: Families,
  weights: Weights,
  ask: MatchingAsk = {},
): Generator<void, Matching> {
  const frequencies = yield* countFrequencies(families)
  const starting = startingModel(weights, families.count)
  const blocks = emptyBlocks()
  const bornTogether = yield* learnBornTogether({ families, blocks, model: starting, weights })
  const start: Model = { ...starting, otherBornTogether: bornTogether }
  const near = yield* compareCandidates({ families, frequencies, blocks, model: start })
  const { pairs, labels } = placeLabels(families, near, {
    labels: ask.labels ?? [],
    compare: (left, right) => vectorOf({ families, frequencies, model: start, left, right }),
  })
  const order = sortedByValue(pairs)
  const model = yield* learnModel(start, weights, {
    pairs: inOrder(pairs, order),
    familyCount: families.count,
    labels: labels === undefined ? undefined : labelsInOrder(labels, order),
  })
  yield
  const { lists = new Uint8Array(families.count), seed = 1 } = ask
  const sampler = openSampler({ families, lists, seed })
  const found = yield* judgeAll({ families, frequencies, model, near, sampler })
  return {
    model,
    ...found,
    sampler,
    refusals: explainDrawn({ families, frequencies, model, sampler }),
    compared: near.compared,
    considered: near.vectors.count,
  }
}

/** Judges every near pair; those refused go to the sampler at once. */
function* judgeAll(work: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly model: Model
  readonly near: Near
  readonly sampler: Sampler
}): Generator<void, Pick<Matching, 'pairs' | 'places'>> {
  const { near, model, sampler } = work
  const found: { readonly pair: FoundPair; readonly left: number; readonly right: number }[] = []
  for (let at = 0; at < near.vectors.count; at += 1) {
    if (at % 64 === 0) yield
    const weight = vectorWeight(model, near.vectors, at)
    const doubtful = weight + model.priorBits >= logOdds(model.thresholds.doubtful) - 0.01
    const place = { left: near.left[at] ?? 0, right: near.right[at] ?? 0 }
    const judged =
      doubtful || hasEqualNumber(near.vectors.levels[at] ?? 0)
        ? judge({ ...work, ...place })
        : undefined
    if (judged !== undefined) found.push({ pair: judged, ...place })
    else sampler.offer({ ...place, probability: probabilityOf(model, weight) }, 'refused')
  }
  found.sort(({ pair: one }, { pair: other }) =>
    one.left + one.right < other.left + other.right ? -1 : 1,
  )
  return {
    pairs: found.map(({ pair }) => pair),
    places: Uint32Array.from(found.flatMap(({ left, right }) => [left, right])),
  }
}

/** A pair of places as one number. */
export function placeKey(families: Families, left: number, right: number): number {
  return Math.min(left, right) * families.count + Math.max(left, right)
}

function explainDrawn(from: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly model: Model
  readonly sampler: Sampler
}): ReadonlyMap<number, Explanation> {
  const drawn = from.sampler.strata().flatMap((stratum) => stratum.drawn)
  return new Map(
    drawn.map(({ left, right }) => {
      const explanation = explainPlaces({ ...from, left, right })
      return [placeKey(from.families, left, right), explanation]
    }),
  )
}

/** One pair against a model, as `matchFamilies` judges it; undefined when it is refused. */
export function judge(pair: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly model: Model
  readonly left: number
  readonly right: number
}): FoundPair | undefined {
  const { families, model } = pair
  const comparison = compareFamilies(families, pair.left, pair.right)
  const explanation = explainPlaces(pair, comparison)
  const outcome = decideOutcome(model, comparison, explanation.probability)
  if (outcome.is === 'refused') return undefined
  const ids = [idOf(families, pair.left), idOf(families, pair.right)].toSorted()
  const [left, right] = [ids[0] ?? '', ids[1] ?? '']
  return { left, right, is: outcome.is, objections: outcome.objections, explanation }
}

function explainPlaces(
  pair: Parameters<typeof judge>[0],
  comparison = compareFamilies(pair.families, pair.left, pair.right),
): Explanation {
  const others = otherShares({ ...pair, comparison })
  return explainPair(pair.model, comparison, evidenceBits(pair.model, comparison, others))
}

/** NIK levels of different people of one sex born on one day in one village. */
function* learnBornTogether(given: {
  readonly families: Families
  readonly blocks: Blocks
  readonly model: Model
  readonly weights: Weights
}): Generator<void, readonly number[]> {
  const { families, blocks, model, weights } = given
  const counts = new Float64Array(8)
  const pass = blockingPasses[0]
  if (pass === undefined) return model.otherBornTogether
  let total = 0
  const count = (left: number, right: number) => {
    const { levels } = compareFamilies(families, left, right)
    if (levels.name !== 'different' || levels.sex === 'different') return
    const code = levelCode('national-id', levels['national-id'])
    // A pair with one number, or a slip from it, may be a double with a garbled name.
    if (code === 0 || isOneNumber(levels['national-id'])) return
    counts[code] = (counts[code] ?? 0) + 1
    total += 1
  }
  yield* candidatePairs(families, { pass, blocks }, count)
  return model.otherBornTogether.map((share, code) =>
    code === 0 ? 1 : (share * weights.strength + (counts[code] ?? 0)) / (weights.strength + total),
  )
}

function isOneNumber(level: string): boolean {
  return level === 'equal' || level === 'one-digit' || level === 'two-digits'
}

type Near = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly vectors: PairVectors
  readonly compared: number
}

/** Compares every candidate once or more and keeps those that are near to being one family. */
function* compareCandidates(context: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly blocks: Blocks
  readonly model: Model
}): Generator<void, Near> {
  const { families, model } = context
  const kept = keptPairs()
  const recent = new Float64Array(1 << 18)
  let compared = 0
  const consider = (one: number, other: number) => {
    const left = Math.min(one, other)
    const right = Math.max(one, other)
    const key = left * families.count + right
    const slot = mix(left ^ mix(right)) & (recent.length - 1)
    if (recent[slot] === key || kept.known.has(key)) return
    recent[slot] = key
    compared += 1
    const comparison = compareFamilies(families, left, right)
    if (isHopeless(comparison)) return
    const others = otherShares({ ...context, comparison, left, right })
    const bits = evidenceBits(model, comparison, others)
    const total = bits.reduce((sum, bit) => sum + bit, model.priorBits)
    const oneNumber = comparison.levels['national-id'] === 'equal'
    if (total > nearBits || oneNumber) kept.add({ key, left, right, comparison, others })
  }
  for (const pass of blockingPasses) {
    yield* candidatePairs(families, { pass, blocks: context.blocks }, consider)
  }
  return { ...kept.columns(), compared }
}

/** Below these log-odds a pair teaches nothing and will not become doubtful by learning. */
const nearBits = -12

/** Two names and two birth dates that differ, and no number or member in common. */
function isHopeless(comparison: Comparison): boolean {
  const { levels } = comparison
  if (levels.name !== 'different' || levels.members === 'all') return false
  const number = levels['national-id']
  return number === 'different' || number === 'doubtful' || number === 'missing'
}

function keptPairs() {
  const known = new Set<number>()
  const left: number[] = []
  const right: number[] = []
  const levels: number[] = []
  const otherBits: number[] = []
  return {
    known,
    add: (pair: {
      readonly key: number
      readonly left: number
      readonly right: number
      readonly comparison: Comparison
      readonly others: readonly number[]
    }) => {
      known.add(pair.key)
      left.push(pair.left)
      right.push(pair.right)
      levels.push(packedLevels(pair.comparison))
      otherBits.push(sumOfBits(pair.others))
    },
    columns: () => ({
      left: Uint32Array.from(left),
      right: Uint32Array.from(right),
      vectors: {
        levels: Uint32Array.from(levels),
        otherBits: Float64Array.from(otherBits),
        count: left.length,
      },
    }),
  }
}

function packedLevels(comparison: Comparison): number {
  return packLevels(fields.map((field) => levelCode(field, comparison.levels[field])))
}

function sumOfBits(others: readonly number[]): number {
  return others.reduce((sum, share) => sum + Math.log2(share), 0)
}

/** A pair that a person labelled, as learning takes it in. */
function vectorOf(pair: Parameters<typeof judge>[0]) {
  const comparison = compareFamilies(pair.families, pair.left, pair.right)
  const otherBits = sumOfBits(otherShares({ ...pair, comparison }))
  return { levels: packedLevels(comparison), otherBits }
}

/** Places of the pairs in an order of their own values, so that sums do not hang on row order. */
function sortedByValue(vectors: PairVectors): Uint32Array {
  const order = Uint32Array.from({ length: vectors.count }, (_, at) => at)
  return order.sort((one, other) => {
    const byBits = (vectors.otherBits[one] ?? 0) - (vectors.otherBits[other] ?? 0)
    return byBits !== 0 ? byBits : (vectors.levels[one] ?? 0) - (vectors.levels[other] ?? 0)
  })
}

function inOrder(vectors: PairVectors, order: Uint32Array): PairVectors {
  return {
    levels: order.map((at) => vectors.levels[at] ?? 0),
    otherBits: Float64Array.from(order, (at) => vectors.otherBits[at] ?? 0),
    count: vectors.count,
  }
}

function labelsInOrder(labels: PairLabels, order: Uint32Array): PairLabels {
  return {
    said: Uint8Array.from(order, (at) => labels.said[at] ?? 0),
    weights: Float64Array.from(order, (at) => labels.weights[at] ?? 0),
  }
}

function vectorWeight(model: Model, vectors: PairVectors, at: number): number {
  const packed = vectors.levels[at] ?? 0
  let weight = -(vectors.otherBits[at] ?? 0)
  for (const [place, field] of fields.entries()) {
    const code = unpackLevel(packed, place)
    if (code !== 0) weight += Math.log2(model.same[field][code] ?? 1)
  }
  return weight
}

const equalNumber = levelNames['national-id'].indexOf('equal')

function hasEqualNumber(packed: number): boolean {
  return unpackLevel(packed, fields.indexOf('national-id')) === equalNumber
}

function logOdds(probability: number): number {
  return Math.log2(probability / (1 - probability))
}

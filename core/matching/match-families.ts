import { type Blocks, blockingPasses, candidatePairs, emptyBlocks } from './blocking.ts'
import { type Comparison, compareFamilies, fields, levelNames } from './comparison.ts'
import { chanceSteps } from './engine/found.ts'
import { mix } from './engine/hash.ts'
import { type Families, idOf } from './families.ts'
import { countFrequencies, type Frequencies } from './frequencies.ts'
import { type LabelledPair, placeLabels } from './labels.ts'
import { learnFamilies, type NearPairs } from './learning.ts'
import { codesOf, levelCode, type Model, startingModel, tellerOf } from './model.ts'
import {
  decideOutcome,
  type Explanation,
  explainPair,
  type Objection,
  otherStoriesOf,
} from './outcome.ts'
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

export type Matching = Judged & {
  /** For who goes on with the same families: counts and room need not be made again. */
  readonly atHand: AtHand
}

/** What a matching came to. */
export type Judged = {
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

export type AtHand = { readonly frequencies: Frequencies; readonly blocks: Blocks }

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
  const taught = placeLabels(families, near, {
    labels: ask.labels ?? [],
    compare: (left, right) => compareCodes({ families, frequencies, model: start, left, right }),
  })
  const model = yield* learnFamilies(start, taught, { weights, familyCount: families.count })
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
    considered: near.count,
    atHand: { frequencies, blocks },
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
  const { weigh } = tellerOf(model)
  const found: { readonly pair: FoundPair; readonly left: number; readonly right: number }[] = []
  for (let at = 0; at < near.count; at += 1) {
    if (at % 64 === 0) yield
    const { probability } = weigh(near.codes, at * fields.length)
    const place = { left: near.left[at] ?? 0, right: near.right[at] ?? 0 }
    const mayBe = probability >= model.thresholds.doubtful || hasEqualNumber(near.codes, at)
    const judged = mayBe ? judge({ ...work, ...place }).found : undefined
    if (judged !== undefined) found.push({ pair: judged, ...place })
    else sampler.offer({ ...place, probability }, 'refused')
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

/** What the engine makes of one pair; nothing is found where it is refused. */
export type Judgement = {
  readonly found: FoundPair | undefined
  readonly explanation: Explanation
}

/** One pair against a model, as `matchFamilies` judges it. */
export function judge(pair: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly model: Model
  readonly left: number
  readonly right: number
}): Judgement {
  const { families, model } = pair
  const comparison = compareFamilies(families, pair.left, pair.right)
  const explanation = explainPlaces(pair, comparison)
  const outcome = decideOutcome(model, comparison, explanation.probability)
  if (outcome.is === 'refused') return { found: undefined, explanation }
  const ids = [idOf(families, pair.left), idOf(families, pair.right)].toSorted()
  const [left, right] = [ids[0] ?? '', ids[1] ?? '']
  const { is, objections } = outcome
  return { found: { left, right, is, objections, explanation }, explanation }
}

/** Two families by their places, as a pair of them is explained. */
export function explainPlaces(
  pair: Parameters<typeof judge>[0],
  comparison = compareFamilies(pair.families, pair.left, pair.right),
): Explanation {
  const codes = codesOf({ ...pair, comparison })
  return explainPair(comparison, tellerOf(pair.model).tell(codes, otherStoriesOf(comparison)))
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

type Near = NearPairs & { readonly compared: number }

/** Compares every candidate once or more and keeps those that are near to being one family. */
function* compareCandidates(context: {
  readonly families: Families
  readonly frequencies: Frequencies
  readonly blocks: Blocks
  readonly model: Model
}): Generator<void, Near> {
  const { families, model } = context
  const kept = keptPairs()
  const teller = tellerOf(model)
  const codes = new Uint16Array(fields.length)
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
    const pair = { ...context, comparison, left, right }
    codesOf(pair, codes)
    const { weight, strangers } = teller.weigh(codes, 0)
    const oneNumber = comparison.levels['national-id'] === 'equal'
    // Relatives are learnt from too: what a house shares is known by those who are two.
    const teaches = weight > nearBits || strangers < 0.5
    if (oneNumber || teaches) kept.add({ key, left, right, codes })
  }
  for (const pass of blockingPasses) {
    yield* candidatePairs(families, { pass, blocks: context.blocks }, consider)
  }
  return { ...kept.columns(), compared }
}

/** Below these log-odds a pair teaches nothing and will not become doubtful by learning. */
const nearBits = -12

/** Two names that differ, and no number, card or member in common. */
function isHopeless(comparison: Comparison): boolean {
  const { levels } = comparison
  if (levels.name !== 'different' || levels.members === 'all') return false
  if (levels['family-card'] === 'equal') return false
  const number = levels['national-id']
  return number === 'different' || number === 'doubtful' || number === 'missing'
}

function keptPairs() {
  const known = new Set<number>()
  const left: number[] = []
  const right: number[] = []
  const width = fields.length
  let all = new Uint16Array(1024 * width)
  return {
    known,
    add: (pair: {
      readonly key: number
      readonly left: number
      readonly right: number
      readonly codes: Uint16Array
    }) => {
      known.add(pair.key)
      if (left.length * width === all.length) {
        const larger = new Uint16Array(all.length * 2)
        larger.set(all)
        all = larger
      }
      all.set(pair.codes, left.length * width)
      left.push(pair.left)
      right.push(pair.right)
    },
    columns: () => ({
      left: Uint32Array.from(left),
      right: Uint32Array.from(right),
      codes: all.subarray(0, left.length * width),
      count: left.length,
    }),
  }
}

/** A pair that a person labelled, as learning takes it in. */
function compareCodes(pair: Parameters<typeof judge>[0]): Uint16Array {
  return codesOf({ ...pair, comparison: compareFamilies(pair.families, pair.left, pair.right) })
}

const equalNumber = levelNames['national-id'].indexOf('equal')
const numberAt = fields.indexOf('national-id')

function hasEqualNumber(codes: Uint16Array, pair: number): boolean {
  return Math.floor((codes[pair * fields.length + numberAt] ?? 0) / chanceSteps) === equalNumber
}

import { calibration, measurePairs, type ScoredPairs } from '../../core/matching/measures.ts'
import { type Bins, binned, type Learning, learnTrees } from './boosted-trees.ts'
import { learnLogistic } from './logistic.ts'

/** Candidate pairs with `width` values each, pair after pair; NaN is missing. */
export type PairFeatures = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly width: number
  readonly values: Float32Array
}

const folds = 5
const thresholds = [0.5, 0.9, 0.95]

export type Ceiling = {
  readonly pairs: number
  /** Share of the true pairs that blocking left. */
  readonly blockingRecall: number
  readonly logistic: Measured
  readonly trees: Measured
  /** Trees that also see what the neighbours of a pair came to. */
  readonly treesInContext: Measured
}

export type Measured = ReturnType<typeof measured>

/**
 * How good a model with labels can be on these features: cross-validated in five parts of the true
 * clusters. Learnt without any pair that touches the part, measured on the pairs whose left row
 * lies in it. What blocking missed counts as missed.
 */
export function ceilingOf(features: PairFeatures, truth: Uint32Array): Ceiling {
  const { left, right } = features
  const label = Uint8Array.from(left, (row, pair) =>
    truth[row] === truth[right[pair] ?? 0] ? 1 : 0,
  )
  const given = { left, right, truth, label }
  const bins = binned(features.values, features.width)
  const logistic = crossValidated({ ...given, bins, weight: thinned(label) }, learnLogistic)
  // Trees are slow: they learn and judge what the regression does not call hopeless.
  const rest = doubtful(features, logistic)
  const few = { ...pick(features, rest), truth, label: rest.map((pair) => label[pair] ?? 0) }
  const inTrees = (values: Float32Array, width: number) => {
    const weight = new Float32Array(rest.length).fill(1)
    const binsOfFew = binned(values, width)
    const some = { ...few, label: Uint8Array.from(few.label), bins: binsOfFew, weight }
    return crossValidated(some, learnTrees)
  }
  const trees = inTrees(few.values, few.width)
  const more = withContext(few, trees)
  const context = inTrees(more.values, more.width)
  const all = measured({ left, right, score: logistic }, truth)
  let found = 0
  for (const each of label) found += each
  return {
    pairs: left.length,
    blockingRecall: found / all.pairs.truePairs,
    logistic: all,
    trees: measured({ ...few, score: trees }, truth),
    treesInContext: measured({ ...few, score: context }, truth),
  }
}

function measured(
  { left, right, score }: { left: Uint32Array; right: Uint32Array; score: Float64Array },
  truth: Uint32Array,
) {
  const probability = Float32Array.from(score, (each) => 1 / (1 + Math.exp(-each)))
  const scored: ScoredPairs = { left, right, probability }
  return {
    pairs: measurePairs(scored, truth, { thresholds }),
    calibration: calibration(scored, truth),
  }
}

type Given = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly truth: Uint32Array
  readonly bins: Bins
  readonly label: Uint8Array
  readonly weight: Float32Array
}

/** The log-odds of each pair by the model that has not seen its part. */
function crossValidated(
  { left, right, truth, bins, label, weight }: Given,
  learn: (learning: Learning) => Float64Array,
): Float64Array {
  const score = new Float64Array(left.length)
  const part = (row: number | undefined) => partOf(truth[row ?? 0] ?? 0)
  for (let fold = 0; fold < folds; fold++) {
    const from: number[] = []
    for (let pair = 0; pair < left.length; pair++) {
      if (weight[pair] === 0 || part(left[pair]) === fold || part(right[pair]) === fold) continue
      from.push(pair)
    }
    const learnt = learn({ bins, label, weight, from: Uint32Array.from(from) })
    for (let pair = 0; pair < left.length; pair++) {
      if (part(left[pair]) === fold) score[pair] = learnt[pair] ?? 0
    }
  }
  return score
}

function partOf(cluster: number): number {
  return ((Math.imul(cluster + 1, 0x9e3779b1) >>> 0) % 1_000) % folds
}

const standsFor = 8

/** All true pairs; of the others one in eight, standing for eight. */
function thinned(label: Uint8Array): Float32Array {
  return Float32Array.from(label, (isTrue, pair) => {
    if (isTrue === 1) return 1
    return pair % standsFor === 0 ? standsFor : 0
  })
}

const hopeless = Math.log(1 / 5_000)

function doubtful({ left }: PairFeatures, score: Float64Array): Uint32Array {
  return Uint32Array.from(left.keys()).filter((pair) => (score[pair] ?? 0) > hopeless)
}

function pick({ left, right, width, values }: PairFeatures, pairs: Uint32Array): PairFeatures {
  const few = new Float32Array(pairs.length * width)
  for (const [at, pair] of pairs.entries()) {
    few.set(values.subarray(pair * width, (pair + 1) * width), at * width)
  }
  return {
    left: pairs.map((pair) => left[pair] ?? 0),
    right: pairs.map((pair) => right[pair] ?? 0),
    width,
    values: few,
  }
}

const contextWidth = 6

/** What the pairs beside a pair came to: rivals of either row, and a third row between them. */
function withContext(features: PairFeatures, score: Float64Array) {
  const { left, right, width, values } = features
  const beside = neighbours(features, score)
  const all = new Float32Array(left.length * (width + contextWidth))
  for (let pair = 0; pair < left.length; pair++) {
    const [one, other] = [left[pair] ?? 0, right[pair] ?? 0]
    const [ofOne, ofOther] = [beside.get(one) ?? none, beside.get(other) ?? none]
    const rivals = [rivalOf(ofOne, other), rivalOf(ofOther, one)]
    const own = score[pair] ?? 0
    const at = pair * (width + contextWidth)
    all.set(values.subarray(pair * width, (pair + 1) * width), at)
    all[at + width] = own
    all[at + width + 1] = own - Math.max(...rivals)
    all[at + width + 2] = own - Math.min(...rivals)
    all[at + width + 3] = between(ofOne, ofOther)
    all[at + width + 4] = Math.max(ofOne.size, ofOther.size)
    all[at + width + 5] = Math.min(ofOne.size, ofOther.size)
  }
  return { width: width + contextWidth, values: all }
}

type Beside = ReadonlyMap<number, number>
const none: Beside = new Map()
const nothing = -12

/** The partners of each row that are at all likely. */
function neighbours({ left, right }: PairFeatures, score: Float64Array): Map<number, Beside> {
  const beside = new Map<number, Map<number, number>>()
  const add = (row: number, partner: number, each: number) => {
    const partners = beside.get(row) ?? new Map<number, number>()
    partners.set(partner, each)
    beside.set(row, partners)
  }
  for (let pair = 0; pair < left.length; pair++) {
    const each = score[pair] ?? nothing
    if (each < -4) continue
    add(left[pair] ?? 0, right[pair] ?? 0, each)
    add(right[pair] ?? 0, left[pair] ?? 0, each)
  }
  return beside
}

function rivalOf(partners: Beside, except: number): number {
  let best = nothing
  for (const [partner, each] of partners) if (partner !== except && each > best) best = each
  return best
}

/** The strongest way over a third row: as strong as its weaker half. */
function between(one: Beside, other: Beside): number {
  let best = nothing
  for (const [partner, each] of one) {
    const back = other.get(partner)
    if (back !== undefined) best = Math.max(best, Math.min(each, back))
  }
  return best
}

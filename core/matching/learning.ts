import { fields } from './comparison.ts'
import { type Labels, learnModel, type PairCodes } from './engine/learn.ts'
import { countPatterns } from './engine/patterns.ts'
import type { PairLabels } from './labels.ts'
import { countPairsOf, type Model, mostPriors, traits } from './model.ts'
import type { Weights } from './parameters/weights.ts'

/** Pairs of families that are near enough to learn from, by their places. */
export type NearPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  /** [pair · fields + field] */
  readonly codes: Uint16Array
  readonly count: number
}

/** What there is to learn from: codes of near pairs, and what persons said of some. */
export type TaughtPairs = { readonly codes: Uint16Array; readonly labels: PairLabels | undefined }

const rounds = 25

/**
 * Learns the model of a registry by the engine's expectation-maximisation: with the start as so
 * many pairs, so that a short list keeps to it. A generator that yields before the work: the work
 * itself takes as long as there are kinds of pairs, not pairs.
 */
export function* learnFamilies(
  start: Model,
  taught: TaughtPairs,
  given: { readonly weights: Weights; readonly familyCount: number },
): Generator<void, Model> {
  yield
  const pairs = patternsOf(taught)
  yield
  const { weights, familyCount } = given
  const model = learnModel(traits, start, {
    pairs,
    allPairs: countPairsOf(familyCount),
    rounds,
    keep: { start, pairs: weights.strength },
    mostPriors: mostPriors(weights, familyCount),
  })
  return { ...model, priors: model.priors.map((prior, at) => leastOf(prior, start.priors[at])) }
}

/** A registry in which nothing was found may still hold a double. */
function leastOf(prior: number, start: number | undefined): number {
  return Math.max(prior, (start ?? 0) / 20)
}

/** Pairs by what they fell on; labelled ones behind, each for itself, in an order of their own. */
function patternsOf({ codes, labels }: TaughtPairs): PairCodes {
  const width = fields.length
  if (labels === undefined) return { ...countPatterns(codes, width), width, weight: 1 }
  const count = codes.length / width
  const said = Array.from({ length: count }, (_, pair) => pair).filter((pair) => labels.said[pair])
  const rowOf = (pair: number) => codes.subarray(pair * width, pair * width + width)
  const unsaid = codes.filter((_, at) => labels.said[Math.floor(at / width)] === 0)
  const patterns = countPatterns(unsaid, width)
  const order = said.toSorted((one, other) => compareLabelled(one, other, { rowOf, labels }))
  const behind = patterns.times.length
  const all = new Uint16Array(patterns.codes.length + said.length * width)
  const times = new Uint32Array(behind + said.length).fill(1)
  const placed: Labels = {
    said: new Uint8Array(times.length),
    weights: new Float64Array(times.length).fill(1),
  }
  all.set(patterns.codes)
  times.set(patterns.times)
  for (const [at, pair] of order.entries()) {
    all.set(rowOf(pair), (behind + at) * width)
    placed.said[behind + at] = labels.said[pair] ?? 0
    placed.weights[behind + at] = labels.weights[pair] ?? 1
  }
  return { codes: all, times, width, weight: 1, labels: placed }
}

function compareLabelled(
  one: number,
  other: number,
  by: { readonly rowOf: (pair: number) => Uint16Array; readonly labels: PairLabels },
): number {
  const [row, beside] = [by.rowOf(one), by.rowOf(other)]
  for (const [at, code] of row.entries()) {
    const difference = code - (beside[at] ?? 0)
    if (difference !== 0) return difference
  }
  const { said, weights } = by.labels
  const apart = (said[one] ?? 0) - (said[other] ?? 0)
  return apart !== 0 ? apart : (weights[one] ?? 0) - (weights[other] ?? 0)
}

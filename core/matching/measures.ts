/** Pairs as an engine leaves them: two rows by number, and how likely they are one. */
export type ScoredPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly probability: Float32Array
}

export type Rates = {
  /** Share of what was found that is right; 1 when nothing was found. */
  readonly precision: number
  /** Share of what is true that was found; 1 when nothing is true. */
  readonly recall: number
  /** Their harmonic mean; 0 when both are 0. */
  readonly f1: number
}

export type PairRates = Rates & {
  readonly threshold: number
  readonly foundPairs: number
  readonly rightPairs: number
}

export type PairMeasure = {
  /** All pairs of one person, those that were never compared among them. */
  readonly truePairs: number
  /** In the order of the thresholds given. */
  readonly at: readonly PairRates[]
  /** At the threshold where F1 is greatest; the highest of several. */
  readonly best: PairRates
}

/**
 * How well pairs were found, against `truth`: the number of the true cluster of each row. A pair is
 * found when its probability is at least the threshold. True pairs are counted from the truth, so
 * that those which blocking missed count as misses. With `side` (0 or 1 for each row) only pairs
 * across the two sides count. Each pair must be there once.
 */
export function measurePairs(
  pairs: ScoredPairs,
  truth: Uint32Array,
  given: { readonly thresholds: readonly number[]; readonly side?: Uint8Array | undefined },
): PairMeasure {
  const { thresholds, side } = given
  const truePairs = countPairs(truth, side)
  const keys = keysOf(pairs, truth, side)
  const rates = (threshold: number, foundPairs: number, rightPairs: number): PairRates => ({
    ...ratesOf(foundPairs, rightPairs, truePairs),
    threshold,
    foundPairs,
    rightPairs,
  })
  const lowest = thresholds.map(Math.fround)
  const at = lowest.map((_, place) => rates(thresholds[place] ?? 0, 0, 0))
  let best = rates(1, 0, 0)
  let right = 0
  for (let found = 1; found <= keys.length; found++) {
    const key = keys[keys.length - found] ?? 0
    right += key & 1
    const next = keys[keys.length - found - 1] ?? 0
    if (found < keys.length && next >>> 1 === key >>> 1) continue
    const probability = probabilityOf(key)
    const here = rates(probability, found, right)
    if (here.f1 > best.f1) best = here
    for (let place = 0; place < lowest.length; place++) {
      if (probability < (lowest[place] ?? 0)) continue
      at[place] = { ...here, threshold: thresholds[place] ?? 0 }
    }
  }
  return { truePairs, at, best }
}

export type CalibrationTenth = {
  readonly from: number
  readonly to: number
  readonly pairs: number
  /** Mean of the predicted probabilities. */
  readonly predicted: number
  /** Share of the pairs that are true. */
  readonly true: number
}

/**
 * For each tenth of predicted probability from 0.5: what was predicted and what is so. The last
 * tenth holds 1 too; in a tenth without pairs both are NaN.
 */
export function calibration(
  pairs: ScoredPairs,
  truth: Uint32Array,
  side?: Uint8Array,
): readonly CalibrationTenth[] {
  const count = new Float64Array(5)
  const predicted = new Float64Array(5)
  const isTrue = new Float64Array(5)
  for (let pair = 0; pair < pairs.left.length; pair++) {
    const probability = pairs.probability[pair] ?? 0
    if (probability < 0.5 || !counts(pairs, pair, side)) continue
    const tenth = Math.min(4, tenthOf(probability))
    count[tenth] = (count[tenth] ?? 0) + 1
    predicted[tenth] = (predicted[tenth] ?? 0) + probability
    isTrue[tenth] = (isTrue[tenth] ?? 0) + isTruePair(pairs, pair, truth)
  }
  return Array.from(count, (held, tenth) => ({
    from: (tenth + 5) / 10,
    to: (tenth + 6) / 10,
    pairs: held,
    predicted: (predicted[tenth] ?? 0) / held,
    true: (isTrue[tenth] ?? 0) / held,
  }))
}

/** 0 for 0.5 to below 0.6: float32 has its own 0.6, a little more than ours. */
function tenthOf(probability: number): number {
  let tenth = 0
  while (probability >= Math.fround((tenth + 6) / 10)) tenth += 1
  return tenth
}

export type ClusterMeasure = {
  /** Over all pairs of rows that lie in one cluster. */
  readonly pairwise: Rates
  /** Over rows: Bagga and Baldwin 1998; Amigó, Gonzalo, Artiles and Verdejo 2009. */
  readonly bCubed: Rates
}

/**
 * How well clusters agree with the true ones; both are numbers of clusters, one for each row.
 * With `side` the pairwise rates count pairs across the sides alone; B-cubed counts rows always.
 */
export function measureClusters(
  clusters: Uint32Array,
  truth: Uint32Array,
  side?: Uint8Array,
): ClusterMeasure {
  const rows = truth.length
  if (clusters.length !== rows) throw new RangeError('clusters and truth differ in length')
  const found = numbered(clusters)
  const wanted = numbered(truth)
  const cells = intersect(found, wanted, side)
  const foundPairs = countPairs(found.number, side)
  const truePairs = countPairs(wanted.number, side)
  return {
    pairwise: ratesOf(foundPairs, cells.pairs, truePairs),
    bCubed:
      rows === 0 ? ratesOf(0, 0, 0) : { ...harmonic(cells.precision / rows, cells.recall / rows) },
  }
}

/** Sums over the cells that a found and a true cluster have in common. */
function intersect(found: Numbered, wanted: Numbered, side: Uint8Array | undefined) {
  const { order, starts } = grouped(found)
  const foundSizes = found.sizes
  const inCell = new Uint32Array(wanted.sizes.length)
  const onSecond = new Uint32Array(side === undefined ? 0 : wanted.sizes.length)
  let [pairs, precision, recall] = [0, 0, 0]
  for (let cluster = 0; cluster < foundSizes.length; cluster++) {
    const from = starts[cluster] ?? 0
    const to = starts[cluster + 1] ?? 0
    for (let at = from; at < to; at++) {
      const row = order[at] ?? 0
      const truth = wanted.number[row] ?? 0
      inCell[truth] = (inCell[truth] ?? 0) + 1
      if (side?.[row] === 1) onSecond[truth] = (onSecond[truth] ?? 0) + 1
    }
    for (let at = from; at < to; at++) {
      const truth = wanted.number[order[at] ?? 0] ?? 0
      const size = inCell[truth] ?? 0
      if (size === 0) continue
      const second = onSecond[truth] ?? 0
      pairs += side === undefined ? (size * (size - 1)) / 2 : second * (size - second)
      precision += (size * size) / (to - from)
      recall += (size * size) / (wanted.sizes[truth] ?? 1)
      inCell[truth] = 0
      if (side !== undefined) onSecond[truth] = 0
    }
  }
  return { pairs, precision, recall }
}

type Numbered = {
  /** From 0 on, without gaps worth mentioning. */
  readonly number: Uint32Array
  readonly sizes: Uint32Array
}

/** Numbers that are too far apart to count in an array get new ones. */
function numbered(labels: Uint32Array): Numbered {
  let highest = 0
  for (const label of labels) if (label > highest) highest = label
  const number = highest < labels.length * 4 + 1024 ? labels : renumbered(labels)
  if (number !== labels) highest = labels.length
  const sizes = new Uint32Array(highest + 1)
  for (const each of number) sizes[each] = (sizes[each] ?? 0) + 1
  return { number, sizes }
}

function renumbered(labels: Uint32Array): Uint32Array {
  const known = new Map<number, number>()
  return labels.map((label) => {
    const number = known.get(label) ?? known.size
    known.set(label, number)
    return number
  })
}

/** Rows in the order of their clusters, and where each cluster starts. */
function grouped({ number, sizes }: Numbered) {
  const starts = new Uint32Array(sizes.length + 1)
  for (let at = 0; at < sizes.length; at++) starts[at + 1] = (starts[at] ?? 0) + (sizes[at] ?? 0)
  const next = starts.slice()
  const order = new Uint32Array(number.length)
  for (let row = 0; row < number.length; row++) {
    const cluster = number[row] ?? 0
    const at = next[cluster] ?? 0
    order[at] = row
    next[cluster] = at + 1
  }
  return { order, starts }
}

/** Pairs of rows with one label; with `side` those across the sides. */
function countPairs(labels: Uint32Array, side: Uint8Array | undefined): number {
  const { number, sizes } = numbered(labels)
  const second = new Uint32Array(side === undefined ? 0 : sizes.length)
  if (side !== undefined) {
    for (let row = 0; row < number.length; row++) {
      const label = number[row] ?? 0
      if (side[row] === 1) second[label] = (second[label] ?? 0) + 1
    }
  }
  let pairs = 0
  for (let label = 0; label < sizes.length; label++) {
    const size = sizes[label] ?? 0
    const other = second[label] ?? 0
    pairs += side === undefined ? (size * (size - 1)) / 2 : other * (size - other)
  }
  return pairs
}

/** The bits of each probability and, last, whether the pair is true; from low to high. */
function keysOf(pairs: ScoredPairs, truth: Uint32Array, side: Uint8Array | undefined): Uint32Array {
  const { left, right, probability } = pairs
  if (right.length !== left.length || probability.length !== left.length) {
    throw new RangeError('the columns of pairs differ in length')
  }
  const bits = new Uint32Array(probability.buffer, probability.byteOffset, probability.length)
  const keys = new Uint32Array(left.length)
  let used = 0
  for (let pair = 0; pair < left.length; pair++) {
    if (!counts(pairs, pair, side)) continue
    keys[used] = ((bits[pair] ?? 0) << 1) | isTruePair(pairs, pair, truth)
    used += 1
  }
  return keys.subarray(0, used).sort()
}

const float = new Float32Array(1)
const floatBits = new Uint32Array(float.buffer)

function probabilityOf(key: number): number {
  floatBits[0] = key >>> 1
  return float[0] ?? 0
}

function counts(pairs: ScoredPairs, pair: number, side: Uint8Array | undefined): boolean {
  return side === undefined || side[pairs.left[pair] ?? 0] !== side[pairs.right[pair] ?? 0]
}

function isTruePair(pairs: ScoredPairs, pair: number, truth: Uint32Array): 0 | 1 {
  return truth[pairs.left[pair] ?? 0] === truth[pairs.right[pair] ?? 0] ? 1 : 0
}

function ratesOf(found: number, right: number, wanted: number): Rates {
  return harmonic(found === 0 ? 1 : right / found, wanted === 0 ? 1 : right / wanted)
}

function harmonic(precision: number, recall: number): Rates {
  const sum = precision + recall
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum }
}

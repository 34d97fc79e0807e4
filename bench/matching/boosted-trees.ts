/** Feature values in few bins, feature after feature; bin 0 is a value that is missing. */
export type Bins = {
  readonly rows: number
  readonly width: number
  readonly bin: Uint8Array
}

export const mostBins = 64

/** Puts each feature into bins of about equal size; values are row after row, NaN is missing. */
export function binned(values: Float32Array, width: number): Bins {
  const rows = values.length / width
  const bin = new Uint8Array(rows * width)
  for (let feature = 0; feature < width; feature++) {
    const edges = edgesOf(values, width, feature)
    for (let row = 0; row < rows; row++) {
      const value = values[row * width + feature] ?? Number.NaN
      bin[feature * rows + row] = Number.isNaN(value) ? 0 : binOf(edges, value)
    }
  }
  return { rows, width, bin }
}

/** The lowest value of each bin; few different values get a bin each. */
function edgesOf(values: Float32Array, width: number, feature: number): Float32Array {
  const rows = values.length / width
  const step = Math.max(1, Math.floor(rows / 50_000))
  const sample: number[] = []
  for (let row = 0; row < rows; row += step) {
    const value = values[row * width + feature] ?? Number.NaN
    if (!Number.isNaN(value)) sample.push(value)
  }
  const sorted = Float32Array.from(sample).sort()
  const different = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1])
  if (different.length < mostBins) return different
  // Half of the edges by how often values occur, half evenly over the values that occur.
  const half = mostBins / 2 - 1
  const edges = new Set<number>()
  for (let at = 0; at < half; at++) {
    edges.add(sorted[Math.floor((at * sorted.length) / half)] ?? 0)
    edges.add(different[Math.floor((at * different.length) / half)] ?? 0)
  }
  return Float32Array.from(edges).sort()
}

function binOf(edges: Float32Array, value: number): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edges[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return Math.max(1, low)
}

export type Learning = {
  readonly bins: Bins
  readonly label: Uint8Array
  /** How many rows each stands for. */
  readonly weight: Float32Array
  /** The rows to learn from. */
  readonly from: Uint32Array
}

const trees = 200
const depth = 6
const rate = 0.1
const lambda = 1
const leastHessian = 1
const nodes = 2 ** (depth + 1) - 1

/** One tree in arrays: the children of node n are 2n+1 and 2n+2. */
type Tree = {
  readonly feature: Int16Array
  /** Bins from 1 to this go left. */
  readonly split: Uint8Array
  readonly missingLeft: Uint8Array
  readonly value: Float64Array
}

/**
 * Gradient-boosted trees for a yes or no (Friedman 2001; second order and missing values after
 * Chen and Guestrin 2016), on histograms. Deterministic: every tree sees every row. Answers the
 * log-odds of each row of `bins`.
 */
export function learnTrees(learning: Learning): Float64Array {
  const { bins, label, weight, from } = learning
  const score = new Float64Array(bins.rows).fill(startOf(learning))
  const gradient = new Float64Array(bins.rows)
  const hessian = new Float64Array(bins.rows)
  for (let count = 0; count < trees; count++) {
    for (const row of from) {
      const expected = 1 / (1 + Math.exp(-(score[row] ?? 0)))
      const stands = weight[row] ?? 1
      gradient[row] = stands * (expected - (label[row] ?? 0))
      hessian[row] = stands * expected * (1 - expected)
    }
    addTree(score, bins, growTree({ bins, gradient, hessian, from }))
  }
  return score
}

function startOf({ label, weight, from }: Learning): number {
  let [yes, all] = [0.5, 1]
  for (const row of from) {
    all += weight[row] ?? 1
    yes += (label[row] ?? 0) * (weight[row] ?? 1)
  }
  return Math.log(yes / (all - yes))
}

function addTree(score: Float64Array, bins: Bins, tree: Tree): void {
  for (let row = 0; row < bins.rows; row++) {
    let node = 0
    while ((tree.feature[node] ?? -1) >= 0) node = childOf(tree, bins, node, row)
    score[row] = (score[row] ?? 0) + (tree.value[node] ?? 0)
  }
}

function childOf(tree: Tree, { bin, rows }: Bins, node: number, row: number): number {
  const at = bin[(tree.feature[node] ?? 0) * rows + row] ?? 0
  const left = at === 0 ? tree.missingLeft[node] === 1 : at <= (tree.split[node] ?? 0)
  return 2 * node + (left ? 1 : 2)
}

type Gradients = {
  readonly bins: Bins
  readonly gradient: Float64Array
  readonly hessian: Float64Array
  readonly from: Uint32Array
}

function growTree(given: Gradients): Tree {
  const tree: Tree = {
    feature: new Int16Array(nodes).fill(-1),
    split: new Uint8Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
  }
  splitNode(given, tree, { node: 0, rows: given.from.slice(), level: 0 })
  return tree
}

type Place = { readonly node: number; readonly rows: Uint32Array; readonly level: number }

function splitNode(given: Gradients, tree: Tree, { node, rows, level }: Place): void {
  let [g, h] = [0, 0]
  for (const row of rows) {
    g += given.gradient[row] ?? 0
    h += given.hessian[row] ?? 0
  }
  tree.value[node] = (-rate * g) / (h + lambda)
  if (level === depth || h < 2 * leastHessian) return
  const best = bestSplit(given, rows, { g, h })
  if (best.gain <= 1e-9) return
  tree.feature[node] = best.feature
  tree.split[node] = best.split
  tree.missingLeft[node] = best.missingLeft
  const { left, right } = parted(rows, (row) => childOf(tree, given.bins, node, row) & 1)
  splitNode(given, tree, { node: 2 * node + 1, rows: left, level: level + 1 })
  splitNode(given, tree, { node: 2 * node + 2, rows: right, level: level + 1 })
}

function parted(rows: Uint32Array, goesLeft: (row: number) => number) {
  const order = new Uint32Array(rows.length)
  let [low, high] = [0, rows.length]
  for (const row of rows) {
    if (goesLeft(row) === 1) order[low++] = row
    else order[--high] = row
  }
  return { left: order.subarray(0, low), right: order.subarray(low) }
}

type Sums = { readonly g: number; readonly h: number }
type Split = { gain: number; feature: number; split: number; missingLeft: 0 | 1 }

function bestSplit(given: Gradients, rows: Uint32Array, all: Sums): Split {
  const best: Split = { gain: 0, feature: -1, split: 0, missingLeft: 0 }
  const sums = new Float64Array(mostBins * 2 + 2)
  const { bin, rows: total, width } = given.bins
  for (let feature = 0; feature < width; feature++) {
    sums.fill(0)
    const offset = feature * total
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0
      const slot = (bin[offset + row] ?? 0) * 2
      sums[slot] = (sums[slot] ?? 0) + (given.gradient[row] ?? 0)
      sums[slot + 1] = (sums[slot + 1] ?? 0) + (given.hessian[row] ?? 0)
    }
    tryFeature(best, { feature, sums, all })
  }
  return best
}

function tryFeature(
  best: Split,
  { feature, sums, all }: { feature: number; sums: Float64Array; all: Sums },
): void {
  const missing = { g: sums[0] ?? 0, h: sums[1] ?? 0 }
  const whole = (all.g * all.g) / (all.h + lambda)
  let [g, h] = [0, 0]
  for (let split = 1; split < mostBins; split++) {
    g += sums[split * 2] ?? 0
    h += sums[split * 2 + 1] ?? 0
    for (const missingLeft of [0, 1] as const) {
      const left = { g: g + missingLeft * missing.g, h: h + missingLeft * missing.h }
      const right = { g: all.g - left.g, h: all.h - left.h }
      if (left.h < leastHessian || right.h < leastHessian) continue
      const parts = left.g ** 2 / (left.h + lambda) + right.g ** 2 / (right.h + lambda)
      if (parts - whole <= best.gain) continue
      Object.assign(best, { gain: parts - whole, feature, split, missingLeft })
    }
  }
}

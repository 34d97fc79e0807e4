import type { Learning } from './boosted-trees.ts'
import { mostBins } from './boosted-trees.ts'

const rounds = 8
const rate = 0.3
const ridge = 1e-5

/**
 * Logistic regression with a weight for each bin of each feature: what one feature says adds to
 * what the others say, as in Fellegi and Sunter, but learnt together and with labels. AdaGrad
 * (Duchi, Hazan and Singer 2011) in an order of the rows that is the same each time. Answers the
 * log-odds of each row of `bins`.
 */
export function learnLogistic({ bins, label, weight, from }: Learning): Float64Array {
  const { rows, width, bin } = bins
  const weights = new Float64Array(width * mostBins + 1)
  const squares = new Float64Array(width * mostBins + 1).fill(1e-3)
  const base = width * mostBins
  const scoreOf = (row: number) => {
    let score = weights[base] ?? 0
    for (let feature = 0; feature < width; feature++) {
      score += weights[feature * mostBins + (bin[feature * rows + row] ?? 0)] ?? 0
    }
    return score
  }
  const step = (at: number, gradient: number) => {
    const total = gradient + ridge * (weights[at] ?? 0)
    squares[at] = (squares[at] ?? 0) + total * total
    weights[at] = (weights[at] ?? 0) - (rate * total) / Math.sqrt(squares[at] ?? 1)
  }
  // A stride without a factor in common with the length visits every row once.
  const stride = strideFor(from.length)
  for (let count = 0; count < rounds * from.length; count++) {
    const row = from[(count * stride) % from.length] ?? 0
    const expected = 1 / (1 + Math.exp(-scoreOf(row)))
    const gradient = (weight[row] ?? 1) * (expected - (label[row] ?? 0))
    if (Math.abs(gradient) < 1e-6) continue
    step(base, gradient)
    for (let feature = 0; feature < width; feature++) {
      step(feature * mostBins + (bin[feature * rows + row] ?? 0), gradient)
    }
  }
  return Float64Array.from({ length: rows }, (_, row) => scoreOf(row))
}

function strideFor(length: number): number {
  for (let stride = Math.floor(length * 0.618) | 1; ; stride += 2) {
    if (divisor(stride, length) === 1) return stride
  }
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other)
}

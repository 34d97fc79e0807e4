import { expect, test } from 'vitest'
import { chanceOf } from '../../command/demonstration/chance.ts'
import { binned, learnTrees } from './boosted-trees.ts'
import { ceilingOf } from './cross-validate.ts'
import { learnLogistic } from './logistic.ts'

const rows = 4_000

/** A yes where exactly one of two values is high: no sum of the two can tell. */
function eitherOr() {
  const chance = chanceOf(1, 'either or')
  const values = Float32Array.from({ length: rows * 2 }, () => chance.next())
  const label = Uint8Array.from({ length: rows }, (_, row) =>
    (values[row * 2] ?? 0) > 0.5 === (values[row * 2 + 1] ?? 0) > 0.5 ? 0 : 1,
  )
  const from = Uint32Array.from({ length: rows / 2 }, (_, row) => row)
  const weight = new Float32Array(rows).fill(1)
  return { learning: { bins: binned(values, 2), label, weight, from }, label }
}

function rightOfUnseen(score: Float64Array, label: Uint8Array): number {
  let right = 0
  for (let row = rows / 2; row < rows; row++) {
    if ((score[row] ?? 0) > 0 === (label[row] === 1)) right += 1
  }
  return right / (rows / 2)
}

test('trees learn what depends on two values at once, a regression cannot', () => {
  const { learning, label } = eitherOr()
  expect(rightOfUnseen(learnTrees(learning), label)).toBeGreaterThan(0.97)
  expect(rightOfUnseen(learnLogistic(learning), label)).toBeLessThan(0.6)
})

test('a value that is missing may say yes', () => {
  const chance = chanceOf(2, 'missing')
  const values = Float32Array.from({ length: rows }, () =>
    chance.happens(0.3) ? Number.NaN : chance.next(),
  )
  const label = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0))
  const from = Uint32Array.from({ length: rows / 2 }, (_, row) => row)
  const learning = { bins: binned(values, 1), label, weight: new Float32Array(rows).fill(1), from }
  expect(rightOfUnseen(learnTrees(learning), label)).toBe(1)
  expect(rightOfUnseen(learnLogistic(learning), label)).toBe(1)
})

test('what blocking missed keeps the ceiling down, and chance is no ceiling at all', () => {
  const chance = chanceOf(3, 'ceiling')
  const persons = 1_200
  // Rows 2p and 2p + 1 are one person; every other such pair was never compared.
  const truth = Uint32Array.from({ length: persons * 2 }, (_, row) => row >> 1)
  const compared = Array.from({ length: persons / 2 }, (_, at) => [at * 4, at * 4 + 1] as const)
  const wrong = compared.map(([left]) => [left, left + 2] as const)
  const pairs = [...compared, ...wrong]
  const left = Uint32Array.from(pairs, ([one]) => one)
  const right = Uint32Array.from(pairs, ([, other]) => other)
  const telling = Float32Array.from(pairs, (_, at) => Number(at < compared.length))
  const ceiling = ceilingOf({ left, right, width: 1, values: telling }, truth)
  expect(ceiling.blockingRecall).toBe(1 / 2)
  for (const model of [ceiling.logistic, ceiling.trees]) {
    expect(model.pairs.best).toMatchObject({ precision: 1, recall: 1 / 2 })
  }
  const noise = Float32Array.from(pairs, () => chance.next())
  const none = ceilingOf({ left, right, width: 1, values: noise }, truth)
  expect(none.trees.pairs.best.precision).toBeLessThan(0.6)
})

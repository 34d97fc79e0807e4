import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibration, measureClusters, measurePairs, type ScoredPairs } from './measures.ts'

function pairsOf(list: readonly (readonly [number, number, number])[]): ScoredPairs {
  return {
    left: Uint32Array.from(list, ([left]) => left),
    right: Uint32Array.from(list, ([, right]) => right),
    probability: Float32Array.from(list, ([, , probability]) => probability),
  }
}

test('pairs are counted by hand, and what was never compared is missed', () => {
  // Rows 0 1 2 are one person (three pairs), 3 4 another (one), 5 is alone.
  const truth = Uint32Array.of(7, 7, 7, 9, 9, 1)
  const pairs = pairsOf([
    [0, 1, 0.99],
    [1, 2, 0.95],
    [4, 5, 0.92],
    [3, 4, 0.6],
    [0, 5, 0.4],
  ])
  const measure = measurePairs(pairs, truth, { thresholds: [0.5, 0.9, 0.95] })
  expect(measure.truePairs).toBe(4)
  expect(measure.at.map(({ foundPairs, rightPairs }) => [foundPairs, rightPairs])).toEqual([
    [4, 3],
    [3, 2],
    [2, 2],
  ])
  expect(measure.at[0]).toMatchObject({ threshold: 0.5, precision: 3 / 4, recall: 3 / 4, f1: 0.75 })
  expect(measure.at[2]).toMatchObject({ precision: 1, recall: 1 / 2 })
  expect(measure.at[2]?.f1).toBeCloseTo(2 / 3, 12)
  expect(measure.best.threshold).toBeCloseTo(0.6, 6)
  expect(measure.best.f1).toBe(0.75)
})

test('pairs of equal probability are found together', () => {
  const truth = Uint32Array.of(1, 1, 2, 3)
  const pairs = pairsOf([
    [0, 1, 0.8],
    [2, 3, 0.8],
  ])
  expect(measurePairs(pairs, truth, { thresholds: [] }).best).toMatchObject({
    foundPairs: 2,
    precision: 1 / 2,
    recall: 1,
  })
})

test('nothing found has precision 1 and recall 0; nothing to find has recall 1', () => {
  const none = pairsOf([])
  const doubles = measurePairs(none, Uint32Array.of(1, 1), { thresholds: [0.5] })
  expect(doubles.at).toMatchObject([{ precision: 1, recall: 0, f1: 0 }])
  const single = measurePairs(none, Uint32Array.of(1, 2), { thresholds: [0.5] })
  expect(single.at).toMatchObject([{ precision: 1, recall: 1, f1: 1 }])
})

test('with two sides only pairs across them count', () => {
  const truth = Uint32Array.of(1, 1, 1, 2, 2)
  const side = Uint8Array.of(0, 0, 1, 0, 1)
  const pairs = pairsOf([
    [0, 1, 0.9],
    [0, 2, 0.9],
    [1, 4, 0.9],
  ])
  const measure = measurePairs(pairs, truth, { thresholds: [0.5], side })
  expect(measure.truePairs).toBe(3)
  expect(measure.at).toMatchObject([{ foundPairs: 2, rightPairs: 1 }])
  // One cluster of all: 6 pairs across, 3 of them true.
  const { pairwise } = measureClusters(new Uint32Array(5), truth, side)
  expect(pairwise).toMatchObject({ precision: 1 / 2, recall: 1 })
})

test('calibration tells for each tenth what was predicted and what is so', () => {
  const truth = Uint32Array.of(1, 1, 1, 2)
  const pairs = pairsOf([
    [0, 1, 0.49],
    [0, 2, 0.5],
    [0, 3, 0.6],
    [1, 2, 0.7],
    [1, 3, 0.75],
    [2, 3, 1],
  ])
  const tenths = calibration(pairs, truth)
  expect(tenths.map((tenth) => [tenth.from, tenth.pairs, tenth.true])).toEqual([
    [0.5, 1, 1],
    [0.6, 1, 0],
    [0.7, 2, 1 / 2],
    [0.8, 0, Number.NaN],
    [0.9, 1, 0],
  ])
  expect(tenths[2]?.predicted).toBeCloseTo(0.725, 6)
})

test('b-cubed is as Bagga and Baldwin have it in their two answers', () => {
  const truth = Uint32Array.of(1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3)
  const small = Uint32Array.of(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2)
  const large = Uint32Array.of(1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1)
  const one = measureClusters(small, truth)
  expect(one.bCubed.precision).toBeCloseTo(16 / 21, 12)
  expect(one.bCubed.recall).toBe(1)
  expect(one.pairwise).toMatchObject({ precision: 21 / 31, recall: 1 })
  const other = measureClusters(large, truth)
  expect(other.bCubed.precision).toBeCloseTo(7 / 12, 12)
  expect(other.bCubed.recall).toBe(1)
})

test('labels far apart are labels too', () => {
  const far = Uint32Array.of(4_294_967_295, 4_294_967_295, 12, 900_000_000)
  const near = Uint32Array.of(0, 0, 1, 2)
  expect(measureClusters(far, near)).toEqual(measureClusters(near, near))
  expect(measurePairs(pairsOf([]), far, { thresholds: [] }).truePairs).toBe(1)
})

const labels = fc.integer({ min: 1, max: 30 }).chain((rows) =>
  fc.record({
    clusters: fc.array(fc.nat(8), { minLength: rows, maxLength: rows }),
    truth: fc.array(fc.nat(8), { minLength: rows, maxLength: rows }),
    side: fc.array(fc.nat(1), { minLength: rows, maxLength: rows }),
  }),
)

test('the true clusters are perfect; each row alone finds nothing and is never wrong', () => {
  fc.assert(
    fc.property(labels, ({ truth }) => {
      const wanted = Uint32Array.from(truth)
      const perfect = { precision: 1, recall: 1, f1: 1 }
      const measure = measureClusters(wanted, wanted)
      expect(measure.pairwise).toEqual(perfect)
      expect(measure.bCubed.f1).toBeCloseTo(1, 12)
      const alone = measureClusters(Uint32Array.from(truth.keys()), wanted)
      expect(alone.pairwise.precision).toBe(1)
      expect(alone.bCubed.precision).toBeCloseTo(1, 12)
      const doubles = new Set(truth).size < truth.length
      expect(alone.pairwise.recall).toBe(doubles ? 0 : 1)
    }),
  )
})

test('clusters and pairs agree with counting every pair of rows', () => {
  fc.assert(
    fc.property(labels, fc.boolean(), ({ clusters, truth, side }, twoSides) => {
      const sides = twoSides ? Uint8Array.from(side) : undefined
      const list: [number, number, number][] = []
      let [found, right, wanted] = [0, 0, 0]
      for (let one = 0; one < truth.length; one++) {
        for (let other = one + 1; other < truth.length; other++) {
          const together = clusters[one] === clusters[other]
          if (together) list.push([one, other, 0.7])
          if (twoSides && side[one] === side[other]) continue
          const same = truth[one] === truth[other]
          if (together) found += 1
          if (same) wanted += 1
          if (together && same) right += 1
        }
      }
      const expected = {
        precision: found === 0 ? 1 : right / found,
        recall: wanted === 0 ? 1 : right / wanted,
      }
      const wantedRows = Uint32Array.from(truth)
      const measure = measureClusters(Uint32Array.from(clusters), wantedRows, sides)
      expect(measure.pairwise).toMatchObject(expected)
      const given = { thresholds: [0.5], side: sides }
      expect(measurePairs(pairsOf(list), wantedRows, given).at).toMatchObject([expected])
    }),
  )
})

test('swapping what was found and what is true swaps precision and recall', () => {
  fc.assert(
    fc.property(labels, ({ clusters, truth }) => {
      const [one, other] = [Uint32Array.from(clusters), Uint32Array.from(truth)]
      const there = measureClusters(one, other)
      const back = measureClusters(other, one)
      expect(back.pairwise.precision).toBe(there.pairwise.recall)
      expect(back.bCubed.recall).toBeCloseTo(there.bCubed.precision, 12)
    }),
  )
})

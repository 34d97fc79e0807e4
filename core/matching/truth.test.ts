import { expect, test } from 'vitest'
import { measureLinkage } from './measure-linkage.ts'
import { internColumn } from './table/column.ts'
import { scanCells } from './table/header.ts'
import { truthOfColumn, truthOfIds } from './truth.ts'

function columnOf(values: readonly string[]) {
  const bytes = new TextEncoder().encode(`id,x\n${values.map((value) => `${value},-\n`).join('')}`)
  return internColumn('id', [{ cells: scanCells(bytes), at: 0 }])
}

test('rows with one value are one person, and each that says nothing is one of its own', () => {
  const { clusters, silentRows } = truthOfColumn(columnOf(['a', '', 'b', 'a', '']))
  expect(silentRows).toBe(2)
  expect(clusters[0]).toBe(clusters[3])
  expect(new Set(clusters).size).toBe(4)
})

test('rows whose ids have one first group are one person', () => {
  const ids = columnOf(['rec-1-org', 'rec-2-org', 'other', 'rec-1-dup-0', 'rec-10-org', 'other'])
  const { clusters, silentRows } = truthOfIds(ids, /^rec-(\d+)-/)
  expect(silentRows).toBe(2)
  expect(clusters[0]).toBe(clusters[3])
  expect(new Set(clusters).size).toBe(5)
})

test('a linkage is measured at fixed thresholds and where it is best', () => {
  const truth = { clusters: Uint32Array.of(1, 1, 2, 2, 3), silentRows: 0 }
  const pairs = {
    left: Uint32Array.of(0, 2, 1),
    right: Uint32Array.of(1, 3, 4),
    probability: Float32Array.of(0.99, 0.6, 0.4),
  }
  // Joins the pairs that are likely enough; no two of them share a row but 0-1 and 1-4.
  const clustersAt = (least: number) => {
    const clusters = Uint32Array.of(0, 1, 2, 3, 4)
    if (least <= 0.99) clusters[1] = 0
    if (least <= 0.6) clusters[3] = 2
    if (least <= 0.4) clusters[4] = 0
    return clusters
  }
  const measure = measureLinkage({ rows: 5, pairs, clustersAt }, truth, undefined)
  expect(measure.pairs.at.map((each) => each.recall)).toEqual([1, 0.5, 0.5])
  expect(measure.pairs.best.f1).toBe(1)
  expect(measure.clusters.at.pairwise).toMatchObject({ precision: 1, recall: 0.5 })
  expect(measure.clusters.bestPairwise).toMatchObject({ threshold: 0.5, pairwise: { f1: 1 } })
  expect(measure.clusters.bestBCubed).toMatchObject({ threshold: 0.5, bCubed: { f1: 1 } })
  // Across two sides only the pair of rows 2 and 3 counts.
  const across = measureLinkage({ rows: 5, pairs, clustersAt }, truth, 3)
  expect(across.pairs.truePairs).toBe(1)
})

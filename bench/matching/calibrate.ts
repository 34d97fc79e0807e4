import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CalibrationTenth, calibration } from '../../core/matching/measures.ts'
import { linkTable } from '../../server/matching/link/link-table.ts'
import { readTruth } from '../../server/matching/link/read-truth.ts'
import { peopleOf } from './people.ts'
import { type Doubt, type Recalibration, recalibrate } from './recalibration.ts'
import { columnsOf, peopleSpec } from './specs.ts'

/** Tenths of probability over several lists of one size, each made from a seed of its own. */
export type Calibration = {
  readonly rows: number
  readonly lists: number
  readonly tenths: readonly CalibrationTenth[]
  /** Null where too few pairs are in doubt to tell. */
  readonly recalibration: Recalibration | null
}

/** Odds in bits up to which a pair that is said to be one person is in doubt. */
const mostDoubtful = 6
const columns = columnsOf(peopleSpec)

/** So few pairs of a list are in doubt that one list cannot tell: lists are taken together. */
async function calibrate(rows: number, lists: number, firstSeed: number): Promise<Calibration> {
  const folder = await mkdtemp(path.join(tmpdir(), 'entas-bench-calibration-'))
  const file = path.join(folder, 'list.csv')
  const workers = availableParallelism()
  const found: CalibrationTenth[][] = []
  const doubts: Doubt[] = []
  try {
    for (let seed = firstSeed; seed < firstSeed + lists; seed += 1) {
      await pipeline(Readable.from(peopleOf(rows, seed)), createWriteStream(file))
      const given = { files: [file], mode: 'dedupe' as const, id: peopleSpec.id, columns, workers }
      const { pairs } = await linkTable({ ...given, threshold: 0.95 })
      const truth = await readTruth([file], { ...peopleSpec, columns }, { workers })
      if (truth === undefined) throw new Error('a list without its truth')
      found.push([...calibration(pairs, truth.clusters)])
      for (const [at, bits] of pairs.weight.entries()) {
        if (bits < 0 || bits > mostDoubtful) continue
        const [left, right] = [pairs.left[at] ?? 0, pairs.right[at] ?? 0]
        const [one, other] = [truth.clusters[left] ?? 0, truth.clusters[right] ?? 0]
        const before = (seed - firstSeed) * rows
        doubts.push({ bits, isTrue: one === other, persons: [before + one, before + other] })
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { rows, lists, tenths: pooled(found), recalibration: recalibrate(doubts) ?? null }
}

function pooled(lists: readonly (readonly CalibrationTenth[])[]): readonly CalibrationTenth[] {
  const [first = []] = lists
  return first.map(({ from, to }, tenth) => {
    let [pairs, predicted, isTrue] = [0, 0, 0]
    for (const list of lists) {
      const each = list[tenth]
      if (each === undefined || each.pairs === 0) continue
      pairs += each.pairs
      predicted += each.predicted * each.pairs
      isTrue += each.true * each.pairs
    }
    return { from, to, pairs, predicted: predicted / pairs, true: isTrue / pairs }
  })
}

if (import.meta.main) {
  const [rows = 20_000, lists = 1, seed = 1] = process.argv.slice(2).map(Number)
  process.stdout.write(`${JSON.stringify(await calibrate(rows, lists, seed))}\n`)
}

import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { type LinkageMeasure, measureLinkage } from '../../core/matching/measure-linkage.ts'
import { readTableSpec } from '../../core/matching/table-spec.ts'
import { linkTable } from '../../server/matching/link/link-table.ts'
import { readTruth } from '../../server/matching/link/read-truth.ts'
import { writeLinkage } from '../../server/matching/link/write-linkage.ts'

/** What one run of the engine cost and came to. */
export type Run = {
  readonly rows: number
  readonly compared: number
  /** On the clock from the start of the process until the clusters were written. */
  readonly wallSeconds: number
  readonly cpuSeconds: number
  readonly peakBytes: number
  readonly stageSeconds: Readonly<Record<string, number>>
  /** Doubles that no pass brought together, as far as those found tell. */
  readonly estimatedMissed: number
  readonly measure: LinkageMeasure
}

/** Links a list as a spec says, as a process of its own would; measuring is not counted. */
async function run(file: string, specFile: string): Promise<Run> {
  const spec = readTableSpec(readFileSync(specFile, 'utf8'), specFile)
  const workers = availableParallelism()
  const { id, mode, columns } = spec
  const linked = await linkTable({ files: [file], mode, id, columns, workers, threshold: 0.95 })
  const folder = await mkdtemp(path.join(tmpdir(), 'entas-bench-linked-'))
  try {
    await writeLinkage(folder, linked, new AbortController().signal)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const wallSeconds = performance.now() / 1000
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const truth = await readTruth([file], spec, { workers })
  if (truth === undefined) throw new Error('a list without its truth')
  return {
    rows: linked.rows,
    compared: linked.compared,
    wallSeconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
    stageSeconds: linked.seconds,
    estimatedMissed: Math.round(linked.estimatedMissed),
    measure: measureLinkage(linked, truth, undefined),
  }
}

if (import.meta.main) {
  const [file, spec] = process.argv.slice(2)
  if (file === undefined || spec === undefined) {
    throw new Error('node bench/matching/run-linkage.ts FILE.csv SPEC.json')
  }
  process.stdout.write(`${JSON.stringify(await run(file, spec))}\n`)
}

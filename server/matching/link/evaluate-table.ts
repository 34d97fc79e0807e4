import { setImmediate as breathe } from 'node:timers/promises'
import { type LinkageMeasure, measureLinkage } from '../../../core/matching/measure-linkage.ts'
import { type Linked, type LinkInput, linkTable } from './link-table.ts'
import type { LinkagePlan } from './plan-linkage.ts'
import { readTruth } from './read-truth.ts'
import { type ExplainAsk, writeExplanations } from './write-explanations.ts'
import { writeLinkage } from './write-linkage.ts'

export type { ExplainAsk } from './write-explanations.ts'

export type Evaluation = {
  readonly linked: Linked
  readonly measure: LinkageMeasure | undefined
  /** Paths of what was written. */
  readonly written: readonly string[]
  /** Of each stage, in their order; `total` is the time on the clock. */
  readonly seconds: Readonly<Record<string, number>>
  /** The most memory this process held at once. */
  readonly peakBytes: number
}

/** What takes time, in this order; the truth only where a plan names it. */
export const toldStages = [
  'truth',
  'read',
  'prepare',
  'block',
  'learn',
  'score',
  'group',
  'write',
  'measure',
] as const

export type ToldStage = (typeof toldStages)[number]

/** From this probability on, two rows are grouped as one person. */
export const threshold = 0.95

/** Links as planned, writes what was found, and measures it where the plan names the truth. */
export async function evaluateTable(
  plan: LinkagePlan,
  asked: {
    readonly folder: string
    readonly workers: number
    readonly onProgress: (stage: ToldStage, done: number) => void
    readonly signal: AbortSignal
    readonly explain?: ExplainAsk | undefined
  },
): Promise<Evaluation> {
  const { files, spec } = plan
  const { onProgress, signal, workers } = asked
  const began = performance.now()
  const truth = await readTruth(files, spec, { workers, signal })
  const truthRead = performance.now()
  const { id, mode, columns } = spec
  const input: LinkInput = { files, mode, id, columns, workers, threshold, onProgress, signal }
  const linked = await linkTable(input)
  onProgress('write', 0)
  const grouped = performance.now()
  const written = await writeLinkage(asked.folder, linked, signal)
  const { explain } = asked
  const explained =
    explain === undefined ? [] : writeExplanations(asked.folder, linked, { ...explain, threshold })
  const wrote = performance.now()
  if (truth !== undefined) onProgress('measure', 0)
  await breathe()
  signal.throwIfAborted()
  const sideStart = mode === 'link' ? linked.sideStart : undefined
  const measure = truth === undefined ? undefined : measureLinkage(linked, truth, sideStart)
  const ended = performance.now()
  const seconds = {
    ...(truth === undefined ? {} : { truth: (truthRead - began) / 1000 }),
    ...linked.seconds,
    write: (wrote - grouped) / 1000,
    ...(truth === undefined ? {} : { measure: (ended - wrote) / 1000 }),
    // From the first byte read to the last one written: what a user without the truth waits for.
    linked: (wrote - truthRead) / 1000,
    total: (ended - began) / 1000,
  }
  // Asked once more: writing and measuring hold memory too.
  const peakBytes = process.resourceUsage().maxRSS * 1024
  return { linked, measure, written: [...written, ...explained], seconds, peakBytes }
}

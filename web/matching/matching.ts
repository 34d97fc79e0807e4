import { call, type ReplyOf } from '../call.ts'
import type { StatusShape } from '../ui/status.tsx'

export type Pair = ReplyOf<'GET /api/matches/:id'>
export type Side = Pair['left']
export type EvidenceLine = Pair['evidence'][number]
export type PairState = Pair['state']

export const pairStates = ['queued', 'joined', 'same', 'different', 'withdrawn'] as const

export const listPath = '/data-ganda'

export function pairPath(id: string, state: PairState): string {
  return state === 'queued' ? `${listPath}/${id}` : `${listPath}/${id}?keadaan=${state}`
}

export function decide(id: string, verdict: 'same' | 'different', reason: string) {
  return call('POST /api/matches/:id/decision', { params: { id }, body: { verdict, reason } })
}

export function takeBack(id: string) {
  return call('POST /api/matches/:id/undo', { params: { id } })
}

/** How a level looks in the comparison: same, alike, differs or empty. */
export function closenessOf(
  line: EvidenceLine | undefined,
): 'same' | 'alike' | 'differs' | 'missing' {
  const level = line?.level ?? 'missing'
  if (level === 'missing') return 'missing'
  if (['equal', 'spelled', 'same-village', 'all', 'heads'].includes(level)) return 'same'
  return ['different', 'elsewhere', 'none'].includes(level) ? 'differs' : 'alike'
}

export const closenessShape = {
  same: 'ok',
  alike: 'doing',
  differs: 'stop',
  missing: 'none',
} as const satisfies Record<ReturnType<typeof closenessOf>, StatusShape>

/** One bar of the evidence: where it begins and how wide it is, in shares of the whole width. */
export type Bar = {
  readonly line: EvidenceLine
  readonly from: number
  readonly size: number
  readonly adds: boolean
}

export type Bars = {
  readonly bars: readonly Bar[]
  readonly sum: { readonly from: number; readonly size: number }
  readonly doubtful: number
  readonly certain: number
}

/** Lays the evidence out as a waterfall, and the two thresholds on the same scale (0 to 1). */
export function layBars(pair: Pick<Pair, 'evidence' | 'weight' | 'thresholds'>): Bars {
  const lines = pair.evidence.filter((line) => line.weight !== 0)
  let reached = 0
  const steps = lines.map((line) => {
    const before = reached
    reached += line.weight
    return { line, low: Math.min(before, reached), high: Math.max(before, reached) }
  })
  const { doubtful, certain } = pair.thresholds
  const all = [0, pair.weight, doubtful, certain, ...steps.flatMap((step) => [step.low, step.high])]
  const least = Math.min(...all)
  const width = Math.max(1, Math.max(...all) - least)
  const at = (value: number) => (value - least) / width
  const low = Math.min(0, pair.weight)
  return {
    bars: steps.map(({ line, low: from, high }) => ({
      line,
      from: at(from),
      size: (high - from) / width,
      adds: line.weight > 0,
    })),
    sum: { from: at(low), size: Math.abs(pair.weight) / width },
    doubtful: at(doubtful),
    certain: at(certain),
  }
}

/** The pair before and after this one in its list. */
export function neighbours(ids: readonly string[], id: string) {
  const at = ids.indexOf(id)
  return {
    at,
    previous: at > 0 ? ids[at - 1] : undefined,
    next: at >= 0 ? ids[at + 1] : ids[0],
  }
}

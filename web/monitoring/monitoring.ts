import type { Permission } from '../../core/access/permissions.ts'
import { call, type ReplyOf } from '../call.ts'
import { mayNow, session } from '../session.ts'
import { findText, t } from '../text.ts'

export type Overview = ReplyOf<'GET /api/overview'>
export type ResultRows = Overview['results'][number]
export type District = Overview['districts'][number]
export type AidRound = Overview['aid'][number]
export type Wait = Overview['waits'][number]
export type RowResult = ResultRows['result']

export function fetchOverview(signal: AbortSignal): Promise<Overview> {
  return call('GET /api/overview', { signal })
}

/** Steps on the way to a decision; the other results are decided. */
const openSteps: readonly RowResult[] = [
  'waiting',
  'listed',
  'assigned',
  'visited',
  'accepted',
  'proposed',
]

export function isOpen(result: RowResult): boolean {
  return openSteps.includes(result)
}

export function openRows(overview: Overview): number {
  return sumOf(overview.results.filter((entry) => isOpen(entry.result)).map((entry) => entry.rows))
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

export function resultWords(result: RowResult): string {
  return findText(`result.${result}`) ?? findText(`row-result.${result}`) ?? result
}

export function reasonWords(reason: string): string {
  return findText(`row-reason.${reason}`) ?? reason
}

/** The address of the rows behind a figure; none for whom names are not shown (payers). */
export function rowsAddress(filter: {
  readonly result?: string
  readonly reason?: string
  readonly area?: string
}): string | undefined {
  if (!mayNow('household.read')) return undefined
  const query = new URLSearchParams()
  if (filter.result !== undefined) query.set('hasil', filter.result)
  if (filter.reason !== undefined) query.set('alasan', filter.reason)
  if (filter.area !== undefined) query.set('wilayah', filter.area)
  return `/gambaran/baris?${query}`
}

/** Whom a wait waits for: a channel by name, else the office that its kind begins with. */
export function waitsFor(wait: Wait): string {
  if (wait.kind === 'channel-reply') return wait.name ?? ''
  const [who = ''] = wait.kind.split('-')
  return findText(`wait-who.${who}`) ?? who
}

/** What a wait is about: the round whose replies are missing, else what the server named. */
export function waitName(wait: Wait, { aid }: Overview): string {
  const round = aid.find((each) => each.roundId === wait.subject)
  if (wait.kind !== 'channel-reply' || round === undefined) return wait.name ?? ''
  const { programmeName: name, roundNo: no, rounds } = round
  return t('overview.aid-round-name', { name, no, rounds })
}

/** Whose figures these are: the regency, or the villages and districts of the account. */
export function placeOf({ scope, regency, districts }: Overview): string {
  if (scope === 'regency') return regency?.name ?? ''
  const areas = [...districts, ...districts.flatMap((district) => district.villages)]
  const own = session.value?.account.areas ?? []
  return own.map((code) => areas.find((area) => area.code === code)?.name ?? code).join(', ')
}

/** Where each kind of waiting work is done, and who may go there. */
const waitPages = {
  'office-rows': ['/daftar', 'list.read'],
  'office-pairs': ['/data-ganda', 'match.read'],
  'office-assign': ['/kunjungan', 'assignment.read'],
  'verifiers-visit': ['/gambaran/baris?hasil=assigned', 'household.read'],
  'verifiers-returned': ['/gambaran/baris?hasil=assigned', 'household.read'],
  'office-accept': ['/kunjungan', 'assignment.read'],
  'office-confirm': ['/putusan', 'decision.read'],
  'office-decree': ['/keputusan', 'decision.read'],
  'regent-freeze': ['/keputusan', 'decision.read'],
} as const satisfies Partial<Record<Wait['kind'], readonly [string, Permission]>>

/** The page on which the work that waits is done, for whoever may open it. */
export function waitAddress(wait: Wait): string | undefined {
  const isPayment = wait.kind.startsWith('payer-') || wait.kind === 'channel-reply'
  if (isPayment && mayNow('payment.read')) return `/penyaluran/${wait.subject ?? ''}`
  const pages: Partial<Record<Wait['kind'], readonly [string, Permission]>> = waitPages
  const [page, permission] = pages[wait.kind] ?? []
  return permission !== undefined && mayNow(permission) ? page : undefined
}

const dayMs = 86_400_000

export function oldestWords(wait: Wait, now: string): string | undefined {
  if (wait.oldest === null) return undefined
  const days = Math.floor((Date.parse(now) - Date.parse(wait.oldest)) / dayMs)
  return days < 1 ? t('overview.oldest-today') : t('overview.oldest', { days })
}

/**
 * Five steps of one hue; the bounds are the same on every day, so that a colour keeps its sense.
 */
const tileBounds = [5, 15, 30, 50] as const

export function tileClass(count: number): string {
  const step = tileBounds.findIndex((bound) => count <= bound)
  return `t${step === -1 ? tileBounds.length : step}`
}

export function tileLegend(): readonly { readonly step: string; readonly label: string }[] {
  const bounded = tileBounds.map((bound, at) => ({
    step: `t${at}`,
    label: `${at === 0 ? 0 : (tileBounds[at - 1] ?? 0) + 1}–${bound}`,
  }))
  const last = { step: 't4', label: t('overview.tiles-over', { count: 50 }) }
  return [...bounded, last]
}

import type { ReadyQuestion } from '../../core/matching/review.ts'
import { call, type ReplyOf } from '../call.ts'
import { t } from '../text.ts'
import type { PairList } from './walk.ts'

export type Pair = ReplyOf<'GET /api/matches/:id'>
export type Review = ReplyOf<'GET /api/matches/:id/review'>
export type Side = Pair['left']
export type EvidenceLine = Pair['evidence'][number]
export type PairState = Pair['state']
export type FieldChoice = Review['fields'][number]
export type SideName = FieldChoice['suggested']
/** Field -> the side whose value the family will show, where a person changed it. */
export type Chosen = Readonly<Partial<Record<FieldChoice['field'], SideName>>>

/** The tabs of the list; `open` is the queue. */
export const listStates = [
  'open',
  'proposed',
  'asked',
  'joined',
  'same',
  'different',
  'withdrawn',
] as const
export const marks = ['queued', 'unsure', 'answered'] as const
export const sorts = ['worth', 'probability', 'newest'] as const
/** What speaks against joining without a person; words in `matching.objection.<code>`. */
export const objections = [
  'members-differ',
  'two-national-ids',
  'sex-differs',
  'family-of-its-own',
  'name-differs',
  'birth-dates-differ',
  'nothing-of-its-own',
  'would-chain',
  'aid-hangs-on-both',
  'label-same',
  'label-different',
] as const
export const reasons = ['one-national-id', 'doubtful', ...objections] as const

export type ListAsk = {
  readonly state: (typeof listStates)[number] | (typeof marks)[number]
  readonly sort: (typeof sorts)[number]
  readonly village: string | undefined
  readonly because: string | undefined
  readonly page: number
}

export const listPath = '/data-ganda'
export const questionsPath = '/pertanyaan'

/** What the address of the list asks for; an unknown value counts as none. */
export function listAsk(query: URLSearchParams): ListAsk {
  const state = query.get('keadaan')
  const because = reasons.find((each) => each === query.get('alasan'))
  return {
    state: [...listStates, ...marks].find((each) => each === state) ?? 'open',
    sort: sorts.find((each) => each === query.get('urut')) ?? 'worth',
    village: query.get('desa') ?? undefined,
    because,
    page: Number(query.get('page') ?? 1),
  }
}

/** The same list, or a pair in it: filters and order stay in the address. */
export function listAddress(query: URLSearchParams, id?: string): string {
  const text = query.toString()
  const path = id === undefined ? listPath : `${listPath}/${id}`
  return text === '' ? path : `${path}?${text}`
}

export const familyList: PairList = {
  ask: (query, how) => call('GET /api/matches', { query: listAsk(query), ...how }),
  address: listAddress,
}

export function decide(
  id: string,
  said: {
    readonly verdict: 'same' | 'different' | 'unsure'
    readonly reason: string
    readonly choices?: Chosen
  },
) {
  return call('POST /api/matches/:id/decision', { params: { id }, body: said })
}

/** A ready question by its code, so that each reads it in their own language, or own words. */
export function askVillage(
  id: string,
  question: { readonly ready: ReadyQuestion } | { readonly note: string },
) {
  return call('POST /api/matches/:id/question', { params: { id }, body: question })
}

/** What a village is asked, in the language of whoever reads it; own words as they were typed. */
export function questionWords(question: {
  readonly ready: ReadyQuestion | null
  readonly note: string
}): string {
  return question.ready === null ? question.note : t(`matching.ready.${question.ready}`)
}

/** `seen`: when what the person here saw standing was said; nothing said later is undone. */
export function takeBack(
  id: string,
  how: { readonly reason?: string | undefined; readonly seen: string | null },
) {
  const { reason, seen } = how
  const body = { reason, seen: seen ?? undefined }
  return call('POST /api/matches/:id/undo', { params: { id }, body })
}

export function confirmProposal(id: string) {
  return call('POST /api/matches/:id/proposal/confirm', { params: { id } })
}

export function rejectProposal(id: string, reason: string) {
  return call('POST /api/matches/:id/proposal/reject', { params: { id }, body: { reason } })
}

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
  // Beyond `certain` there is room at least for the word that names it.
  const end = certain + (certain - doubtful) / 4
  const all = [0, pair.weight, doubtful, end, ...steps.flatMap((step) => [step.low, step.high])]
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

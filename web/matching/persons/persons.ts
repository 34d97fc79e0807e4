import { call, type ReplyOf } from '../../call.ts'
import { percent } from '../../format.ts'
import { findText, t } from '../../text.ts'
import type { PairList } from '../walk.ts'

export type PersonPair = ReplyOf<'GET /api/person-pairs/:id'>
export type PersonRow = ReplyOf<'GET /api/person-pairs'>['rows'][number]
export type PersonSide = PersonPair['left']
export type Verdict = 'belongs-left' | 'belongs-right' | 'two-persons'

/** In the order of their keys. */
export const verdicts = ['belongs-left', 'belongs-right', 'two-persons'] as const

/** The tabs of the list; `open` is the queue. */
export const listStates = ['open', 'proposed', 'decided', 'withdrawn'] as const

export type ListAsk = {
  readonly state: (typeof listStates)[number]
  readonly village: string | undefined
  readonly page: number
}

export const personsPath = '/data-ganda/orang'

/** What the address of the list asks for; an unknown value counts as none. */
export function listAsk(query: URLSearchParams): ListAsk {
  const state = query.get('keadaan')
  return {
    state: listStates.find((each) => each === state) ?? 'open',
    village: query.get('desa') ?? undefined,
    page: Number(query.get('page') ?? 1),
  }
}

/** The same list, or a pair in it: filters stay in the address. */
export function personsAddress(query: URLSearchParams, id?: string): string {
  const text = query.toString()
  const path = id === undefined ? personsPath : `${personsPath}/${id}`
  return text === '' ? path : `${path}?${text}`
}

export const personList: PairList = {
  ask: (query, how) => call('GET /api/person-pairs', { query: listAsk(query), ...how }),
  address: personsAddress,
}

export function decide(id: string, said: { readonly verdict: Verdict; readonly reason: string }) {
  return call('POST /api/person-pairs/:id/decision', { params: { id }, body: said })
}

/** `seen`: when what the person here saw standing was said; nothing said later is undone. */
export function takeBack(
  id: string,
  how: { readonly reason?: string | undefined; readonly seen: string | null },
) {
  const { reason, seen } = how
  const body = { reason, seen: seen ?? undefined }
  return call('POST /api/person-pairs/:id/undo', { params: { id }, body })
}

export function confirmProposal(id: string) {
  return call('POST /api/person-pairs/:id/proposal/confirm', { params: { id } })
}

export function rejectProposal(id: string, reason: string) {
  return call('POST /api/person-pairs/:id/proposal/reject', { params: { id }, body: { reason } })
}

/** The side whose membership a verdict ends, and the one that it keeps. */
export function sidesOf(pair: PersonPair, verdict: Verdict) {
  if (verdict === 'two-persons') return undefined
  const [stays, leaves] =
    verdict === 'belongs-left'
      ? ([pair.left, pair.right] as const)
      : ([pair.right, pair.left] as const)
  return { stays, leaves }
}

/** Nobody is taken out of the family whose head they are. */
export function refusedBecause(pair: PersonPair, verdict: Verdict): string | undefined {
  const head = sidesOf(pair, verdict)?.leaves
  return head?.isHead === true ? t('persons.is-head', { head: head.headName }) : undefined
}

/** What the person is in a family: its head, a child … */
export function roleWords(side: Pick<PersonSide, 'isHead' | 'relation'>): string {
  if (side.isHead) return t('persons.head')
  return findText(`relation.${side.relation ?? ''}`) ?? t('persons.member')
}

/** How sure it is that the two are one. */
export function beliefWords({ probability }: Pick<PersonPair, 'probability'>): string {
  if (probability >= 0.95) return t('persons.belief.certain')
  if (probability >= 0.7) return t('persons.belief.likely')
  return t(probability > 0.3 ? 'persons.belief.even' : 'persons.belief.unlikely')
}

/** `82 %`; nothing is sure, so never `100 %`. */
export function shareWords({ probability }: Pick<PersonPair, 'probability'>): string {
  return probability >= 0.995 ? t('persons.over', { share: percent(0.99) }) : percent(probability)
}

const alike = ['equal', 'spelled', 'shortened', 'swapped', 'one-digit', 'year-known', 'near']

/** What speaks for one person, the strongest first, and what against. */
export function reasonWords({ evidence }: Pick<PersonPair, 'evidence'>): string {
  const marks = evidence.filter((line) => line.level !== 'missing' && line.field !== 'place')
  const words = (lines: typeof marks) =>
    lines.map((line) => findText(`matching.level.${line.field}.${line.level}`) ?? line.level)
  const same = words(marks.filter((line) => alike.includes(line.level) && line.field !== 'sex'))
  const other = words(marks.filter((line) => !alike.includes(line.level)))
  const clauses = [same.join(', '), other.join(', ')].filter((clause) => clause !== '')
  return clauses.join(`; ${t('persons.but')} `)
}

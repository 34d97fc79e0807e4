import { signal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { number, rupiah } from '../format.ts'
import { findText, t } from '../text.ts'
import type { StatusShape } from '../ui/status.tsx'

export type HouseholdRow = ReplyOf<'GET /api/households'>['rows'][number]
export type Household = ReplyOf<'GET /api/households/:id'>
export type Member = Household['members'][number]
export type HouseholdState = HouseholdRow['state']
export type Area = ReplyOf<'GET /api/areas'>['areas'][number]

export const householdStates = [
  'listed',
  'assigned',
  'visited',
  'accepted',
  'decided',
] as const satisfies readonly HouseholdState[]

const shapes: Readonly<Record<HouseholdState, StatusShape>> = {
  listed: 'none',
  assigned: 'wait',
  visited: 'doing',
  accepted: 'wait',
  decided: 'ok',
  withdrawn: 'out',
}

export function stateShape(state: HouseholdState): StatusShape {
  return shapes[state]
}

/** The finding of the regency: the manggis disc is for extremely poor, hollow for the rest. */
export function resultShape(result: string): StatusShape {
  return result === 'extremely-poor' ? 'found' : 'out'
}

export function resultWords(result: string): string {
  return findText(`result.${result}`) ?? result
}

/** What the search did not find, for the page that checks a person: in memory, in no address. */
export const personToCheck = signal('')

/** Numbers shown in full for a minute, by person or household; memory of this page only. */
export const revealed = signal<ReadonlyMap<string, Revealed>>(new Map())

export type Revealed = { readonly number: string; readonly until: number }

/** Shows the NIK of a person: asks the server, which records who and why. */
export async function revealNationalId(personId: string, purpose: string): Promise<void> {
  const reply = await call('POST /api/persons/:id/national-id', {
    params: { id: personId },
    body: { purpose },
  })
  show(personId, reply.nationalId, reply.hideAfterSeconds)
}

export async function revealFamilyCard(householdId: string, purpose: string): Promise<void> {
  const reply = await call('POST /api/households/:id/family-card', {
    params: { id: householdId },
    body: { purpose },
  })
  show(householdId, reply.familyCard, reply.hideAfterSeconds)
}

export function hide(id: string): void {
  const next = new Map(revealed.peek())
  next.delete(id)
  revealed.value = next
}

export function hideAll(): void {
  revealed.value = new Map()
}

function show(id: string, number: string, seconds: number): void {
  const until = Date.now() + seconds * 1000
  revealed.value = new Map(revealed.peek()).set(id, { number, until })
  setTimeout(() => {
    if (revealed.peek().get(id)?.until === until) hide(id)
  }, seconds * 1000)
}

const inRupiah: readonly string[] = ['spending', 'food-spending', 'head-income']

/** The words for an answer: `floor` = `earth`; the code itself when there are none. */
export function conditionWords(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => conditionWords(key, each)).join(', ')
  if (typeof value === 'number') return inRupiah.includes(key) ? rupiah(value) : number(value, 2)
  const code = String(value)
  return findText(`answer.${key}.${code}`) ?? findText(`answer.${code}`) ?? code
}

export function conditionLabel(key: string): string {
  return findText(`condition.${key}`) ?? findText(`question.${key}`) ?? key
}

export function relationWords(relation: string | null): string {
  if (relation === null) return t('shell.unknown')
  return findText(`relation.${relation}`) ?? relation
}

import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { visitsProblem } from '../../core/visits/problems.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import type { TenantKeys } from '../keyring.ts'
import { showNewMembers } from './new-members.ts'
import { listPhotoIds } from './photo-store.ts'
import { findVisit, listVisitMembers, listVisits, returnVisit, setWaitingAgain } from './store.ts'

export async function showVisits(
  db: Reader,
  query: {
    readonly state?: string | undefined
    readonly village?: string | undefined
    readonly result?: string | undefined
    readonly page?: number | undefined
  },
) {
  const page = query.page ?? 1
  const { state, village, result } = query
  const at = { limit: pageSizeDefault, offset: (page - 1) * pageSizeDefault }
  const found = await listVisits(db, { state, village, result }, at)
  return { ...found, page, pageSize: pageSizeDefault }
}

/** One visit beside what was known before, for the person who takes it over. */
export async function showVisit(db: Reader, keys: TenantKeys, id: string) {
  const visit = await findVisit(db, id)
  if (visit === undefined) throw visitsProblem('visits.no-visit')
  const { memberPresences, latitude, longitude, accuracyM, ...rest } = visit
  const presences = new Map(memberPresences.map((each) => [each.personId, each.presence]))
  const members = await listVisitMembers(db, visit.householdId)
  const photos = await listPhotoIds(db, id)
  return {
    ...rest,
    listed: onlyPlain(visit.listed),
    members: members.map((each) => ({
      name: each.name,
      relation: each.relation,
      presence: presences.get(each.id) ?? 'not-said',
    })),
    newMembers: await showNewMembers(db, keys, visit),
    location:
      latitude === null || longitude === null
        ? null
        : { latitude, longitude, accuracyM: accuracyM ?? 0 },
    photoIds: photos.map((each) => each.id),
  }
}

/** Sends a visit back to its verifier with a reason; the family waits for a new visit. */
export async function sendBack(db: Writer, id: string, reason: string) {
  const visit = await returnVisit(db, id, reason)
  if (visit === undefined) {
    const there = await findVisit(db, id)
    throw visitsProblem(there === undefined ? 'visits.no-visit' : 'visits.not-sent')
  }
  await setWaitingAgain(db, visit.household_id)
  const detail = { visit: id, reason }
  const { household_id: subject, village_code: village } = visit
  await record(db, { name: 'visit.returned', subject, village, detail })
  return { id, state: 'returned' as const }
}

/** Conditions as a list may have left them: only plain values are shown. */
function onlyPlain(values: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      return typeof value === 'string' || typeof value === 'number' ? [[key, value] as const] : []
    }),
  )
}

import { plainDate } from '../../../core/kernel/plain-date.ts'
import { nameKey } from '../../../core/registry/name.ts'
import { type Claim, provenanceOf } from '../../../core/registry/survivorship.ts'
import { findStanding } from '../../../core/visits/new-member.ts'
import type { Writer } from '../../database.ts'
import { newId } from '../../new-id.ts'
import {
  insertMemberships,
  insertPersons,
  type JoiningMember,
  linkMembers,
  listJoiningMembers,
  listStandingMembers,
} from './member-store.ts'
import type { TakenVisit } from './store.ts'

/**
 * New members of visits that are taken over become persons of their families, from the day of the
 * visit; who stands in the family already is not added again. Returns the persons that were made.
 */
export async function takeOverMembers(
  db: Writer,
  visits: readonly TakenVisit[],
): Promise<readonly string[]> {
  const complete = visits.filter((each) => each.result === 'complete').map((each) => each.id)
  const joining = await listJoiningMembers(db, complete)
  if (joining.length === 0) return []
  const households = [...new Set(joining.map((each) => each.householdId))]
  const standing = Map.groupBy(await listStandingMembers(db, households), (each) => {
    return each.householdId
  })
  const received = new Map(visits.map((each) => [each.id, each.receivedAt]))
  const links = joining.map((member) => {
    const joined = { ...member, nameKey: nameKey(member.name) }
    const family = standing.get(member.householdId) ?? []
    const same = findStanding(joined, family)
    const personId = same?.personId ?? newId<'person'>()
    // Written down twice at one door is one person.
    if (same === undefined) standing.set(member.householdId, [...family, { ...joined, personId }])
    return {
      visit_id: member.visitId,
      id: member.id,
      person_id: personId,
      name_key: joined.nameKey,
      fresh: same === undefined,
      provenance: provenanceOfMember(member, received.get(member.visitId) ?? ''),
    }
  })
  await insertPersons(db, links)
  await insertMemberships(
    db,
    links.map((each) => ({ ...each, membership_id: newId<'membership'>() })),
  )
  await linkMembers(db, links)
  return links.flatMap((each) => (each.fresh ? [each.person_id] : []))
}

/** Who they are a visit saw; that they belong the office accepted. */
function provenanceOfMember(member: JoiningMember, recordedAt: string) {
  const observed = { id: member.visitId, observedOn: plainDate(member.visitedOn), recordedAt }
  const identity: Claim = { kind: 'visit', ...observed }
  const membership: Claim = { kind: 'accepted-membership', ...observed }
  return provenanceOf({ identity, membership })
}

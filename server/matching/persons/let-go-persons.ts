import type { Writer } from '../../database.ts'
import { record } from '../../events.ts'
import { findPersonPair, listPairsOfLeft, markPersonsUndecided, openMembership } from './store.ts'

/**
 * A family has left the lists: whoever was said to live there, or to have left it, is a member of
 * the other again, and nobody waits for a second person. Nothing of it happens in silence.
 */
export async function letGoPersons(db: Writer): Promise<void> {
  const left = await listPairsOfLeft(db)
  if (left.length === 0) return
  for (const { id, closes } of left) {
    const pair = await findPersonPair(db, id)
    if (pair === undefined || closes === null) continue
    const closed = { membershipId: pair.closedMembershipId, fewerMembers: pair.fewerMembers }
    await openMembership(db, { ...pair[closes], closed })
  }
  const ids = left.map((pair) => pair.id)
  await markPersonsUndecided(db, ids, 'withdrawn')
  const reopened = left.filter((pair) => pair.closes !== null).length
  await record(db, { name: 'person-pairs.let-go', detail: { pairs: ids, reopened } })
}

import type { Writer } from '../../database.ts'
import { record } from '../../events.ts'
import {
  findPersonPair,
  listPairsOfLeft,
  markDeadAs,
  markPersonsUndecided,
  openMembership,
} from './store.ts'

type LetGo = Awaited<ReturnType<typeof listPairsOfLeft>>[number]

/**
 * A family has left the lists, or both families have become one: whoever was said to live in the
 * one is a member of the other again, and nobody waits for a second person. Of one family nobody
 * lives elsewhere, and a member left out of both records would be a member nowhere. Who was found
 * dead meanwhile stays dead. Nothing of it happens in silence.
 */
export async function letGoPersons(db: Writer): Promise<void> {
  const found = await listPairsOfLeft(db)
  for (const because of ['left-lists', 'merged'] as const) {
    const pairs = found.filter((each) => each.because === because)
    if (pairs.length > 0) await letGo(db, pairs, because)
  }
}

async function letGo(db: Writer, left: readonly LetGo[], because: LetGo['because']): Promise<void> {
  const dead: string[] = []
  for (const { id, closes } of left) {
    const pair = await findPersonPair(db, id)
    if (pair === undefined || closes === null) continue
    const lives = closes === 'left' ? pair.right : pair.left
    if (pair[closes].alive && !lives.alive) {
      await markDeadAs(db, pair[closes].personId)
      dead.push(id)
      continue
    }
    const closed = { membershipId: pair.closedMembershipId, fewerMembers: pair.fewerMembers }
    await openMembership(db, { ...pair[closes], pairId: id, closed })
  }
  const ids = left.map((pair) => pair.id)
  await markPersonsUndecided(db, ids, 'withdrawn')
  const reopened = left.filter((pair) => pair.closes !== null).length - dead.length
  const detail = { pairs: ids, reopened, because, ...(dead.length === 0 ? {} : { dead }) }
  await record(db, { name: 'person-pairs.let-go', detail })
}

import {
  closedBy,
  decidePersonVerdict,
  isPersonVerdict,
  type PersonPairState,
  type PersonVerdict,
  type SideName,
  undoNeedsTwo,
} from '../../../core/matching/person-pair.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import { isAsSeen, isOwn } from '../../../core/matching/review.ts'
import type { Reader, Writer } from '../../database.ts'
import { record } from '../../events.ts'
import { listAid } from '../aid-store.ts'
import { lockMatching } from '../store.ts'
import type { TakingBack } from '../take-back.ts'
import {
  type Closed,
  closeMembership,
  type FoundPersonPair,
  findPersonPair,
  markPersonsDecided,
  markPersonsProposed,
  markPersonsUndecided,
  openMembership,
  type Proposed,
} from './store.ts'

/** How a pair of persons stands after a step. */
type PersonStep = {
  readonly state: PersonPairState
  readonly proposed: boolean
  readonly saidAt: string | null
}

/**
 * A person says in which of two families somebody lives, or that they are two. It stands until a
 * person takes it back; where aid hangs on either family it is proposed to a second person.
 */
export async function decidePersons(
  db: Writer,
  said: { readonly id: string; readonly verdict: PersonVerdict; readonly reason: string },
): Promise<PersonStep> {
  const pair = await getPairForStep(db, said.id)
  if (isPersonVerdict(pair.state)) {
    throw matchingProblem('matching.already-decided', { state: pair.state })
  }
  if (pair.state !== 'open') throw matchingProblem('matching.not-now', { state: pair.state })
  const { verdict, reason } = said
  const decision = decidePersonVerdict(verdict, { ...pair, aid: await aidOf(db, pair) })
  if (decision.is === 'refused') throw matchingProblem(`matching.${decision.because}`)
  if (decision.is === 'propose' && verdict !== 'two-persons') {
    return propose(db, pair, { proposed: verdict, reason })
  }
  return carryOut(db, pair, { verdict, reason, saidBy: db.actorId, confirmedBy: null })
}

/** Takes back a verdict, or an own proposal. */
export async function undoPersons(db: Writer, asked: TakingBack): Promise<PersonStep> {
  const { id, reason, seen } = asked
  await lockMatching(db)
  const pair = await getPair(db, id)
  if (!isAsSeen(pair, seen)) throw matchingProblem('matching.changed-meanwhile')
  if (pair.proposed !== null) return withdrawOwn(db, pair)
  if (!isPersonVerdict(pair.state)) throw matchingProblem('matching.not-decided')
  refuseRevival(pair)
  if (undoNeedsTwo(pair.state, await aidOf(db, pair))) {
    if (reason === undefined) throw matchingProblem('matching.reason-needed')
    return propose(db, pair, { proposed: 'undo', reason })
  }
  if (reason === undefined && !isOwn(pair, db.actorId)) {
    throw matchingProblem('matching.reason-needed')
  }
  return carryBack(db, pair, { reason, proposedBy: null })
}

/** A second person carries out what was proposed. */
export async function confirmPersons(db: Writer, id: string): Promise<PersonStep> {
  const pair = await getProposed(db, id)
  const { proposed, proposedBy, proposedReason: reason } = pair
  if (proposed === 'undo') {
    refuseRevival(pair)
    return carryBack(db, pair, { reason: reason ?? undefined, proposedBy })
  }
  const verdict: PersonVerdict = proposed
  // Since it was proposed the person may have been found to live in a third family, or the two
  // families have become one.
  const decision = decidePersonVerdict(verdict, { ...pair, aid: [] })
  if (decision.is === 'refused') throw matchingProblem(`matching.${decision.because}`)
  return carryOut(db, pair, {
    verdict,
    reason: reason ?? '',
    saidBy: proposedBy,
    confirmedBy: db.actorId,
  })
}

/** A second person says no: the pair is where it was. */
export async function rejectPersons(db: Writer, id: string, reason: string): Promise<PersonStep> {
  const pair = await getProposed(db, id)
  await markPersonsProposed(db, { id, proposed: null, reason: null })
  const { proposed, proposedBy } = pair
  await note(db, pair, 'person-pair.rejected', { proposed, proposedBy, reason })
  return stepOf(db, id)
}

async function withdrawOwn(db: Writer, pair: FoundPersonPair): Promise<PersonStep> {
  if (pair.proposedBy !== db.actorId) throw matchingProblem('matching.waits-for-second')
  await markPersonsProposed(db, { id: pair.id, proposed: null, reason: null })
  await note(db, pair, 'person-pair.proposal-withdrawn', { proposed: pair.proposed })
  return stepOf(db, pair.id)
}

async function propose(
  db: Writer,
  pair: FoundPersonPair,
  step: { readonly proposed: Proposed; readonly reason: string },
): Promise<PersonStep> {
  await markPersonsProposed(db, { id: pair.id, ...step })
  await note(db, pair, 'person-pair.proposed', step)
  return stepOf(db, pair.id)
}

async function carryOut(
  db: Writer,
  pair: FoundPersonPair,
  given: {
    readonly verdict: PersonVerdict
    readonly reason: string
    readonly saidBy: string | null
    readonly confirmedBy: string | null
  },
): Promise<PersonStep> {
  const { verdict, reason, saidBy, confirmedBy } = given
  const closed = await closeFor(db, pair, verdict)
  await markPersonsDecided(db, { id: pair.id, state: verdict, reason, saidBy, confirmedBy, closed })
  await note(db, pair, confirmedBy === null ? 'person-pair.decided' : 'person-pair.confirmed', {
    verdict,
    reason,
    ...(confirmedBy === null ? {} : { proposedBy: saidBy }),
    ...(closed.membershipId === null ? {} : { closedMembership: closed.membershipId }),
  })
  return stepOf(db, pair.id)
}

function closeFor(db: Writer, pair: FoundPersonPair, verdict: PersonVerdict): Promise<Closed> {
  const closes = closedBy(verdict)
  if (closes === null) return Promise.resolve({ membershipId: null, fewerMembers: 0 })
  const stays = closes === 'left' ? pair.right : pair.left
  return closeMembership(db, { ...pair[closes], livesAs: stays.personId })
}

async function carryBack(
  db: Writer,
  pair: FoundPersonPair,
  by: { readonly reason: string | undefined; readonly proposedBy: string | null },
): Promise<PersonStep> {
  const closes = isPersonVerdict(pair.state) ? closedBy(pair.state) : null
  if (closes !== null) {
    const closed = { membershipId: pair.closedMembershipId, fewerMembers: pair.fewerMembers }
    await openMembership(db, { ...pair[closes], pairId: pair.id, closed })
  }
  await markPersonsUndecided(db, [pair.id], 'engine')
  await note(db, pair, 'person-pair.undone', {
    verdict: pair.state,
    ...(by.reason === undefined ? {} : { reason: by.reason }),
    ...(by.proposedBy === null ? {} : { proposedBy: by.proposedBy }),
  })
  return stepOf(db, pair.id)
}

/** Who was found dead where they live would be alive, and paid, in the family they had left. */
function refuseRevival(pair: FoundPersonPair): void {
  const closes = isPersonVerdict(pair.state) ? closedBy(pair.state) : null
  if (closes === null) return
  const lives = closes === 'left' ? pair.right : pair.left
  if (pair[closes].alive && !lives.alive) throw matchingProblem('matching.died-meanwhile')
}

async function getPairForStep(db: Writer, id: string): Promise<FoundPersonPair> {
  await lockMatching(db)
  const pair = await getPair(db, id)
  if (pair.proposed !== null) throw matchingProblem('matching.waits-for-second')
  return pair
}

async function getProposed(db: Writer, id: string) {
  await lockMatching(db)
  const pair = await getPair(db, id)
  const { proposed } = pair
  if (proposed === null) throw matchingProblem('matching.no-proposal')
  if (pair.proposedBy === db.actorId) throw matchingProblem('matching.own-proposal')
  return { ...pair, proposed }
}

async function getPair(db: Reader, id: string): Promise<FoundPersonPair> {
  const pair = await findPersonPair(db, id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  return pair
}

/** Aid for which a step takes two persons. */
export function aidOf(
  db: Reader,
  pair: Readonly<Record<SideName, { readonly householdId: string }>>,
) {
  return listAid(db, [pair.left.householdId, pair.right.householdId])
}

function note(
  db: Writer,
  { id, left, right }: FoundPersonPair,
  name: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  return record(db, {
    name,
    subject: id,
    detail: {
      ...detail,
      persons: [left.personId, right.personId],
      left: left.householdId,
      right: right.householdId,
    },
  })
}

async function stepOf(db: Reader, id: string): Promise<PersonStep> {
  const { state, proposed, saidAt } = await getPair(db, id)
  return { state, proposed: proposed !== null, saidAt: saidAt?.toISOString() ?? null }
}

import type { Actor } from '../../core/access/actor.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { decideInstruct, mayMove, type RoundState } from '../../core/payments/round.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { claimInState } from './claim-in-state.ts'
import { deleteGuards, insertGuards } from './difference-store.ts'
import { refreshDifferences } from './refresh-differences.ts'
import {
  claimProgramme,
  markCancelled,
  markClosed,
  markInstructed,
  markProposed,
  markSentBack,
  moneyOfRound,
  type Round,
} from './store.ts'

type Moved = { readonly id: string; readonly state: RoundState; readonly unresolved: number }

/**
 * Proposes a round to a second person and takes its guards: from here on no other round of the
 * same number can pay the same family or person. Stays a draft while a difference is unresolved;
 * the rounds of a programme go one after the other, so that each sees whom the others pay.
 */
export async function proposeRound(db: Writer, id: string): Promise<Moved> {
  const round = await claimInState(db, id, (state) => mayMove(state, 'propose'))
  await claimProgramme(db, round.programmeId)
  const unresolved = await refreshDifferences(db, round)
  const { instructed } = await moneyOfRound(db, id)
  if (unresolved > 0) {
    await record(db, { name: 'payment-round.compared', subject: id, detail: { unresolved } })
    return { id, state: 'draft', unresolved }
  }
  if (instructed.families === 0) throw paymentsProblem('payments.no-lines')
  const { programmeId, roundNo } = round
  await insertGuards(db, { programmeId, roundNo, roundId: id })
  await markProposed(db, id)
  await record(db, { name: 'payment-round.proposed', subject: id, detail: instructed })
  return { id, state: 'proposed', unresolved: 0 }
}

/** A second person instructs the exact sum; what changed since sends the round back instead. */
export async function instructRound(
  db: Writer,
  actor: Actor,
  request: { readonly id: string; readonly typed: number },
): Promise<Moved> {
  const { id, typed } = request
  const round = await claimInState(db, id, (state) => mayMove(state, 'instruct'))
  const { instructed } = await moneyOfRound(db, id)
  const decision = decideInstruct({
    state: round.state,
    proposedBy: round.proposedBy,
    actorId: actor.accountId,
    due: instructed.rupiah,
    typed,
  })
  if (decision.is === 'refused') throw paymentsProblem(`payments.${decision.because}`)
  await claimProgramme(db, round.programmeId)
  const unresolved = await refreshDifferences(db, round)
  if (unresolved > 0) return sendBack(db, round, unresolved)
  // Taken anew: whoever joined one of the families since the proposal is guarded too.
  await deleteGuards(db, id)
  await insertGuards(db, { programmeId: round.programmeId, roundNo: round.roundNo, roundId: id })
  await markInstructed(db, id)
  await record(db, { name: 'payment-round.instructed', subject: id, detail: instructed })
  return { id, state: 'instructed', unresolved: 0 }
}

async function sendBack(db: Writer, round: Round, unresolved: number): Promise<Moved> {
  await deleteGuards(db, round.id)
  await markSentBack(db, round.id)
  await record(db, { name: 'payment-round.sent-back', subject: round.id, detail: { unresolved } })
  return { id: round.id, state: 'draft', unresolved }
}

/** Gives up a round that nobody instructed; its families can be paid by another. */
export async function cancelRound(db: Writer, id: string, reason: string): Promise<Moved> {
  await claimInState(db, id, (state) => mayMove(state, 'cancel'))
  await deleteGuards(db, id)
  await markCancelled(db, id, reason)
  await record(db, { name: 'payment-round.cancelled', subject: id, detail: { reason } })
  return { id, state: 'cancelled', unresolved: 0 }
}

/** Closes a round in which no rupiah is open. */
export async function closeRound(db: Writer, id: string): Promise<Moved> {
  await claimInState(db, id, (state) => mayMove(state, 'close'))
  const money = await moneyOfRound(db, id)
  if (money.open.families > 0) {
    throw paymentsProblem('payments.lines-open', { families: money.open.families })
  }
  await markClosed(db, id)
  await record(db, { name: 'payment-round.closed', subject: id, detail: money })
  return { id, state: 'closed', unresolved: 0 }
}

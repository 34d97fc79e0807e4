import { paymentsProblem } from '../../core/payments/problems.ts'
import type { RoundState } from '../../core/payments/round.ts'
import type { Writer } from '../database.ts'
import { claimRound, type Round } from './store.ts'

/** Takes a round for this transaction when its state allows what is to be done. */
export async function claimInState(
  db: Writer,
  id: string,
  allows: (state: RoundState) => boolean,
): Promise<Round> {
  const round = await claimRound(db, id)
  if (round === undefined) throw paymentsProblem('payments.round-not-found', { id })
  if (!allows(round.state)) throw paymentsProblem('payments.wrong-state', { state: round.state })
  return round
}

import { parsePlainDate } from '../../core/kernel/plain-date.ts'
import type { Outcome } from '../../core/payments/outcome.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { mayMove } from '../../core/payments/round.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { claimInState } from './claim-in-state.ts'
import { correctOutcome, findLine } from './line-store.ts'

/** A person sets what a reply could not (paid after all, money that came back), and says why. */
export async function correctLineOutcome(
  db: Writer,
  at: { readonly id: string; readonly lineId: string },
  said: { readonly outcome: Outcome; readonly on?: string | undefined; readonly reason: string },
) {
  await claimInState(db, at.id, (state) => mayMove(state, 'reconcile'))
  const line = await findLine(db, at.id, at.lineId)
  if (line === undefined) throw paymentsProblem('payments.line-not-found')
  if (line.leftOut) throw paymentsProblem('payments.left-out-line')
  const { outcome, reason } = said
  const on = said.on === undefined ? null : (parsePlainDate(said.on) ?? null)
  await correctOutcome(db, { id: line.id, outcome, on, reason })
  await record(db, {
    name: 'payment-line.corrected',
    subject: at.id,
    village: line.villageCode,
    detail: { line: line.lineNo, before: line.outcome, after: outcome, on, reason },
  })
  return { id: line.id, outcome }
}

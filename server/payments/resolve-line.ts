import { choicesOf, type Resolution, settledBy } from '../../core/payments/difference.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { mayMove } from '../../core/payments/round.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { claimInState } from './claim-in-state.ts'
import { findLine, type Line, listPayees, updateResolution } from './line-store.ts'
import { refreshDifferences } from './refresh-differences.ts'

export type ResolutionDraft = {
  readonly resolution: Resolution
  readonly payeePersonId?: string | undefined
  readonly reason: string
}

/** A person says what becomes of a line that differs from the decree, and why. */
export async function resolveLine(
  db: Writer,
  at: { readonly id: string; readonly lineId: string },
  draft: ResolutionDraft,
) {
  const round = await claimInState(db, at.id, (state) => mayMove(state, 'resolve'))
  const line = await findLine(db, at.id, at.lineId)
  if (line === undefined) throw paymentsProblem('payments.line-not-found')
  const { resolution, reason } = draft
  if (!choicesOf(line.differences).includes(resolution)) {
    throw paymentsProblem('payments.resolution-not-allowed', { resolution })
  }
  const payee = resolution === 'replace-payee' ? await getPayee(db, line, draft) : undefined
  const resolvedKinds = settledBy(resolution, line.differences)
  await updateResolution(db, { id: line.id, resolution, resolvedKinds, reason, payee })
  const unresolved = await refreshDifferences(db, round)
  await record(db, {
    name: 'payment-line.resolved',
    subject: round.id,
    village: line.villageCode,
    detail: {
      line: line.lineNo,
      householdId: line.householdId,
      resolution,
      differences: resolvedKinds,
      payeeBefore: line.payeePersonId,
      payeeAfter: payee?.id ?? line.payeePersonId,
      reason,
    },
  })
  return { id: line.id, unresolved }
}

async function getPayee(db: Writer, line: Line, draft: ResolutionDraft) {
  const payees = await listPayees(db, line.householdId)
  const payee = payees.find((person) => person.id === draft.payeePersonId)
  if (payee === undefined) throw paymentsProblem('payments.payee-not-member')
  return payee
}

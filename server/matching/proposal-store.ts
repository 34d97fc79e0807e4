import { sql } from 'kysely'
import type { Choices } from '../../core/matching/choices.ts'
import type { AidAtStake, PairState } from '../../core/matching/review.ts'
import { change, firstRow, type Reader, rows, type Writer } from '../database.ts'

export type ProposedStep = 'same' | 'different' | 'undo'

export type ProposalDraft = {
  readonly id: string
  readonly pairId: string
  readonly verdict: ProposedStep
  readonly reason: string
  readonly choices: Choices | null
  readonly stateBefore: PairState
  readonly because: readonly AidAtStake[]
}

export function addProposal(db: Writer, draft: ProposalDraft): Promise<number> {
  const choices = draft.choices === null ? null : JSON.stringify(draft.choices)
  return change(
    db,
    sql`
      insert into entas.match_proposal (tenant_id, id, match_pair_id, verdict, reason, choices,
        state_before, because, state, proposed_by, proposed_at)
      values (${db.tenantId}, ${draft.id}, ${draft.pairId}, ${draft.verdict}, ${draft.reason},
        ${choices}::jsonb, ${draft.stateBefore}, ${JSON.stringify(draft.because)}::jsonb, 'open',
        ${db.actorId}, ${db.now})`,
  )
}

export type OpenProposal = {
  readonly id: string
  readonly verdict: ProposedStep
  readonly reason: string
  readonly choices: Choices | null
  readonly stateBefore: PairState
  readonly proposedBy: string
}

export function findOpenProposal(db: Reader, pairId: string) {
  return firstRow<OpenProposal>(
    db,
    sql`
      select id, verdict, reason, choices, state_before as "stateBefore",
        proposed_by as "proposedBy"
      from entas.match_proposal
      where tenant_id = ${db.tenantId}
        and match_pair_id = ${pairId}
        and state = 'open'
      limit 1`,
  )
}

/** Another than who proposed it confirms or rejects: the table's own guard says so too. */
export function settleProposal(
  db: Writer,
  settled: {
    readonly id: string
    readonly state: 'confirmed' | 'rejected' | 'withdrawn'
    readonly reason: string | null
  },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_proposal
      set state = ${settled.state}, settled_by = ${db.actorId}, settled_at = ${db.now},
        settle_reason = ${settled.reason}
      where tenant_id = ${db.tenantId}
        and id = ${settled.id}
        and state = 'open'`,
  )
}

/** Newest first. */
export function listProposals(db: Reader, pairId: string) {
  return rows<{
    readonly id: string
    readonly verdict: ProposedStep
    readonly reason: string
    readonly choices: Choices | null
    readonly state: 'open' | 'confirmed' | 'rejected' | 'withdrawn'
    readonly because: AidAtStake[]
    readonly proposedBy: string
    readonly proposedByName: string | null
    readonly proposedAt: Date
    readonly settledByName: string | null
    readonly settledAt: Date | null
    readonly settleReason: string | null
  }>(
    db,
    sql`
      select proposal.id, verdict, reason, choices, proposal.state, because,
        proposed_by as "proposedBy", proposer.name as "proposedByName",
        proposed_at as "proposedAt", settler.name as "settledByName", settled_at as "settledAt",
        settle_reason as "settleReason"
      from entas.match_proposal as proposal
      left join entas.colleague as proposer
        on proposer.tenant_id = ${db.tenantId} and proposer.id = proposal.proposed_by
      left join entas.colleague as settler
        on settler.tenant_id = ${db.tenantId} and settler.id = proposal.settled_by
      where proposal.tenant_id = ${db.tenantId}
        and proposal.match_pair_id = ${pairId}
      order by proposed_at desc, proposal.id desc
      limit 20`,
  )
}

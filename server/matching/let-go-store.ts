import { sql } from 'kysely'
import { heldStates } from '../../core/matching/review.ts'
import { change, type Writer } from '../database.ts'

/**
 * What persons have in hand of families that left the lists is let go: no village is asked, nobody
 * waits for a second person. Verdicts stay. Says how many pairs it were.
 */
export async function letGoLeft(db: Writer): Promise<number> {
  const left = sql`
    select pair.id
    from entas.match_pair as pair
    where pair.tenant_id = ${db.tenantId}
      and pair.state = any(${[...heldStates]}::text[])
      and exists (
        select from entas.household
        where household.tenant_id = ${db.tenantId} and household.state = 'withdrawn'
          and household.id in (pair.left_household_id, pair.right_household_id))`
  await change(
    db,
    sql`
      update entas.match_question
      set state = 'withdrawn', withdrawn_by = ${db.actorId}, withdrawn_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and state = 'open'
        and match_pair_id in (${left})`,
  )
  await change(
    db,
    sql`
      update entas.match_proposal
      set state = 'withdrawn', settled_by = ${db.actorId}, settled_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and state = 'open'
        and match_pair_id in (${left})`,
  )
  return change(
    db,
    sql`
      update entas.match_pair
      set state = 'withdrawn', engine_state = 'withdrawn', decided_by = null, decided_at = null,
        reason = null, proposal_id = null
      where tenant_id = ${db.tenantId}
        and id in (${left})`,
  )
}

import { sql } from 'kysely'
import type { AidAtStake } from '../../core/matching/review.ts'
import { type Reader, rows } from '../database.ts'

/**
 * What aid is, in one place: a frozen decree that names a family, a line of a round that is not
 * cancelled. Of the families of a relation `kin (id)`, read where it stands, so that no copy can be
 * stale.
 */
export function aidOfKin(db: Reader) {
  return sql`
      select line.household_id as id, 'decree' as kind, decree.number as what
      from kin
      join entas.decree_line as line
        on line.tenant_id = ${db.tenantId} and line.household_id = kin.id
      join entas.decree
        on decree.tenant_id = ${db.tenantId} and decree.id = line.decree_id
        and decree.state = 'frozen'
      union
      select line.household_id, 'payment', programme.name || ' ' || round.round_no
      from kin
      join entas.payment_line as line
        on line.tenant_id = ${db.tenantId} and line.household_id = kin.id
      join entas.payment_round as round
        on round.tenant_id = ${db.tenantId} and round.id = line.round_id
        and round.state <> 'cancelled'
      join entas.programme
        on programme.tenant_id = ${db.tenantId} and programme.id = round.programme_id`
}

/** Aid that hangs on these families or on what is merged with them. */
export function listAid(db: Reader, households: readonly string[]): Promise<AidAtStake[]> {
  return rows<AidAtStake>(
    db,
    sql`
      with stands as materialized (
        select distinct coalesce(alias_of, id) as id
        from entas.household
        where tenant_id = ${db.tenantId}
          and id = any(${[...households]}::uuid[])
      ),
      kin as materialized (
        select id from stands
        union
        select household.id
        from stands
        join entas.household
          on household.tenant_id = ${db.tenantId} and household.alias_of = stands.id
      )
      select aid.id as "householdId", aid.kind, aid.what
      from (${aidOfKin(db)}) as aid
      order by 2, 3, 1
      limit 20`,
  )
}

/** Which of these families a frozen decree names or a round that is not cancelled pays. */
export async function listAided(
  db: Reader,
  households: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`
      with kin as materialized (select unnest(${[...households]}::uuid[]) as id)
      select distinct aid.id
      from (${aidOfKin(db)}) as aid
      limit ${households.length + 1}`,
  )
  return new Set(found.map((row) => row.id))
}

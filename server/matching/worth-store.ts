import { sql } from 'kysely'
import type { Waiting } from '../../core/matching/worth.ts'
import { change, type Reader, rows, type Writer } from '../database.ts'

export type WaitingRow = Waiting & { readonly id: string; readonly worth: number }

/** More pairs than ever wait: a bound, not a page. */
const waitingLimit = 5_000_000

/**
 * Pairs that wait, with what hangs on them; those that touch some families only, when they are
 * given. A family counts as aided when aid hangs on it or on what it is merged with.
 */
export function listWaiting(db: Reader, among?: readonly string[]): Promise<WaitingRow[]> {
  const families = among === undefined ? null : [...among]
  return rows<WaitingRow>(
    db,
    sql`
      with waiting as materialized (
        select id, left_household_id, right_household_id, probability, worth, evidence
        from entas.match_pair
        where tenant_id = ${db.tenantId}
          and turn is not null
          and (${families}::uuid[] is null
            or left_household_id = any(${families}::uuid[])
            or right_household_id = any(${families}::uuid[]))
      ),
      near as (
        select left_household_id as id from waiting union select right_household_id from waiting
      ),
      beside as materialized (
        select left_household_id as family, right_household_id as other
        from entas.match_pair
        where tenant_id = ${db.tenantId} and turn is not null
          and left_household_id in (select id from near)
        union all
        select right_household_id, left_household_id
        from entas.match_pair
        where tenant_id = ${db.tenantId} and turn is not null
          and right_household_id in (select id from near)
      ),
      settled as (
        select waiting.id, count(*)::integer as settles
        from waiting
        join beside as one on one.family = waiting.left_household_id
        join beside as other
          on other.family = waiting.right_household_id and other.other = one.other
        group by waiting.id
      ),
      aided as materialized (
        select asked.id
        from near
        join entas.household as asked
          on asked.tenant_id = ${db.tenantId} and asked.id = near.id
        where exists (
          select from entas.household as kin
          where kin.tenant_id = ${db.tenantId}
            and (kin.id = coalesce(asked.alias_of, asked.id)
              or kin.alias_of = coalesce(asked.alias_of, asked.id))
            and (exists (
                select from entas.decree_family
                where decree_family.tenant_id = ${db.tenantId}
                  and decree_family.household_id = kin.id)
              or exists (
                select from entas.payment_line as line
                join entas.payment_round as round
                  on round.tenant_id = ${db.tenantId} and round.id = line.round_id
                  and round.state <> 'cancelled'
                where line.tenant_id = ${db.tenantId}
                  and line.household_id = kin.id)))
      )
      select waiting.id, waiting.probability, waiting.worth,
        jsonb_array_length(waiting.evidence -> 'objections') > 0 as objected,
        one.member_count + other.member_count as members,
        (one.id in (select id from aided))::integer
          + (other.id in (select id from aided))::integer as aided,
        coalesce(settled.settles, 0) as settles
      from waiting
      join entas.household as one
        on one.tenant_id = ${db.tenantId} and one.id = waiting.left_household_id
      join entas.household as other
        on other.tenant_id = ${db.tenantId} and other.id = waiting.right_household_id
      left join settled on settled.id = waiting.id
      limit ${waitingLimit}`,
  )
}

export function saveWorth(
  db: Writer,
  pairs: readonly { readonly id: string; readonly worth: number }[],
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set worth = given.worth
      from unnest(
        ${pairs.map((pair) => pair.id)}::uuid[],
        ${pairs.map((pair) => pair.worth)}::real[]
      ) as given (id, worth)
      where match_pair.tenant_id = ${db.tenantId}
        and match_pair.id = given.id`,
  )
}

import { sql } from 'kysely'
import type { Waiting } from '../../core/matching/worth.ts'
import { change, type Reader, rows, type Writer } from '../database.ts'
import { aidOfKin } from './aid-store.ts'

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
      near as materialized (
        select left_household_id as id from waiting union select right_household_id from waiting
      ),
      beside as materialized (
        select left_household_id as family, right_household_id as other
        from near
        join entas.match_pair as pair
          on pair.tenant_id = ${db.tenantId} and pair.left_household_id = near.id
        where pair.turn is not null
        union all
        select right_household_id, left_household_id
        from near
        join entas.match_pair as pair
          on pair.tenant_id = ${db.tenantId} and pair.right_household_id = near.id
        where pair.turn is not null
      ),
      settled as (
        select waiting.id, count(*)::integer as settles
        from waiting
        join beside as one on one.family = waiting.left_household_id
        join beside as other
          on other.family = waiting.right_household_id and other.other = one.other
        group by waiting.id
      ),
      stands as materialized (
        select household.id, household.member_count,
          coalesce(household.alias_of, household.id) as standing
        from near
        join entas.household
          on household.tenant_id = ${db.tenantId} and household.id = near.id
      ),
      kin as materialized (
        select standing, standing as id from stands
        union
        select stands.standing, household.id
        from stands
        join entas.household
          on household.tenant_id = ${db.tenantId} and household.alias_of = stands.standing
      ),
      aided as materialized (
        select distinct kin.standing
        from kin
        join (${aidOfKin(db)}) as aid on aid.id = kin.id
      )
      select waiting.id, waiting.probability, waiting.worth,
        jsonb_array_length(waiting.evidence -> 'objections') > 0 as objected,
        one.member_count + other.member_count as members,
        (one.standing in (select standing from aided))::integer
          + (other.standing in (select standing from aided))::integer as aided,
        coalesce(settled.settles, 0) as settles
      from waiting
      join stands as one on one.id = waiting.left_household_id
      join stands as other on other.id = waiting.right_household_id
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

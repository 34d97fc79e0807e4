import { sql } from 'kysely'
import { type Reader, rows } from '../database.ts'

/** Pairs on which a person's verdict stands; more than anybody gives in a lifetime. */
export function listVerdicts(db: Reader) {
  return rows<{
    readonly left: string
    readonly right: string
    readonly is: 'same' | 'different'
  }>(
    db,
    sql`
      select left_household_id as left, right_household_id as right, state as "is"
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and state in ('same', 'different')
      order by id
      limit 1000000`,
  )
}

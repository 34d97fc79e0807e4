import { sql } from 'kysely'
import { type Reader, rows } from '../../server/database.ts'

/** Which family each row of an import became: facts for measuring, nothing is played from them. */
export function listRowHouseholds(
  db: Reader,
  importId: string,
): Promise<{ readonly row: number; readonly householdId: string }[]> {
  // No limit: the rows of one list.
  return rows(
    db,
    sql`
      select row_no as row, household_id as "householdId"
      from entas.import_row
      where tenant_id = ${db.tenantId}
        and import_id = ${importId}
        and household_id is not null
      order by row_no`,
  )
}

/** What was found for each family that has a confirmed decision. */
export function listConfirmedResults(
  db: Reader,
): Promise<{ readonly householdId: string; readonly result: string }[]> {
  // No limit: one row a family of the regency.
  return rows(
    db,
    sql`
      select household_id as "householdId", result
      from entas.decision
      where tenant_id = ${db.tenantId} and state = 'confirmed'
      order by household_id`,
  )
}

import { sql } from 'kysely'
import { change, type Reader, rows, type Writer } from '../database.ts'

/**
 * Takes out the families that nothing but one import speaks of and on which no work stands: state
 * `listed`, no key of another import. Their rows and ids stay. That one was found to be another is
 * no work on it: the matching that follows takes them apart.
 */
export function takeOutHouseholds(db: Writer, importId: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.household h
      set state = 'withdrawn'
      where h.tenant_id = ${db.tenantId} and h.first_import_id = ${importId}
        and h.state = 'listed'
        and not exists (
          select 1 from entas.household_source_key k
          join entas.import i on i.tenant_id = k.tenant_id and i.id = k.import_id
          where k.tenant_id = h.tenant_id and k.household_id = h.id
            and k.import_id <> ${importId} and i.state <> 'withdrawn')`,
  )
}

/** Families of an import that stay when it is withdrawn, and how far work on them has come. */
export function listReliedOn(
  db: Reader,
  asked: { readonly importId: string; readonly most: number },
): Promise<{ id: string; head_name: string; state: string; total: number }[]> {
  return rows(
    db,
    sql<{ id: string; head_name: string; state: string; total: number }>`
      select h.id, h.head_name, h.state, count(*) over () as total
      from entas.household h
      where h.tenant_id = ${db.tenantId} and h.first_import_id = ${asked.importId}
        and h.state <> 'withdrawn'
      order by h.id
      limit ${asked.most}`,
  )
}

export async function saveWithdrawn(db: Writer, id: string): Promise<void> {
  await change(
    db,
    sql`
      update entas.import
      set state = 'withdrawn', withdrawn_at = ${db.now}
      where tenant_id = ${db.tenantId} and id = ${id}`,
  )
}

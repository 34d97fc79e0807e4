import { sql } from 'kysely'
import { change, firstRow, type Reader, rows, type Writer } from '../database.ts'

export function listPhotoIds(db: Reader, visitId: string): Promise<{ id: string }[]> {
  return rows<{ id: string }>(
    db,
    sql`
      select id from entas.visit_photo
      where tenant_id = ${db.tenantId} and visit_id = ${visitId}
      order by id
      limit 100`,
  )
}

export async function findPhoto(
  db: Reader,
  visitId: string,
  id: string,
): Promise<Buffer | undefined> {
  const row = await firstRow<{ sealed: Buffer }>(
    db,
    sql`
      select sealed from entas.visit_photo
      where tenant_id = ${db.tenantId} and visit_id = ${visitId} and id = ${id}
      limit 1`,
  )
  return row?.sealed
}

/** Keeps a sealed photo; false when this id is there already. */
export async function insertPhoto(
  db: Writer,
  photo: {
    readonly id: string
    readonly visitId: string
    readonly subject: string
    readonly sealed: Buffer
  },
): Promise<boolean> {
  const inserted = await change(
    db,
    sql`
      insert into entas.visit_photo
        (tenant_id, id, visit_id, village_code, verifier_id, subject, sealed, received_at)
      select ${db.tenantId}, ${photo.id}, id, village_code, verifier_id, ${photo.subject},
        ${photo.sealed}, ${db.now}
      from entas.visit
      where tenant_id = ${db.tenantId} and id = ${photo.visitId}
      on conflict (tenant_id, id) do nothing`,
  )
  return inserted > 0
}

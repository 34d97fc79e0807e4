import { sql } from 'kysely'
import { change, firstRow, type Reader, rows, type Writer } from '../../database.ts'

export type WorkbookRow = {
  readonly id: string
  readonly villageCode: string
  readonly householdIds: readonly string[]
  readonly returnedDigest: Buffer | null
  readonly visitsMade: number | null
  readonly findings: readonly unknown[]
}

export function findWorkbook(db: Reader, id: string): Promise<WorkbookRow | undefined> {
  return firstRow<WorkbookRow>(
    db,
    sql`
      select id, village_code as "villageCode", household_ids as "householdIds",
        returned_digest as "returnedDigest", visits_made as "visitsMade", findings
      from entas.workbook
      where tenant_id = ${db.tenantId} and id = ${id}
      limit 1`,
  )
}

/** Families of a village that still wait for a visit. */
export function listFamiliesToFill(db: Reader, village: string): Promise<{ id: string }[]> {
  return rows<{ id: string }>(
    db,
    sql`
      select id
      from entas.household
      where tenant_id = ${db.tenantId} and village_code = ${village} and alias_of is null
        and state in ('listed', 'assigned')
      order by address, head_name, id
      limit 5000`,
  )
}

export async function insertWorkbook(
  db: Writer,
  workbook: { readonly id: string; readonly village: string; readonly ids: readonly string[] },
): Promise<void> {
  await change(
    db,
    sql`
      insert into entas.workbook
        (tenant_id, id, village_code, issued_by, issued_at, household_ids)
      values
        (${db.tenantId}, ${workbook.id}, ${workbook.village}, ${db.actorId}, ${db.now},
         ${[...workbook.ids]}::uuid[])`,
  )
}

export type FamilyRow = {
  readonly id: string
  readonly headName: string
  readonly headPersonId: string | null
  readonly headCipher: Buffer | null
  readonly address: string
  readonly memberCount: number
}

/** The families of a workbook, in its order. */
export function listWorkbookFamilies(db: Reader, ids: readonly string[]): Promise<FamilyRow[]> {
  return rows<FamilyRow>(
    db,
    sql`
      select h.id, h.head_name as "headName", h.head_person_id as "headPersonId",
        p.national_id_cipher as "headCipher", h.address, h.member_count as "memberCount"
      from entas.household h
      left join entas.person p on p.tenant_id = ${db.tenantId} and p.id = h.head_person_id
      where h.tenant_id = ${db.tenantId} and h.id = any(${[...ids]}::uuid[])
      order by array_position(${[...ids]}::uuid[], h.id)
      limit 5000`,
  )
}

export async function saveReturn(
  db: Writer,
  id: string,
  outcome: {
    readonly digest: Buffer
    readonly visits: number
    readonly findings: readonly unknown[]
  },
): Promise<void> {
  await change(
    db,
    sql`
      update entas.workbook
      set returned_at = ${db.now}, returned_digest = ${outcome.digest},
        visits_made = coalesce(visits_made, 0) + ${outcome.visits},
        findings = ${JSON.stringify(outcome.findings)}::jsonb
      where tenant_id = ${db.tenantId} and id = ${id}`,
  )
}

import { sql } from 'kysely'
import { firstRow, oneRow, type Reader, rows } from '../database.ts'

export type HouseholdLine = {
  readonly id: string
  readonly villageCode: string | null
  readonly address: string
  readonly headName: string
  readonly headPersonId: string | null
  readonly familyCard: Buffer | null
}

export type PersonLine = {
  readonly id: string
  readonly householdId: string
  readonly name: string
  readonly sex: 'male' | 'female' | null
  readonly bornOn: string | null
  readonly nationalId: Buffer | null
}

/** Families and persons there are: how much room to make. */
export function countRegistry(db: Reader) {
  return oneRow<{ readonly households: number; readonly persons: number }>(
    db,
    sql`
      select
        (select count(*) from entas.household where tenant_id = ${db.tenantId}) as households,
        (select count(*) from entas.person where tenant_id = ${db.tenantId}) as persons`,
  )
}

const fetchSize = 500

/** All families by id in pages, through a cursor: bounded memory, so no limit. */
export async function* streamHouseholds(db: Reader): AsyncGenerator<readonly HouseholdLine[]> {
  await sql`
    declare matching_households no scroll cursor for
    select id, village_code as "villageCode", address, head_name as "headName",
      head_person_id as "headPersonId", family_card_cipher as "familyCard"
    from entas.household
    where tenant_id = ${db.tenantId}
      and state <> 'withdrawn'
    order by tenant_id, id`.execute(db.sql)
  yield* fetchPages<HouseholdLine>(db, 'matching_households')
}

/** All persons by family in pages, through a cursor: bounded memory, so no limit. */
export async function* streamPersons(db: Reader): AsyncGenerator<readonly PersonLine[]> {
  await sql`
    declare matching_persons no scroll cursor for
    select id, household_id as "householdId", name, sex, born_on as "bornOn",
      national_id_cipher as "nationalId"
    from entas.person
    where tenant_id = ${db.tenantId}
    order by tenant_id, household_id, id`.execute(db.sql)
  yield* fetchPages<PersonLine>(db, 'matching_persons')
}

async function* fetchPages<Row>(db: Reader, cursor: string): AsyncGenerator<readonly Row[]> {
  for (;;) {
    const page = await rows<Row>(
      db,
      sql`fetch forward ${sql.lit(fetchSize)} from ${sql.id(cursor)}`,
    )
    yield page
    if (page.length < fetchSize) break
  }
  await sql`close ${sql.id(cursor)}`.execute(db.sql)
}

export type SideRow = HouseholdLine & {
  readonly villageName: string | null
  readonly districtName: string | null
  readonly memberCount: number
  readonly aliasOf: string | null
  readonly importId: string | null
  readonly row: number | null
  readonly fileName: string | null
  readonly owner: string | null
  readonly receivedAt: Date | null
}

export function findSide(db: Reader, id: string) {
  return firstRow<SideRow>(
    db,
    sql`
      select household.id, household.village_code as "villageCode", household.address,
        household.head_name as "headName", household.head_person_id as "headPersonId",
        household.family_card_cipher as "familyCard", village.name as "villageName",
        district.name as "districtName", household.member_count as "memberCount",
        household.alias_of as "aliasOf", import.id as "importId", household.first_row as row,
        import.file_name as "fileName", import.owner, import.received_at as "receivedAt"
      from entas.household
      left join entas.area as village on village.code = household.village_code
      left join entas.area as district on district.code = left(household.village_code, 8)
      left join entas.import
        on import.tenant_id = ${db.tenantId} and import.id = household.first_import_id
      where household.tenant_id = ${db.tenantId}
        and household.id = ${id}
      limit 1`,
  )
}

export function listPersonsOf(db: Reader, householdId: string) {
  return rows<PersonLine & { readonly relation: string | null }>(
    db,
    sql`
      select id, household_id as "householdId", name, sex, born_on as "bornOn",
        national_id_cipher as "nationalId", relation
      from entas.person
      where tenant_id = ${db.tenantId}
        and household_id = ${householdId}
      order by id
      limit 60`,
  )
}

import { sql } from 'kysely'
import type { BulkWriter } from '../bulk.ts'
import type { CopiedRow } from '../copied-rows.ts'
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

/** The fields of a row of `copyRegistry`. */
export const copied = {
  id: 0,
  village: 1,
  address: 2,
  card: 3,
  headName: 4,
  isHead: 5,
  name: 6,
  sex: 7,
  bornOn: 8,
  nationalId: 9,
} as const

/**
 * All persons beside their families, by family, as bytes: bounded memory, so no limit. In the order
 * of two indexes, without a sort of millions of rows.
 */
export async function* copyRegistry(db: BulkWriter): AsyncGenerator<readonly CopiedRow[]> {
  await sql`set local enable_hashjoin = off`.execute(db.sql)
  await sql`set local enable_sort = off`.execute(db.sql)
  yield* db.copyOut(`
    select household.id, household.village_code, household.address, household.family_card_cipher,
      household.head_name, person.id = household.head_person_id, person.name, person.sex,
      person.born_on::text, person.national_id_cipher
    from entas.household
    left join entas.person
      on person.tenant_id = nullif(current_setting('entas.tenant', true), '')::integer
      and person.household_id = household.id
    where household.tenant_id = nullif(current_setting('entas.tenant', true), '')::integer
      and household.state <> 'withdrawn'
    order by household.id, person.id`)
  await sql`reset enable_hashjoin`.execute(db.sql)
  await sql`reset enable_sort`.execute(db.sql)
}

export type SideRow = HouseholdLine & {
  readonly villageName: string | null
  readonly districtName: string | null
  readonly memberCount: number
  readonly aliasOf: string | null
  readonly aliasOfName: string | null
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
        household.alias_of as "aliasOf", shown.head_name as "aliasOfName",
        import.id as "importId", household.first_row as row,
        import.file_name as "fileName", import.owner, import.received_at as "receivedAt"
      from entas.household
      left join entas.household as shown
        on shown.tenant_id = ${db.tenantId} and shown.id = household.alias_of
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

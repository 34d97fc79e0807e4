import { sql } from 'kysely'
import { change, type Reader, rows, type Writer } from '../database.ts'

/** A new member as it is kept; the sealed number and its index in hexadecimal. */
export type NewVisitMember = {
  readonly visit_id: string
  readonly id: string
  readonly place: number
  readonly household_id: string
  readonly village_code: string
  readonly verifier_id: string
  readonly name: string
  readonly relation: string
  readonly sex: string | null
  readonly born_on: string | null
  readonly cipher: string | null
  readonly index: string | null
  readonly last2: string | null
  readonly without_national_id: boolean
  readonly known_said: string | null
  readonly same_as_person_id: string | null
}

export async function insertVisitMembers(
  db: Writer,
  members: readonly NewVisitMember[],
): Promise<void> {
  if (members.length === 0) return
  await change(
    db,
    sql`
      insert into entas.visit_member
        (tenant_id, visit_id, id, place, household_id, village_code, verifier_id, name, relation,
         sex, born_on, national_id_cipher, national_id_index, national_id_last2,
         without_national_id, known_said, same_as_person_id)
      select ${db.tenantId}, visit_id, id, place, household_id, village_code, verifier_id, name,
        relation, sex, born_on, decode(cipher, 'hex'), decode(index, 'hex'), last2,
        without_national_id, known_said, same_as_person_id
      from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m(
        visit_id uuid, id uuid, place smallint, household_id uuid, village_code text,
        verifier_id uuid, name text, relation text, sex text, born_on date, cipher text,
        index text, last2 text, without_national_id boolean, known_said text,
        same_as_person_id uuid)`,
  )
}

export type VisitMemberRow = {
  readonly id: string
  readonly name: string
  readonly relation: string
  readonly sex: 'male' | 'female' | null
  readonly bornYear: number | null
  readonly cipher: Buffer | null
  readonly index: Buffer | null
  readonly withoutNationalId: boolean
  readonly knownSaid: 'same' | 'other' | null
  readonly sameAsPersonId: string | null
  readonly personId: string | null
}

/** The new members of one visit, in the order in which they were written down. */
export function listVisitMembersFound(db: Reader, visitId: string): Promise<VisitMemberRow[]> {
  return rows<VisitMemberRow>(
    db,
    sql`
      select id, name, relation, sex, extract(year from born_on)::integer as "bornYear",
        national_id_cipher as cipher, national_id_index as index,
        without_national_id as "withoutNationalId", known_said as "knownSaid",
        same_as_person_id as "sameAsPersonId", person_id as "personId"
      from entas.visit_member
      where tenant_id = ${db.tenantId} and visit_id = ${visitId}
      order by place
      limit 20`,
  )
}

export type VillagePerson = {
  readonly personId: string
  readonly name: string
  readonly sex: string | null
  readonly bornYear: number | null
}

/** The living of a village whose list still stands, as far as the reader may see them. */
export function listVillagePersons(db: Reader, villageCode: string): Promise<VillagePerson[]> {
  return rows<VillagePerson>(
    db,
    sql`
      select p.id as "personId", p.name, p.sex, extract(year from p.born_on)::integer as "bornYear"
      from entas.person p
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = p.household_id
      where p.tenant_id = ${db.tenantId} and p.village_code = ${villageCode} and p.alive
        and h.state <> 'withdrawn'
      limit 50000`,
  )
}

/** Who carries these numbers, by blind index. */
export function listPersonsByNumber(
  db: Reader,
  indexes: readonly Buffer[],
): Promise<{ readonly personId: string; readonly index: Buffer }[]> {
  return rows(
    db,
    sql<{ readonly personId: string; readonly index: Buffer }>`
      select p.id as "personId", p.national_id_index as index
      from entas.person p
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = p.household_id
      where p.tenant_id = ${db.tenantId} and p.national_id_index = any(${[...indexes]}::bytea[])
        and h.state <> 'withdrawn'
      order by p.id
      limit 200`,
  )
}

export type KnownPersonRow = {
  readonly personId: string
  readonly householdId: string
  readonly name: string
  readonly cipher: Buffer | null
  readonly bornYear: number | null
  readonly headName: string
  readonly villageName: string
}

/** Persons by id with their family, as far as the reader may see them. */
export function listKnownPersons(db: Reader, ids: readonly string[]): Promise<KnownPersonRow[]> {
  return rows<KnownPersonRow>(
    db,
    sql`
      select p.id as "personId", p.household_id as "householdId", p.name,
        p.national_id_cipher as cipher, extract(year from p.born_on)::integer as "bornYear",
        h.head_name as "headName", coalesce(a.name, p.village_code, '') as "villageName"
      from entas.person p
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = p.household_id
      left join entas.area a on a.code = p.village_code
      where p.tenant_id = ${db.tenantId} and p.id = any(${[...ids]}::uuid[])
      limit ${ids.length}`,
  )
}

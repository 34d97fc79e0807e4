import { sql } from 'kysely'
import { type Reader, rows } from '../../database.ts'
import type { HouseholdLine, PersonLine } from '../family-store.ts'

/** What happened to families that the index knows or should know. */
export type Told = {
  readonly id: string
  readonly name: string
  readonly subject: string | null
  readonly visits: readonly string[] | null
  readonly recordedAt: Date
}

/** Events that change who is known of a family, or that it is known at all. */
const telling = [
  'import.entered',
  'import.taken-out',
  'import.withdrawn',
  'visit.accepted',
  'visits.accepted',
  'match-pair.decided',
  'match-pair.confirmed',
  'match-pair.undone',
] as const

/** Events since a moment, the oldest first; one more than `most` when there are more. */
export function listTold(
  db: Reader,
  ask: { readonly since: Date; readonly most: number },
): Promise<Told[]> {
  return rows<Told>(
    db,
    sql`
      select id, name, subject_id as subject, detail -> 'visits' as visits,
        recorded_at as "recordedAt"
      from entas.event
      where tenant_id = ${db.tenantId}
        and recorded_at > ${ask.since}
        and name = any(${[...telling]})
      order by recorded_at
      limit ${ask.most + 1}`,
  )
}

export type Subjects = {
  readonly imports: readonly string[]
  readonly households: readonly string[]
  readonly visits: readonly string[]
  readonly pairs: readonly string[]
}

/** The families that these are about; one more than `most` when there are more. */
export async function listTouched(
  db: Reader,
  about: Subjects,
  most: number,
): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
      select household_id as id
      from entas.import_row
      where tenant_id = ${db.tenantId}
        and import_id = any(${[...about.imports]}::uuid[])
        and household_id is not null
      union
      select household_id
      from entas.visit
      where tenant_id = ${db.tenantId}
        and id = any(${[...about.visits]}::uuid[])
      union
      select unnest(array[left_household_id, right_household_id])
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and id = any(${[...about.pairs]}::uuid[])
      union
      select given.id
      from unnest(${[...about.households]}::uuid[]) as given (id)
      limit ${most + 1}`,
  )
  return found.map((row) => row.id)
}

/** Some families as they are now; those that left the registry are missing. */
export function listHouseholds(db: Reader, ids: readonly string[]): Promise<HouseholdLine[]> {
  return rows<HouseholdLine>(
    db,
    sql`
      select id, village_code as "villageCode", address, head_name as "headName",
        head_person_id as "headPersonId", family_card_cipher as "familyCard"
      from entas.household
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])
        and state <> 'withdrawn'
      limit ${ids.length}`,
  )
}

/** All persons of some families, by family. No limit: a family is not divided. */
export function listPersons(db: Reader, householdIds: readonly string[]): Promise<PersonLine[]> {
  return rows<PersonLine>(
    db,
    sql`
      select id, household_id as "householdId", name, sex, born_on as "bornOn",
        national_id_cipher as "nationalId"
      from entas.person
      where tenant_id = ${db.tenantId}
        and household_id = any(${[...householdIds]}::uuid[])
      order by household_id, id`,
  )
}

export type ReachedPerson = PersonLine & {
  readonly relation: string | null
  readonly isHead: boolean
  readonly headName: string
  readonly villageName: string | null
  readonly districtName: string | null
}

/** The persons of those families that the caller may see, the head of each first. */
export function listReached(db: Reader, householdIds: readonly string[]): Promise<ReachedPerson[]> {
  return rows<ReachedPerson>(
    db,
    sql`
      select person.id, person.household_id as "householdId", person.name, person.sex,
        person.born_on as "bornOn", person.national_id_cipher as "nationalId", person.relation,
        coalesce(person.id = household.head_person_id, false) as "isHead",
        household.head_name as "headName", village.name as "villageName",
        district.name as "districtName"
      from entas.household
      join entas.person
        on person.tenant_id = ${db.tenantId}
        and person.household_id = household.id
      left join entas.area as village on village.code = household.village_code
      left join entas.area as district on district.code = left(household.village_code, 8)
      where household.tenant_id = ${db.tenantId}
        and household.id = any(${[...householdIds]}::uuid[])
      order by person.household_id, "isHead" desc, person.id
      limit 2000`,
  )
}

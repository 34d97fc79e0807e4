import { sql } from 'kysely'
import { change, type Reader, rows, type Writer } from '../../database.ts'

export type JoiningMember = {
  readonly visitId: string
  readonly id: string
  readonly householdId: string
  readonly visitedOn: string
  readonly name: string
  readonly bornOn: string | null
  /** Blind index of the NIK in hexadecimal, or null. */
  readonly number: string | null
  /** The known person whom the verifier took them for. */
  readonly sameAsPersonId: string | null
}

/** New members of these visits who are no persons of the registry yet. */
export function listJoiningMembers(
  db: Reader,
  visitIds: readonly string[],
): Promise<JoiningMember[]> {
  return rows<JoiningMember>(
    db,
    sql`
      select m.visit_id as "visitId", m.id, m.household_id as "householdId",
        v.visited_on as "visitedOn", m.name, m.born_on as "bornOn",
        encode(m.national_id_index, 'hex') as number,
        case when m.known_said = 'same' then m.same_as_person_id end as "sameAsPersonId"
      from entas.visit_member m
      join entas.visit v on v.tenant_id = ${db.tenantId} and v.id = m.visit_id
      where m.tenant_id = ${db.tenantId} and m.visit_id = any(${[...visitIds]}::uuid[])
        and m.person_id is null
      order by m.visit_id, m.place
      limit ${visitIds.length * 20}`,
  )
}

/** The living members of families as they stand. */
export function listStandingMembers(
  db: Reader,
  householdIds: readonly string[],
): Promise<
  {
    readonly householdId: string
    readonly personId: string
    readonly nameKey: string
    readonly bornOn: string | null
    readonly number: string | null
  }[]
> {
  // No limit: the members of families that are named, each once.
  return rows(
    db,
    sql<{
      readonly householdId: string
      readonly personId: string
      readonly nameKey: string
      readonly bornOn: string | null
      readonly number: string | null
    }>`
      select household_id as "householdId", id as "personId", name_key as "nameKey",
        born_on as "bornOn", encode(national_id_index, 'hex') as number
      from entas.person
      where tenant_id = ${db.tenantId} and household_id = any(${[...householdIds]}::uuid[])
        and alive and alias_of is null
      order by household_id, id`,
  )
}

/** Whom a new member of a visit is in the registry. */
export type MemberLink = {
  readonly visit_id: string
  readonly id: string
  readonly person_id: string
  readonly name_key: string
  readonly fresh: boolean
  readonly provenance: unknown
}

const linkColumns = sql`l(visit_id uuid, id uuid, person_id uuid, name_key text, fresh boolean,
  provenance jsonb, membership_id uuid)`

/** The new persons; a number that was no NIK stays with the visit. */
export async function insertPersons(db: Writer, links: readonly MemberLink[]): Promise<void> {
  await change(
    db,
    sql`
      insert into entas.person
        (tenant_id, id, household_id, village_code, verifier_id, name, name_key, sex, born_on,
         relation, national_id_cipher, national_id_index, national_id_last2, provenance,
         derived_at)
      select m.tenant_id, l.person_id, h.id, h.village_code, h.verifier_id, m.name, l.name_key,
        m.sex, m.born_on, m.relation,
        case when m.national_id_index is not null then m.national_id_cipher end,
        m.national_id_index, m.national_id_last2, l.provenance, ${db.now}
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as ${linkColumns}
      join entas.visit_member m
        on m.tenant_id = ${db.tenantId} and m.visit_id = l.visit_id and m.id = l.id
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = m.household_id
      where l.fresh`,
  )
}

/** They belong to the family from the day of the visit, where they do not already. */
export async function insertMemberships(
  db: Writer,
  links: readonly (MemberLink & { readonly membership_id: string })[],
): Promise<void> {
  await change(
    db,
    sql`
      insert into entas.membership
        (tenant_id, id, household_id, person_id, village_code, verifier_id, relation, from_on)
      select m.tenant_id, l.membership_id, h.id, l.person_id, h.village_code, h.verifier_id,
        m.relation, v.visited_on
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as ${linkColumns}
      join entas.visit_member m
        on m.tenant_id = ${db.tenantId} and m.visit_id = l.visit_id and m.id = l.id
      join entas.visit v on v.tenant_id = ${db.tenantId} and v.id = m.visit_id
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = m.household_id
      where not exists (
        select from entas.membership s
        where s.tenant_id = ${db.tenantId} and s.household_id = h.id
          and s.person_id = l.person_id and s.until_on is null)`,
  )
}

export async function linkMembers(db: Writer, links: readonly MemberLink[]): Promise<void> {
  await change(
    db,
    sql`
      update entas.visit_member m set person_id = l.person_id
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as ${linkColumns}
      where m.tenant_id = ${db.tenantId} and m.visit_id = l.visit_id and m.id = l.id`,
  )
}

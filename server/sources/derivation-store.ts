import { sql } from 'kysely'
import { change, type Reader, rows, type Writer } from '../database.ts'

/**
 * The rows of lists that still stand about the families of a withdrawn one. One row tells of the
 * family: each of a list of families, or, where none is left, the first of the lists of persons.
 * A person is named only where the withdrawn list spoke of them too.
 */
export async function gatherRemainingRows(db: Writer, withdrawnId: string): Promise<void> {
  await change(
    db,
    sql`
      create temporary table remaining_row
        (import_id uuid not null, row_no integer not null, household_id uuid not null,
         person_id uuid, tells_family boolean not null, entered_at timestamptz not null)
      on commit drop`,
  )
  await change(
    db,
    sql`
      insert into pg_temp.remaining_row
      select r.import_id, r.row_no, r.household_id,
        case when exists (
          select from entas.import_row w
          where w.tenant_id = ${db.tenantId} and w.import_id = ${withdrawnId}
            and w.household_id = r.household_id and w.person_id = r.person_id
        ) then r.person_id end,
        i.unit = 'household' or row_number() over (
          partition by r.household_id order by i.unit, i.entered_at, r.import_id, r.row_no) = 1,
        i.entered_at
      from (
        select distinct w.household_id from entas.import_row w
        where w.tenant_id = ${db.tenantId} and w.import_id = ${withdrawnId}
          and w.household_id is not null) family
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = family.household_id
      join entas.import_row r
        on r.tenant_id = ${db.tenantId} and r.household_id = family.household_id
      join entas.import i on i.tenant_id = ${db.tenantId} and i.id = r.import_id
      where h.state <> 'withdrawn' and r.import_id <> ${withdrawnId} and i.state = 'entered'`,
  )
  await change(db, sql`create index on pg_temp.remaining_row (import_id, row_no)`)
}

/** Lists with remaining rows, in the order in which they entered. */
export function listRemainingLists(db: Reader): Promise<{ import_id: string }[]> {
  return rows(
    db,
    sql<{ import_id: string }>`
      select import_id from pg_temp.remaining_row
      group by import_id, entered_at
      order by entered_at, import_id
      limit 10000`,
  )
}

/** What lists said of the families is forgotten; what a visit saw stands before any list. */
export function clearFamilies(db: Writer): Promise<number> {
  return change(
    db,
    sql`
      update entas.household h
      set address = '', central_decile = null, central_decile_from = null,
        conditions = case when h.provenance -> 'conditions' ->> 0 = 'visit'
          then h.conditions else '{}' end,
        provenance = case when h.provenance -> 'conditions' ->> 0 = 'visit'
          then jsonb_build_object('conditions', h.provenance -> 'conditions') else '{}' end
      where h.tenant_id = ${db.tenantId}
        and h.id in (select household_id from pg_temp.remaining_row)`,
  )
}

export function clearPersons(db: Writer): Promise<number> {
  return change(
    db,
    sql`
      update entas.person p
      set sex = null, born_on = null, national_id_cipher = null, national_id_index = null,
        national_id_last2 = null, attributes = '{}', provenance = '{}'
      where p.tenant_id = ${db.tenantId}
        and p.id in (select person_id from pg_temp.remaining_row where person_id is not null)`,
  )
}

export type DoorMember = {
  readonly id: string
  readonly name: string
  readonly visit_id: string
  readonly visited_on: string
}

/**
 * Persons who came from the door and of whom a withdrawn list spoke too, as they were seen there.
 * No limit: each is named by a row of that list.
 */
export function listDoorMembers(db: Reader, withdrawnId: string): Promise<DoorMember[]> {
  return rows(
    db,
    sql<DoorMember>`
      select distinct on (p.id) p.id, m.name, v.id as visit_id, v.visited_on
      from entas.import_row w
      join entas.person p on p.tenant_id = ${db.tenantId} and p.id = w.person_id
      join entas.visit_member m on m.tenant_id = ${db.tenantId} and m.person_id = p.id
        and m.visit_id::text = p.provenance -> 'membership' ->> 1
      join entas.visit v on v.tenant_id = ${db.tenantId} and v.id = m.visit_id
      where w.tenant_id = ${db.tenantId} and w.import_id = ${withdrawnId}
        and p.provenance -> 'membership' ->> 0 = 'accepted-membership'
      order by p.id, m.place`,
  )
}

/** Persons from the door as the visit saw them, before any list. */
export async function restoreDoorMembers(
  db: Writer,
  members: readonly (DoorMember & { readonly name_key: string; readonly provenance: unknown })[],
): Promise<void> {
  if (members.length === 0) return
  await change(
    db,
    sql`
      update entas.person p
      set name = l.name, name_key = l.name_key, sex = m.sex, born_on = m.born_on,
        national_id_cipher = case when m.national_id_index is not null
          then m.national_id_cipher end,
        national_id_index = m.national_id_index, national_id_last2 = m.national_id_last2,
        attributes = '{}', provenance = l.provenance
      from jsonb_to_recordset(${JSON.stringify(members)}::jsonb)
        as l(id uuid, visit_id uuid, name text, name_key text, provenance jsonb)
      join lateral (
        select m.sex, m.born_on, m.national_id_cipher, m.national_id_index, m.national_id_last2
        from entas.visit_member m
        where m.tenant_id = ${db.tenantId} and m.visit_id = l.visit_id and m.person_id = l.id
        order by m.place
        limit 1) m on true
      where p.tenant_id = ${db.tenantId} and p.id = l.id`,
  )
}

type Provenance = Readonly<Record<string, readonly [string, string, string]>>

export type RemainingRow = {
  readonly row_no: number
  readonly household_id: string
  readonly tells_family: boolean
  readonly provenance: Provenance
  readonly person_id: string | null
  readonly person_provenance: Provenance | null
}

/** Remaining rows of one list between two rows, with what is derived of them so far. */
export function listRemainingRows(
  db: Reader,
  part: { readonly importId: string; readonly from: number; readonly until: number },
): Promise<RemainingRow[]> {
  return rows(
    db,
    sql<RemainingRow>`
      select r.row_no, r.household_id, r.tells_family, h.provenance, r.person_id,
        p.provenance as person_provenance
      from pg_temp.remaining_row r
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = r.household_id
      left join entas.person p on p.tenant_id = ${db.tenantId} and p.id = r.person_id
      where r.import_id = ${part.importId} and r.row_no between ${part.from} and ${part.until}
      order by r.row_no
      limit ${part.until - part.from + 1}`,
  )
}

/** Families and persons that the withdrawn list brought first are of the next list from now on. */
export async function moveFirstRows(db: Writer, withdrawnId: string): Promise<void> {
  await change(
    db,
    sql`
      update entas.household h set first_import_id = r.import_id, first_row = r.row_no
      from (
        select distinct on (household_id) household_id, import_id, row_no
        from pg_temp.remaining_row
        order by household_id, entered_at, import_id, row_no) r
      where h.tenant_id = ${db.tenantId} and h.id = r.household_id
        and h.first_import_id = ${withdrawnId}`,
  )
  await change(
    db,
    sql`
      update entas.person p set first_import_id = r.import_id, first_row = r.row_no
      from (
        select distinct on (person_id) person_id, import_id, row_no
        from pg_temp.remaining_row
        where person_id is not null
        order by person_id, entered_at, import_id, row_no) r
      where p.tenant_id = ${db.tenantId} and p.id = r.person_id
        and p.first_import_id = ${withdrawnId}`,
  )
}

export type LeftPersons = { readonly household_id: string; readonly person_ids: string[] }

/**
 * Persons whom only the withdrawn list put into a family of another list, by family; not the head,
 * and not where somebody has been at the door: what was seen there speaks of them.
 */
export function listLeftPersons(
  db: Reader,
  asked: { readonly withdrawnId: string; readonly most: number },
): Promise<LeftPersons[]> {
  return rows(
    db,
    sql<LeftPersons>`
      select p.household_id, array_agg(p.id::text order by p.first_row, p.id) as person_ids
      from entas.person p
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = p.household_id
      where p.tenant_id = ${db.tenantId} and p.first_import_id = ${asked.withdrawnId}
        and h.first_import_id is distinct from ${asked.withdrawnId}
        and h.state in ('listed', 'assigned') and p.id is distinct from h.head_person_id
        and not exists (
          select from entas.visit v
          where v.tenant_id = ${db.tenantId} and v.household_id = h.id)
      group by p.household_id
      order by p.household_id
      limit ${asked.most}`,
  )
}

/**
 * Puts persons into a family of their own that is withdrawn, as their list is: their ids stay, the
 * family they were put into is without them.
 */
export async function takeOutPersons(
  db: Writer,
  left: readonly (LeftPersons & { readonly id: string })[],
): Promise<void> {
  const out = sql`jsonb_to_recordset(${JSON.stringify(left)}::jsonb)
    as l(id uuid, household_id uuid, person_ids uuid[])`
  await change(
    db,
    sql`
      insert into entas.household
        (tenant_id, id, village_code, head_name, head_name_key, head_person_id, member_count,
         state, first_import_id, first_row, derived_at)
      select p.tenant_id, l.id, p.village_code, p.name, p.name_key, p.id,
        cardinality(l.person_ids), 'withdrawn', p.first_import_id, p.first_row, ${db.now}
      from ${out}
      join entas.person p on p.tenant_id = ${db.tenantId} and p.id = l.person_ids[1]`,
  )
  await change(
    db,
    sql`
      update entas.membership m set household_id = l.id, verifier_id = null
      from ${out}
      where m.tenant_id = ${db.tenantId} and m.person_id = any(l.person_ids)
        and m.household_id = l.household_id`,
  )
  await change(
    db,
    sql`
      update entas.person p set household_id = l.id, verifier_id = null
      from ${out}
      where p.tenant_id = ${db.tenantId} and p.id = any(l.person_ids)`,
  )
}

/** The members of these families as they stand now. */
export function recountMembers(db: Writer, householdIds: readonly string[]): Promise<number> {
  return change(
    db,
    sql`
      update entas.household h
      set member_count = (
        select greatest(1, count(*)) from entas.person p
        where p.tenant_id = ${db.tenantId} and p.household_id = h.id and p.alias_of is null)
      where h.tenant_id = ${db.tenantId} and h.id = any(${[...householdIds]}::uuid[])`,
  )
}

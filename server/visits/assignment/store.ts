import { sql } from 'kysely'
import type { AreaCode } from '../../../core/areas/area-scope.ts'
import { areaSettings } from '../../../core/areas/area-scope.ts'
import { change, oneRow, type Reader, rows, type Writer } from '../../database.ts'
import { newId } from '../../new-id.ts'

export type Verifier = { readonly id: string; readonly name: string; readonly areas: AreaCode[] }

export function listVerifiers(db: Reader): Promise<Verifier[]> {
  return rows<Verifier>(
    db,
    sql`
      select id, name, areas
      from entas.colleague
      where tenant_id = ${db.tenantId} and role = 'verifier' and state = 'active'
      order by name, id
      limit 5000`,
  )
}

export type UnassignedVillage = {
  readonly code: string
  readonly name: string
  readonly families: number
}

/** Villages with families that nobody visits yet; all of the regency when none are named. */
export function listUnassigned(
  db: Reader,
  villages: readonly string[] | undefined,
): Promise<UnassignedVillage[]> {
  return rows<UnassignedVillage>(
    db,
    sql`
      select h.village_code as code, coalesce(a.name, h.village_code) as name,
        count(*) as families
      from entas.household h
      left join entas.area a on a.code = h.village_code
      where h.tenant_id = ${db.tenantId} and h.alias_of is null and h.state = 'listed'
        and h.verifier_id is null and h.village_code is not null
        and (${villages === undefined} or h.village_code = any(${[...(villages ?? [])]}))
      group by 1, 2
      order by 1
      limit 5000`,
  )
}

export async function countWithoutVillage(db: Reader): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.household
      where tenant_id = ${db.tenantId} and village_code is null and alias_of is null
        and state = 'listed'
      limit 1`,
  )
  return row.count
}

/** One slice of a village's unassigned families, by their order of address and id. */
export type Slice = {
  readonly village: string
  readonly verifier: string
  readonly from: number
  readonly to: number
}

/** Opens an assignment for each family of the slices; returns how many families. */
export async function insertAssignments(
  db: Writer,
  slices: readonly Slice[],
  dueOn: string | null,
): Promise<number> {
  const most = slices.reduce((sum, slice) => sum + slice.to - slice.from + 1, 0)
  const ids = Array.from({ length: most }, () => newId<'assignment'>())
  return change(
    db,
    sql`
      with slice as (
        select * from jsonb_to_recordset(${JSON.stringify(slices)}::jsonb)
          as s(village text, verifier uuid, "from" integer, "to" integer)
      ), family as (
        select id, village_code,
          row_number() over (partition by village_code order by address, id) as place
        from entas.household
        where tenant_id = ${db.tenantId} and alias_of is null and state = 'listed'
          and verifier_id is null and village_code is not null
          and village_code in (select village from slice)
      ), task as (
        select family.id, family.village_code, slice.verifier, row_number() over () as number
        from family
        join slice on slice.village = family.village_code
          and family.place between slice."from" and slice."to"
      )
      insert into entas.assignment
        (tenant_id, id, household_id, village_code, verifier_id, due_on, assigned_by, assigned_at)
      select ${db.tenantId}, given.id, task.id, task.village_code, task.verifier,
        ${dueOn}, ${db.actorId}, ${db.now}
      from task
      join unnest(${ids}::uuid[]) with ordinality as given (id, number)
        on given.number = task.number`,
  )
}

/** Families to hand over: only such that wait for a visit. */
export function listToReassign(
  db: Reader,
  which: { ids: readonly string[] } | { village: string; from: string },
): Promise<{ id: string }[]> {
  const ids = 'ids' in which ? [...which.ids] : []
  const village = 'village' in which ? which.village : null
  const from = 'village' in which ? which.from : null
  return rows<{ id: string }>(
    db,
    sql`
      select id
      from entas.household
      where tenant_id = ${db.tenantId} and state = 'assigned' and village_code is not null
        and (id = any(${ids}::uuid[]) or village_code = ${village} and verifier_id = ${from}::uuid)
      order by id
      limit 20000`,
  )
}

export async function reassign(
  db: Writer,
  householdIds: readonly string[],
  verifierId: string,
): Promise<void> {
  const ids = [...householdIds]
  await change(
    db,
    sql`
      update entas.assignment set ended_at = ${db.now}
      where tenant_id = ${db.tenantId} and ended_at is null and household_id = any(${ids}::uuid[])`,
  )
  await change(
    db,
    sql`
      insert into entas.assignment
        (tenant_id, id, household_id, village_code, verifier_id, assigned_by, assigned_at)
      select ${db.tenantId}, given.id, h.id, h.village_code, ${verifierId}, ${db.actorId},
        ${db.now}
      from entas.household h
      join unnest(${ids}::uuid[], ${ids.map(() => newId<'assignment'>())}::uuid[])
        as given (household_id, id) on given.household_id = h.id
      where h.tenant_id = ${db.tenantId}`,
  )
}

/** Copies the verifier of new assignments to the rows that the policies read. */
export async function spreadVerifiers(db: Writer): Promise<void> {
  await change(
    db,
    sql`
      update entas.household h
      set verifier_id = a.verifier_id,
        state = case when h.state = 'listed' then 'assigned' else h.state end
      from entas.assignment a
      where h.tenant_id = ${db.tenantId} and a.tenant_id = ${db.tenantId}
        and a.household_id = h.id and a.assigned_at = ${db.now} and a.ended_at is null`,
  )
  await change(
    db,
    sql`
      update entas.person p set verifier_id = a.verifier_id
      from entas.assignment a
      where p.tenant_id = ${db.tenantId} and a.tenant_id = ${db.tenantId}
        and a.household_id = p.household_id and a.assigned_at = ${db.now} and a.ended_at is null`,
  )
  await change(
    db,
    sql`
      update entas.membership m set verifier_id = a.verifier_id
      from entas.assignment a
      where m.tenant_id = ${db.tenantId} and a.tenant_id = ${db.tenantId}
        and a.household_id = m.household_id and a.assigned_at = ${db.now} and a.ended_at is null`,
  )
}

export type ProgressRow = {
  readonly code: string
  readonly name: string
  readonly families: number
  readonly unassigned: number
  readonly open: number
  readonly sent: number
  readonly returned: number
  readonly accepted: number
  readonly decided: number
}

/** Counts of families by village or by verifier; each family is in exactly one column. */
export function listProgress(
  db: Reader,
  by: 'village' | 'verifier',
  under: string | undefined,
): Promise<ProgressRow[]> {
  const range = areaSettings(under === undefined ? [] : [under as AreaCode])
  const code = by === 'village' ? sql`h.village_code` : sql`h.verifier_id::text`
  const name = by === 'village' ? sql`a.name` : sql`c.name`
  return rows<ProgressRow>(
    db,
    sql`
      select coalesce(${code}, '') as code, coalesce(max(${name}), '') as name,
        count(*) as families,
        count(*) filter (where h.state = 'listed') as unassigned,
        count(*) filter (where h.state = 'assigned' and v.id is null) as open,
        count(*) filter (where h.state = 'visited') as sent,
        count(*) filter (where h.state = 'assigned' and v.id is not null) as returned,
        count(*) filter (where h.state = 'accepted') as accepted,
        count(*) filter (where h.state = 'decided') as decided
      from entas.household h
      left join entas.area a on a.code = h.village_code
      left join entas.colleague c on c.id = h.verifier_id and c.tenant_id = ${db.tenantId}
      left join lateral (
        select v.id from entas.visit v
        where v.tenant_id = ${db.tenantId} and v.household_id = h.id and v.state = 'returned'
        limit 1
      ) v on true
      where h.tenant_id = ${db.tenantId} and h.alias_of is null
        and h.state in ('listed', 'assigned', 'visited', 'accepted', 'decided')
        and (${under === undefined} or h.village_code between ${range.from} and ${range.to})
      group by 1
      order by 1
      limit 5000`,
  )
}

export type ListRow = {
  readonly householdId: string
  readonly headName: string
  readonly headCipher: Buffer | null
  readonly address: string
  readonly memberCount: number
  readonly verifierName: string | null
  readonly state: string
}

/** The families of one village by name, for print and workbook. */
export function listVillageFamilies(db: Reader, village: string): Promise<ListRow[]> {
  return rows<ListRow>(
    db,
    sql`
      select h.id as "householdId", h.head_name as "headName", p.national_id_cipher as "headCipher",
        h.address, h.member_count as "memberCount", c.name as "verifierName", h.state
      from entas.household h
      left join entas.person p on p.tenant_id = ${db.tenantId} and p.id = h.head_person_id
      left join entas.colleague c on c.id = h.verifier_id and c.tenant_id = ${db.tenantId}
      where h.tenant_id = ${db.tenantId} and h.village_code = ${village} and h.alias_of is null
        and h.state <> 'withdrawn'
      order by h.address, h.head_name, h.id
      limit 5000`,
  )
}

export type VillageNames = { readonly name: string; readonly districtName: string }

export async function findVillage(db: Reader, code: string): Promise<VillageNames | undefined> {
  const found = await rows<VillageNames>(
    db,
    sql`
      select v.name, coalesce(d.name, '') as "districtName"
      from entas.area v
      left join entas.area d on d.code = v.parent_code
      where v.code = ${code} and v.kind = 'village'
      limit 1`,
  )
  return found[0]
}

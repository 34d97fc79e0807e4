import { sql } from 'kysely'
import type { NewMember } from '../../core/visits/new-member.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

export type TaskRow = {
  readonly householdId: string
  readonly headName: string
  readonly villageCode: string
  readonly villageName: string
  readonly address: string
  readonly memberCount: number
  readonly dueOn: string | null
  readonly state: 'open' | 'again' | 'sent' | 'returned' | 'accepted'
  readonly returnReason: string | null
}

/** Own families of a verifier, as the row policy shows them; the newest visit says the state. */
export function listTasks(db: Reader, verifierId: string): Promise<TaskRow[]> {
  return rows<TaskRow>(
    db,
    sql`
      select h.id as "householdId", h.head_name as "headName", h.village_code as "villageCode",
        coalesce(a.name, h.village_code) as "villageName", h.address,
        h.member_count as "memberCount", s.due_on as "dueOn",
        case
          when h.state in ('accepted', 'decided') then 'accepted'
          when v.state = 'sent' then 'sent'
          when v.state = 'returned' then 'returned'
          when v.result = 'empty-house' then 'again'
          else 'open'
        end as state,
        case when v.state = 'returned' then v.review_reason end as "returnReason"
      from entas.household h
      left join entas.area a on a.code = h.village_code
      left join entas.assignment s
        on s.tenant_id = ${db.tenantId} and s.household_id = h.id and s.ended_at is null
      left join lateral (
        select v.state, v.result, v.review_reason
        from entas.visit v
        where v.tenant_id = ${db.tenantId} and v.household_id = h.id and v.state <> 'replaced'
        order by v.received_at desc, v.id desc
        limit 1
      ) v on true
      where h.tenant_id = ${db.tenantId} and h.verifier_id = ${verifierId}
        and h.alias_of is null and h.village_code is not null
        and h.state in ('assigned', 'visited', 'accepted', 'decided')
      order by h.village_code, h.address, h.head_name, h.id
      limit 20000`,
  )
}

export type MemberRow = {
  readonly householdId: string
  readonly personId: string
  readonly name: string
  readonly relation: string | null
  readonly cipher: Buffer | null
  readonly bornYear: number | null
  readonly sex: string | null
}

/** Living members of a verifier's families. */
export function listTaskMembers(db: Reader, verifierId: string): Promise<MemberRow[]> {
  return rows<MemberRow>(
    db,
    sql`
      select household_id as "householdId", id as "personId", name, relation,
        national_id_cipher as cipher, extract(year from born_on)::integer as "bornYear", sex
      from entas.person
      where tenant_id = ${db.tenantId} and verifier_id = ${verifierId} and alive
        and alias_of is null
      order by household_id, relation is distinct from 'head', born_on nulls last, id
      limit 200000`,
  )
}

export type VisitTarget = {
  readonly id: string
  readonly villageCode: string
  readonly verifierId: string | null
  readonly state: string
  readonly personIds: readonly string[]
}

/** The families of visits that are coming in, as far as this person may see them. */
export function listVisitTargets(db: Reader, ids: readonly string[]): Promise<VisitTarget[]> {
  return rows<VisitTarget>(
    db,
    sql`
      select h.id, h.village_code as "villageCode", h.verifier_id as "verifierId", h.state,
        array(
          select p.id::text from entas.person p
          where p.tenant_id = ${db.tenantId} and p.household_id = h.id
        ) as "personIds"
      from entas.household h
      where h.tenant_id = ${db.tenantId} and h.id = any(${[...ids]}::uuid[])
        and h.alias_of is null and h.village_code is not null and h.state <> 'withdrawn'
      limit 20000`,
  )
}

export type KnownVisit = {
  readonly id: string
  readonly digest: Buffer
  readonly state: 'sent' | 'accepted' | 'returned' | 'replaced'
  readonly findings: readonly StoredFinding[]
}

export type StoredFinding = {
  readonly field: string
  readonly code: string
  readonly severity: 'wait' | 'look'
  readonly detail?: Record<string, string | number>
}

export function listKnownVisits(db: Reader, ids: readonly string[]): Promise<KnownVisit[]> {
  return rows<KnownVisit>(
    db,
    sql`
      select id, digest, state, findings
      from entas.visit
      where tenant_id = ${db.tenantId} and id = any(${[...ids]}::uuid[])
      limit 20000`,
  )
}

export type NewVisit = {
  readonly id: string
  readonly household_id: string
  readonly village_code: string
  readonly verifier_id: string
  readonly instrument: string
  readonly channel: 'form' | 'workbook'
  readonly visited_on: string
  readonly result: string
  readonly reason_code: string | null
  readonly same_as_household_id: string | null
  readonly answers: Readonly<Record<string, string | number>>
  readonly members: readonly unknown[]
  readonly note: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly accuracy_m: number | null
  readonly findings: readonly unknown[]
  /** Hexadecimal. */
  readonly digest: string
  /** Into a table of their own: the numbers among them are sealed first. */
  readonly newMembers: readonly NewMember[]
}

/** Inserts visits that are not there yet; returns the ids that were. */
export async function insertVisits(db: Writer, visits: readonly NewVisit[]): Promise<string[]> {
  const given = visits.map(({ newMembers: _, ...visit }) => visit)
  const inserted = await rows<{ id: string }>(
    db,
    sql`
      insert into entas.visit
        (tenant_id, id, household_id, village_code, verifier_id, instrument, channel, visited_on,
         result, reason_code, same_as_household_id, answers, members, note, latitude, longitude,
         accuracy_m, findings, state, digest, received_at)
      select ${db.tenantId}, id, household_id, village_code, verifier_id, instrument, channel,
        visited_on, result, reason_code, same_as_household_id, answers, members, note, latitude,
        longitude, accuracy_m, findings, 'sent', decode(digest, 'hex'), ${db.now}
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as v(
        id uuid, household_id uuid, village_code text, verifier_id uuid, instrument text,
        channel text, visited_on date, result text, reason_code text, same_as_household_id uuid,
        answers jsonb, members jsonb, note text, latitude double precision,
        longitude double precision, accuracy_m real, findings jsonb, digest text)
      on conflict (tenant_id, id) do nothing
      returning id`,
  )
  return inserted.map((row) => row.id)
}

/**
 * Visits that the office has not taken yet give way to newer ones, never to their own repetition.
 */
export async function replaceSentVisits(
  db: Writer,
  householdIds: readonly string[],
  newer: readonly string[],
) {
  await change(
    db,
    sql`
      update entas.visit set state = 'replaced'
      where tenant_id = ${db.tenantId} and state = 'sent'
        and household_id = any(${[...householdIds]}::uuid[])
        and id <> all(${[...newer]}::uuid[])`,
  )
}

/** Marks families as visited; returns how many still waited for a visit, as all of them should. */
export function setVisited(db: Writer, householdIds: readonly string[]): Promise<number> {
  return change(
    db,
    sql`
      update entas.household set state = 'visited'
      where tenant_id = ${db.tenantId} and id = any(${[...householdIds]}::uuid[])
        and state in ('listed', 'assigned', 'visited')`,
  )
}

/** The family of a visit that was sent back waits for a new one. */
export async function setWaitingAgain(db: Writer, householdId: string): Promise<void> {
  await change(
    db,
    sql`
      update entas.household set state = 'assigned'
      where tenant_id = ${db.tenantId} and id = ${householdId} and state = 'visited'`,
  )
}

export type VisitSummary = {
  readonly id: string
  readonly householdId: string
  readonly headName: string
  readonly villageCode: string
  readonly villageName: string
  readonly verifierName: string
  readonly channel: 'form' | 'workbook'
  readonly visitedOn: string
  readonly result: VisitResultText
  readonly state: 'sent' | 'accepted' | 'returned' | 'replaced'
  readonly findings: number
  readonly photos: number
}

type VisitResultText =
  | 'complete'
  | 'moved'
  | 'dead'
  | 'not-found'
  | 'refused'
  | 'double'
  | 'empty-house'

export type VisitFilter = {
  readonly state: string | undefined
  readonly village: string | undefined
  readonly result: string | undefined
}

export async function listVisits(
  db: Reader,
  filter: VisitFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: VisitSummary[]; total: number }> {
  const where = sql`
    v.tenant_id = ${db.tenantId}
    and (${filter.state ?? null}::text is null or v.state = ${filter.state ?? null})
    and (${filter.village ?? null}::text is null or v.village_code = ${filter.village ?? null})
    and (${filter.result ?? null}::text is null or v.result = ${filter.result ?? null})`
  const found = await rows<VisitSummary>(
    db,
    sql`
      select ${summaryColumns(db)}
      from entas.visit v
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = v.household_id
      left join entas.area a on a.code = v.village_code
      left join entas.colleague c on c.id = v.verifier_id and c.tenant_id = ${db.tenantId}
      where ${where}
      order by v.village_code, h.head_name, v.id
      limit ${page.limit} offset ${page.offset}`,
  )
  const counted = await oneRow<{ total: number }>(
    db,
    sql`select count(*) as total from entas.visit v where ${where} limit 1`,
  )
  return { rows: found, total: counted.total }
}

function summaryColumns(db: Reader) {
  return sql`
    v.id, v.household_id as "householdId", h.head_name as "headName",
    v.village_code as "villageCode", coalesce(a.name, v.village_code) as "villageName",
    coalesce(c.name, '') as "verifierName", v.channel, v.visited_on as "visitedOn", v.result,
    v.state, jsonb_array_length(v.findings) + (${numbersElsewhere(db)}) as findings,
    (select count(*) from entas.visit_photo p
      where p.tenant_id = ${db.tenantId} and p.visit_id = v.id) as photos`
}

/** New members whose NIK stands in another family, as far as the reader may see it. */
function numbersElsewhere(db: Reader) {
  return sql`
    select count(*) from entas.visit_member m
    where m.tenant_id = ${db.tenantId} and m.visit_id = v.id and exists (
      select from entas.person o
      join entas.household g on g.tenant_id = ${db.tenantId} and g.id = o.household_id
      where o.tenant_id = ${db.tenantId} and o.national_id_index = m.national_id_index
        and o.household_id <> m.household_id and o.alias_of is null and g.state <> 'withdrawn')`
}

export type SameAs = {
  readonly householdId: string
  readonly headName: string | null
  readonly villageName: string | null
  readonly address: string | null
  readonly memberCount: number | null
}

export type VisitRecord = VisitSummary & {
  readonly instrument: string
  readonly reason: string | null
  readonly sameAs: SameAs | null
  readonly answers: Record<string, string | number>
  readonly listed: Record<string, string | number>
  readonly memberPresences: readonly { personId: string; presence: string }[]
  readonly note: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly accuracyM: number | null
  readonly findingList: StoredFinding[]
  readonly reviewedBy: string | null
  readonly reviewReason: string | null
}

export function findVisit(db: Reader, id: string): Promise<VisitRecord | undefined> {
  return firstRow<VisitRecord>(
    db,
    sql`
      select ${summaryColumns(db)}, v.instrument, v.reason_code as reason, v.answers,
        case when v.same_as_household_id is not null then jsonb_build_object(
          'householdId', v.same_as_household_id, 'headName', s.head_name,
          'villageName', coalesce(sa.name, s.village_code), 'address', s.address,
          'memberCount', s.member_count) end as "sameAs",
        h.conditions as listed, v.members as "memberPresences", v.note, v.latitude, v.longitude,
        v.accuracy_m as "accuracyM", v.findings as "findingList", r.name as "reviewedBy",
        v.review_reason as "reviewReason"
      from entas.visit v
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = v.household_id
      left join entas.area a on a.code = v.village_code
      left join entas.colleague c on c.id = v.verifier_id and c.tenant_id = ${db.tenantId}
      left join entas.household s
        on s.tenant_id = ${db.tenantId} and s.id = v.same_as_household_id
      left join entas.area sa on sa.code = s.village_code
      left join entas.colleague r on r.id = v.reviewed_by and r.tenant_id = ${db.tenantId}
      where v.tenant_id = ${db.tenantId} and v.id = ${id}
      limit 1`,
  )
}

export function listVisitMembers(
  db: Reader,
  householdId: string,
): Promise<{ id: string; name: string; relation: string | null }[]> {
  return rows(
    db,
    sql<{ id: string; name: string; relation: string | null }>`
      select id, name, relation
      from entas.person
      where tenant_id = ${db.tenantId} and household_id = ${householdId}
      order by relation is distinct from 'head', born_on nulls last, id
      limit 100`,
  )
}

/** Sends a visit back to its verifier; true when it was still waiting. */
export async function returnVisit(
  db: Writer,
  id: string,
  reason: string,
): Promise<{ household_id: string; village_code: string } | undefined> {
  return firstRow(
    db,
    sql<{ household_id: string; village_code: string }>`
      update entas.visit
      set state = 'returned', reviewed_by = ${db.actorId}, reviewed_at = ${db.now},
        review_reason = ${reason}
      where tenant_id = ${db.tenantId} and id = ${id} and state = 'sent'
      returning household_id, village_code`,
  )
}

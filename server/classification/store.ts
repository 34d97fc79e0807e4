import { sql } from 'kysely'
import type { Reasons } from '../../core/classification/classify.ts'
import type { Proposal } from '../../core/classification/confirm.ts'
import type { DecisionState, Result } from '../../core/classification/results.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

/** What a decision carries that did not go through the criteria. */
export type NoReasons = { readonly criteria?: undefined }

export type DecisionRow = {
  readonly id: string
  readonly householdId: string
  readonly headName: string
  readonly villageCode: string | null
  readonly villageName: string | null
  readonly result: Result
  readonly reasonCode: string
  readonly reasons: Reasons | NoReasons
  readonly state: DecisionState
  readonly proposedBy: string | null
  readonly proposedById: string | null
  readonly proposedAt: Date
  readonly confirmedBy: string | null
  readonly confirmedAt: Date | null
  readonly reopenReason: string | null
  readonly ruleVersion: string
  readonly aliasOf: string | null
  readonly visitWaits: boolean
}

export type DecisionRecord = DecisionRow & {
  readonly visitId: string | null
  readonly visitedOn: string | null
  readonly verifierName: string | null
}

/** A visit of the decision's family waits for the office. */
function visitWaits(db: Reader) {
  return sql`
    d.household_id in (
      select v.household_id from entas.visit v
      where v.tenant_id = ${db.tenantId} and v.state = 'sent')`
}

function columns(db: Reader) {
  return sql`
    d.id, d.household_id as "householdId", h.head_name as "headName",
    d.village_code as "villageCode", a.name as "villageName", d.result,
    d.reason_code as "reasonCode", d.reasons, d.state, p.name as "proposedBy",
    d.proposed_by as "proposedById", d.proposed_at as "proposedAt", c.name as "confirmedBy",
    d.confirmed_at as "confirmedAt", d.reopen_reason as "reopenReason",
    d.rule_version as "ruleVersion", h.alias_of as "aliasOf", ${visitWaits(db)} as "visitWaits"`
}

function sources(db: Reader) {
  return sql`
    entas.decision d
    join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
    left join entas.area a on a.code = d.village_code
    left join entas.colleague p on p.id = d.proposed_by and p.tenant_id = ${db.tenantId}
    left join entas.colleague c on c.id = d.confirmed_by and c.tenant_id = ${db.tenantId}`
}

export type DecisionFilter = {
  readonly state: string | undefined
  readonly result: string | undefined
  readonly village: string | undefined
  readonly household?: string | undefined
}

export async function listDecisions(
  db: Reader,
  filter: DecisionFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: DecisionRow[]; total: number }> {
  const { state = null, result = null, village = null, household = null } = filter
  const where = sql`
    d.tenant_id = ${db.tenantId}
    and (case when ${state}::text is null then d.state in ('proposed', 'confirmed')
      else d.state = ${state} end)
    and (${result}::text is null or d.result = ${result})
    and (${village}::text is null or d.village_code = ${village})
    and (${household}::uuid is null or d.household_id = ${household})`
  const found = await rows<DecisionRow>(
    db,
    sql`
      select ${columns(db)}
      from ${sources(db)}
      where ${where}
      order by d.village_code nulls last, d.result, h.head_name, d.id
      limit ${page.limit} offset ${page.offset}`,
  )
  const counted = await oneRow<{ total: number }>(
    db,
    sql`select count(*) as total from entas.decision d where ${where} limit 1`,
  )
  return { rows: found, total: counted.total }
}

export function findDecision(db: Reader, id: string): Promise<DecisionRecord | undefined> {
  return firstRow<DecisionRecord>(
    db,
    sql`
      select ${columns(db)}, d.visit_id as "visitId",
        v.visited_on as "visitedOn", w.name as "verifierName"
      from ${sources(db)}
      left join entas.visit v on v.tenant_id = ${db.tenantId} and v.id = d.visit_id
      left join entas.colleague w on w.id = v.verifier_id and w.tenant_id = ${db.tenantId}
      where d.tenant_id = ${db.tenantId} and d.id = ${id}
      limit 1`,
  )
}

export type CountRow = { readonly state: string; readonly result: string; readonly count: number }

export function countDecisions(db: Reader, village: string | null): Promise<CountRow[]> {
  return rows<CountRow>(
    db,
    sql`
      select state, result, count(*) as count
      from entas.decision
      where tenant_id = ${db.tenantId} and (${village}::text is null or village_code = ${village})
      group by state, result
      limit 200`,
  )
}

export type VersionCount = { readonly version: string; readonly count: number }

/** Standing decisions that went through the criteria, by the version they were judged by. */
export function countByVersion(db: Reader, village: string | null): Promise<VersionCount[]> {
  return rows<VersionCount>(
    db,
    sql`
      select rule_version as version, count(*) as count
      from entas.decision
      where tenant_id = ${db.tenantId} and state in ('proposed', 'confirmed') and reasons ? 'met'
        and (${village}::text is null or village_code = ${village})
      group by rule_version
      limit 1000`,
  )
}

export type VillageCount = {
  readonly code: string
  readonly name: string
  readonly proposed: number
  readonly confirmed: number
}

export function countByVillage(db: Reader): Promise<VillageCount[]> {
  return rows<VillageCount>(
    db,
    sql`
      select d.village_code as code, coalesce(max(a.name), d.village_code) as name,
        count(*) filter (where d.state = 'proposed') as proposed,
        count(*) filter (where d.state = 'confirmed') as confirmed
      from entas.decision d
      left join entas.area a on a.code = d.village_code
      where d.tenant_id = ${db.tenantId} and d.state in ('proposed', 'confirmed')
        and d.village_code is not null
      group by d.village_code
      order by d.village_code
      limit 5000`,
  )
}

/** Families whose accepted visit led to no decision that stands. */
export async function countUndetermined(db: Reader, village: string | null): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.household h
      where h.tenant_id = ${db.tenantId} and h.state = 'accepted' and h.alias_of is null
        and (${village}::text is null or h.village_code = ${village})
        and not exists (
          select from entas.decision d
          where d.tenant_id = ${db.tenantId} and d.household_id = h.id
            and d.state in ('proposed', 'confirmed'))
      limit 1`,
  )
  return row.count
}

export type Alias = { readonly id: string; readonly villageCode: string | null }

/** Aliases without a standing `double`; a proposal of something else gives way. */
function toPropose(db: Reader) {
  return sql`
    h.tenant_id = ${db.tenantId} and h.alias_of is not null and h.state <> 'withdrawn'
    and not exists (
      select from entas.decision d
      where d.tenant_id = ${db.tenantId} and d.household_id = h.id
        and (d.state = 'confirmed' or d.state = 'proposed' and d.result = 'double'))`
}

export function listAliasesToPropose(db: Reader): Promise<Alias[]> {
  return rows<Alias>(
    db,
    sql`
      select h.id, h.village_code as "villageCode"
      from entas.household h
      where ${toPropose(db)}
      order by h.id
      limit 1000000`,
  )
}

export async function countAliasesToPropose(db: Reader): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`select count(*) as count from entas.household h where ${toPropose(db)} limit 1`,
  )
  return row.count
}

/** Standing `double` decisions by list of families that are no aliases any more. */
export function listSeparatedDoubles(db: Reader): Promise<{ id: string }[]> {
  return rows<{ id: string }>(
    db,
    sql`
      select d.id
      from entas.decision d
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
      where d.tenant_id = ${db.tenantId} and d.state in ('proposed', 'confirmed')
        and d.reason_code = 'list.alias' and h.alias_of is null
      order by d.id
      limit 1000000`,
  )
}

export type Choice =
  | { readonly ids: readonly string[] }
  | { readonly village: string }
  | { readonly withoutVillage: true }

function chosen(choice: Choice) {
  if ('ids' in choice) return sql`d.id = any(${[...choice.ids]}::uuid[])`
  if ('village' in choice) return sql`d.village_code = ${choice.village}`
  return sql`d.village_code is null`
}

/** Proposed decisions of a choice, as far as confirming them depends on it. */
export function listChosen(db: Writer, choice: Choice): Promise<Proposal[]> {
  return rows<Proposal>(
    db,
    sql`
      select d.id, d.proposed_by is not distinct from ${db.actorId} as own,
        ${visitWaits(db)} as "visitWaits", ${asProposed} is not true as changed,
        d.proposed_at as "proposedAt"
      from entas.decision d
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
      where d.tenant_id = ${db.tenantId} and d.state = 'proposed' and ${chosen(choice)}
      limit 100000`,
  )
}

/**
 * A family that became an alias meanwhile keeps its proposal: only `double` may be confirmed for
 * it, and `double` by list only for an alias.
 */
const asProposed = sql`(
  h.state <> 'withdrawn'
  and case when h.alias_of is null then d.reason_code <> 'list.alias' else d.result = 'double' end)`

/** Confirms what another person proposed, where it still stands as it was proposed. */
export function confirmDecisions(
  db: Writer,
  ids: readonly string[],
): Promise<{ id: string; household_id: string; result: string; village_code: string | null }[]> {
  return rows(
    db,
    sql<{ id: string; household_id: string; result: string; village_code: string | null }>`
      update entas.decision d
      set state = 'confirmed', confirmed_by = ${db.actorId}, confirmed_at = ${db.now}
      from entas.household h
      where d.tenant_id = ${db.tenantId} and h.tenant_id = ${db.tenantId}
        and h.id = d.household_id and d.state = 'proposed'
        and d.proposed_by is distinct from ${db.actorId} and d.id = any(${[...ids]}::uuid[])
        and ${asProposed}
      returning d.id, d.household_id, d.result, d.village_code`,
  )
}

/** Of these decisions, how many have a visit of their family that waits for the office. */
export async function countVisitsWaiting(db: Reader, ids: readonly string[]): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.decision d
      where d.tenant_id = ${db.tenantId} and d.id = any(${[...ids]}::uuid[]) and ${visitWaits(db)}
      limit 1`,
  )
  return row.count
}

/** The families of decisions that were just confirmed: state and result, for lists and filters. */
export async function setHouseholdsDecided(db: Writer, ids: readonly string[]): Promise<void> {
  await change(
    db,
    sql`
      update entas.household h set state = 'decided', result = d.result
      from entas.decision d
      where h.tenant_id = ${db.tenantId} and d.tenant_id = ${db.tenantId}
        and d.id = any(${[...ids]}::uuid[]) and h.id = d.household_id
        and h.state <> 'withdrawn'`,
  )
}

export function reopenDecision(db: Writer, id: string, reason: string) {
  return firstRow(
    db,
    sql<{ household_id: string; village_code: string | null; result: string }>`
      update entas.decision
      set state = 'reopened', reopened_by = ${db.actorId}, reopened_at = ${db.now},
        reopen_reason = ${reason}
      where tenant_id = ${db.tenantId} and id = ${id} and state in ('proposed', 'confirmed')
      returning household_id, village_code, result`,
  )
}

/** The family waits for a visit again; one that nobody visits yet is only listed. */
export async function setHouseholdWaiting(db: Writer, id: string): Promise<void> {
  await change(
    db,
    sql`
      update entas.household
      set state = case when verifier_id is null then 'listed' else 'assigned' end, result = null
      where tenant_id = ${db.tenantId} and id = ${id} and state <> 'withdrawn'`,
  )
}

export type SummaryRow = {
  readonly aliasOf: boolean
  readonly rowState: string
  readonly householdState: string | null
  readonly decisionState: string | null
  readonly result: string | null
  readonly count: number
}

/** Data rows of entered family lists by what became of their family. */
export function countListRows(db: Reader, importId: string | null): Promise<SummaryRow[]> {
  return rows<SummaryRow>(
    db,
    sql`
      select h.alias_of is not null as "aliasOf", r.state as "rowState",
        h.state as "householdState", d.state as "decisionState", d.result, count(*) as count
      from entas.import_row r
      join entas.import i on i.tenant_id = ${db.tenantId} and i.id = r.import_id
      left join entas.household h on h.tenant_id = ${db.tenantId} and h.id = r.household_id
      left join entas.decision d on d.tenant_id = ${db.tenantId}
        and d.household_id = r.household_id and d.state in ('proposed', 'confirmed')
      where r.tenant_id = ${db.tenantId} and r.kind = 'data' and i.unit = 'household'
        and i.state = 'entered' and (${importId}::uuid is null or i.id = ${importId}::uuid)
      group by 1, 2, 3, 4, 5
      limit 1000`,
  )
}

export async function countExtremelyPoor(db: Reader): Promise<number> {
  const row = await oneRow<{ count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.decision d
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = d.household_id
      where d.tenant_id = ${db.tenantId} and d.state = 'confirmed'
        and d.result = 'extremely-poor' and h.alias_of is null and h.state <> 'withdrawn'
      limit 1`,
  )
  return row.count
}

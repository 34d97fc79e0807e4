import { type RawBuilder, sql } from 'kysely'
import type { RowResult } from '../../core/monitoring/overview.ts'
import { oneRow, type Reader, rows } from '../database.ts'

/** Whose eyes: the rows of entered lists for the regency, the families of one's areas otherwise. */
export type Sight = 'regency' | 'areas'

/**
 * Every data row of the family lists that have entered; the second row of a family is a double. Of
 * a list that was withdrawn, the rows of families that stay because work stands on them.
 */
function listRows(tenantId: number): RawBuilder<unknown> {
  return sql`
    select list_row.import_id, list_row.row_no, list_row.village_code, list_row.household_id,
      row_number() over (
        partition by list_row.household_id order by list_row.import_id, list_row.row_no
      ) as nth
    from entas.import as list
    join entas.import_row as list_row
      on list_row.tenant_id = ${tenantId}
      and list_row.import_id = list.id
      and list_row.kind = 'data'
    where list.tenant_id = ${tenantId}
      and list.unit = 'household'
      and list.state = 'entered'
    union all
    select household.first_import_id, household.first_row, household.village_code, household.id, 1
    from entas.import as list
    join entas.household
      on household.tenant_id = ${tenantId}
      and household.first_import_id = list.id
      and household.state <> 'withdrawn'
    where list.tenant_id = ${tenantId}
      and list.unit = 'household'
      and list.state = 'withdrawn'`
}

/** For eyes that see no lists: the families that came by one, one row each. */
function familyRows(tenantId: number): RawBuilder<unknown> {
  return sql`
    select household.first_import_id as import_id, household.first_row as row_no,
      household.village_code, household.id as household_id, 1::bigint as nth
    from entas.household
    where household.tenant_id = ${tenantId}
      and household.first_import_id is not null
      and household.state <> 'withdrawn'`
}

/** Each row with its result and reason: the one place that says what became of a row. */
export function standings(tenantId: number, sight: Sight): RawBuilder<unknown> {
  return sql`
    source as (${sight === 'regency' ? listRows(tenantId) : familyRows(tenantId)}),
    standing as materialized (
      select source.import_id, source.row_no, source.household_id,
        coalesce(household.village_code, source.village_code) as village_code,
        household.state as household_state, decision.visit_id, decision.confirmed_at,
        case
          when source.household_id is null then 'waiting'
          when household.alias_of is not null or source.nth > 1 then 'double'
          when decision.state = 'confirmed' then decision.result
          when decision.state = 'proposed' then 'proposed'
          when household.state in ('assigned', 'visited', 'accepted') then household.state
          when household.state = 'decided' then 'accepted'
          else 'listed'
        end as result,
        case
          when source.household_id is null then ''
          when household.alias_of is not null then 'list.alias'
          when source.nth > 1 then 'list.same-family'
          when decision.state = 'confirmed' then decision.reason_code
          else ''
        end as reason
      from source
      left join entas.household
        on household.tenant_id = ${tenantId}
        and household.id = source.household_id
      left join entas.decision
        on decision.tenant_id = ${tenantId}
        and decision.household_id = source.household_id
        and decision.state in ('proposed', 'confirmed')
    )`
}

export type FamilyRow = {
  readonly householdId: string | null
  readonly importId: string | null
  readonly rowNo: number | null
  readonly headName: string
  readonly villageCode: string | null
  readonly villageName: string
  readonly result: RowResult
  readonly reason: string
  readonly decidedOn: string | null
  readonly verifier: string | null
}

export type RowFilter = {
  readonly sight: Sight
  readonly result?: RowResult | undefined
  readonly reason?: string | undefined
  readonly area?: string | undefined
}

function conditions(filter: RowFilter): RawBuilder<unknown> {
  const { result = null, reason = null, area = null } = filter
  return sql`
    (${result}::text is null or standing.result = ${result})
    and (${reason}::text is null or standing.reason = ${reason})
    and (${area}::text is null or standing.village_code = ${area}
      or standing.village_code between ${area}::text || '.' and ${area}::text || '/')`
}

/** The rows behind a figure, by village and name. */
export function listStandings(
  db: Reader,
  filter: RowFilter & { readonly limit: number; readonly offset: number },
): Promise<FamilyRow[]> {
  return rows(
    db,
    sql<FamilyRow>`
      with ${standings(db.tenantId, filter.sight)}
      select standing.household_id as "householdId", standing.import_id as "importId",
        standing.row_no as "rowNo", coalesce(household.head_name, '') as "headName",
        standing.village_code as "villageCode", coalesce(village.name, '') as "villageName",
        standing.result, standing.reason,
        (standing.confirmed_at at time zone 'Asia/Jakarta')::date as "decidedOn",
        colleague.name as verifier
      from standing
      left join entas.household
        on household.tenant_id = ${db.tenantId}
        and household.id = standing.household_id
      left join entas.visit
        on visit.tenant_id = ${db.tenantId}
        and visit.id = standing.visit_id
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = visit.verifier_id
      left join entas.area as village on village.code = standing.village_code
      where ${conditions(filter)}
      order by standing.village_code nulls first, household.head_name_key, standing.row_no
      limit ${filter.limit}
      offset ${filter.offset}`,
  )
}

export async function countStandings(db: Reader, filter: RowFilter): Promise<number> {
  const row = await oneRow(
    db,
    sql<{ count: number }>`
      with ${standings(db.tenantId, filter.sight)}
      select count(*)::integer as count
      from standing
      where ${conditions(filter)}`,
  )
  return row.count
}

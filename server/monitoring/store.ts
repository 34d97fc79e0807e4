import { type RawBuilder, sql } from 'kysely'
import type { AreaName, Fact, WaitKind } from '../../core/monitoring/overview.ts'
import type { Tally } from '../../core/payments/reconcile.ts'
import type { RoundState } from '../../core/payments/round.ts'
import type { ProgrammeKind } from '../../core/programmes/programme.ts'
import { oneRow, type Reader } from '../database.ts'
import { type Sight, standings } from './row-store.ts'

export type AidRound = {
  readonly roundId: string
  readonly programmeId: string
  readonly programmeName: string
  readonly kind: ProgrammeKind
  readonly funder: string
  readonly channel: string
  readonly roundNo: number
  readonly rounds: number
  readonly amount: number
  readonly state: RoundState
  readonly decreeNumber: string
  readonly instructedAt: string | null
  readonly closedAt: string | null
  readonly tallies: readonly Tally[]
}

export type Wait = {
  readonly kind: WaitKind
  readonly count: number
  readonly oldest: string | null
  readonly name: string | null
  readonly subject: string | null
}

/** Everything that the overview says, from one statement and so from one snapshot. */
export type Snapshot = {
  readonly regency: AreaName
  readonly districts: AreaName[]
  readonly villages: AreaName[]
  readonly facts: Fact[]
  readonly lists: {
    readonly id: string
    readonly owner: string
    readonly deliveredOn: string | null
    readonly enteredAt: string
    readonly rows: number
  }[]
  readonly decrees: {
    readonly id: string
    readonly number: string
    readonly decreedOn: string
    readonly state: 'draft' | 'frozen'
    readonly families: number
  }[]
  readonly waits: Wait[]
  readonly aid: AidRound[]
  readonly companyAid: {
    readonly companies: number
    readonly families: number
    readonly rupiah: number
    readonly newest: string | null
  }
  readonly doublePayments: number
}

/** All rows of a query as one JSON array. */
function all(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select json_agg(found) from (${query}) as found), '[]')`
}

export function takeSnapshot(db: Reader): Promise<Snapshot> {
  const tenantId = db.tenantId
  return oneRow(
    db,
    sql<Snapshot>`
      with ${standings(tenantId, 'regency')}, ${places(tenantId)}
      select ${placeColumns},
        ${all(facts)} as facts,
        ${all(lists(tenantId))} as lists,
        ${all(decrees(tenantId))} as decrees,
        ${all(waits(tenantId))} as waits,
        ${all(aid(tenantId))} as aid,
        (select row_to_json(found) from (${companyAid(tenantId)}) as found) as "companyAid",
        (${doublePayments(tenantId)}) as "doublePayments"
      limit 1`,
  )
}

/** The part of it that eyes of some areas may see. */
export function takeAreaSnapshot(
  db: Reader,
): Promise<Pick<Snapshot, 'regency' | 'districts' | 'villages' | 'facts'>> {
  const sight: Sight = 'areas'
  return oneRow(
    db,
    sql<Pick<Snapshot, 'regency' | 'districts' | 'villages' | 'facts'>>`
      with ${standings(db.tenantId, sight)}, ${places(db.tenantId)}
      select ${placeColumns}, ${all(facts)} as facts
      limit 1`,
  )
}

function places(tenantId: number): RawBuilder<unknown> {
  return sql`
    regency as (
      select tenant_code.code, coalesce(area.name, tenant_code.code) as name
      from entas.tenant_code
      left join entas.area on area.code = tenant_code.code
      where tenant_code.tenant_id = ${tenantId}
      order by tenant_code.valid_from desc
      limit 1
    ),
    district as (
      select area.code, area.name
      from regency
      join entas.area on area.parent_code = regency.code
    )`
}

const placeColumns = sql`
  (select row_to_json(regency) from regency) as regency,
  ${all(sql`select code, name from district order by code`)} as districts,
  ${all(sql`
    select area.code, area.name
    from district
    join entas.area on area.parent_code = district.code
    order by area.code`)} as villages`

/** Rows by village, result, reason and step; what is summed afterwards is summed from these. */
const facts = sql`
  select village_code as "villageCode", result, reason,
    result not in ('double', 'waiting') as family,
    result not in ('waiting', 'listed') as assigned,
    result not in ('waiting', 'listed', 'assigned') as visited,
    result not in ('waiting', 'listed', 'assigned', 'visited') as accepted,
    confirmed_at is not null and result not in ('double', 'proposed') as decided,
    count(*)::integer as rows
  from standing
  group by village_code, result, reason, confirmed_at is not null
  order by village_code, result, reason`

function lists(tenantId: number): RawBuilder<unknown> {
  return sql`
    select list.id, list.owner, list.delivered_on as "deliveredOn",
      coalesce(list.entered_at, list.received_at) as "enteredAt",
      (select count(*)::integer from standing where standing.import_id = list.id) as rows
    from entas.import as list
    where list.tenant_id = ${tenantId}
      and list.unit = 'household'
      and (list.state = 'entered'
        or list.state = 'withdrawn' and list.id in (select import_id from standing))
    order by list.received_at
    limit 100`
}

function decrees(tenantId: number): RawBuilder<unknown> {
  return sql`
    select id, number, decreed_on as "decreedOn", state, line_count as families
    from entas.decree
    where tenant_id = ${tenantId}
    order by decreed_on, drafted_at
    limit 100`
}

/** What waits on whom, in the order of the work; a thing that waits for nobody has no row. */
function waits(tenantId: number): RawBuilder<unknown> {
  return sql`
    select kind, count, oldest, name, subject
    from (
      ${officeWaits(tenantId)}
      union all
      ${fieldWaits(tenantId)}
      union all
      ${paymentWaits(tenantId)}
    ) as wait
    where count > 0 or kind = 'payer-propose' or kind = 'payer-close'
    order by place, oldest
    limit 200`
}

function officeWaits(tenantId: number): RawBuilder<unknown> {
  return sql`
    select 1 as place, 'office-rows' as kind, count(*)::integer as count,
      min(list.checked_at) as oldest, null::text as name, null::uuid as subject
    from entas.import as list
    join entas.import_row as list_row
      on list_row.tenant_id = ${tenantId}
      and list_row.import_id = list.id
      and list_row.state = 'waiting'
    where list.tenant_id = ${tenantId}
      and list.state in ('checked', 'entered')
    union all
    select 2, 'office-pairs', count(*)::integer, min(found_at), null, null
    from entas.match_pair
    where tenant_id = ${tenantId}
      and turn is not null
    union all
    select 3, 'office-assign', count(*)::integer, min(household.derived_at), null, null
    from standing
    join entas.household
      on household.tenant_id = ${tenantId}
      and household.id = standing.household_id
    where standing.result = 'listed'
    union all
    select 6, 'office-accept', count(*)::integer, min(received_at), null, null
    from entas.visit
    where tenant_id = ${tenantId}
      and state = 'sent'
    union all
    select 7, 'office-confirm', count(*)::integer, min(proposed_at), null, null
    from entas.decision
    where tenant_id = ${tenantId}
      and state = 'proposed'
    union all
    select 8, 'office-decree', count(*)::integer, min(decision.confirmed_at), null, null
    from entas.decision
    where decision.tenant_id = ${tenantId}
      and decision.state = 'confirmed'
      and decision.result = 'extremely-poor'
      and not exists (
        select
        from entas.decree_line
        where decree_line.tenant_id = ${tenantId}
          and decree_line.household_id = decision.household_id
      )
    union all
    select 9, 'regent-freeze', line_count, drafted_at, number, id
    from entas.decree
    where tenant_id = ${tenantId}
      and state = 'draft'`
}

/** Families with a verifier: never visited, or visited and sent back. */
function fieldWaits(tenantId: number): RawBuilder<unknown> {
  return sql`
    select case when returned.household_id is null then 4 else 5 end,
      case when returned.household_id is null then 'verifiers-visit' else 'verifiers-returned' end,
      count(*)::integer, min(coalesce(returned.at, assignment.assigned_at)), null, null
    from entas.assignment
    join entas.household
      on household.tenant_id = ${tenantId}
      and household.id = assignment.household_id
      and household.state = 'assigned'
    left join (
      select household_id, max(reviewed_at) as at
      from entas.visit
      where tenant_id = ${tenantId}
        and state = 'returned'
      group by household_id
    ) as returned on returned.household_id = assignment.household_id
    where assignment.tenant_id = ${tenantId}
      and assignment.ended_at is null
    group by returned.household_id is null`
}

function paymentWaits(tenantId: number): RawBuilder<unknown> {
  return sql`
    select case state when 'draft' then 10 when 'proposed' then 11 else 12 end,
      case
        when state = 'draft' and unresolved > 0 then 'payer-resolve'
        when state = 'draft' then 'payer-propose'
        when state = 'proposed' then 'payer-instruct'
        when open > 0 then 'channel-reply'
        else 'payer-close'
      end,
      case
        when state = 'draft' and unresolved > 0 then unresolved
        when state in ('draft', 'proposed') then due
        else open
      end,
      coalesce(instructed_at, proposed_at, made_at),
      case when state = 'instructed' then channel else programme_name end,
      id
    from (
      select round.id, round.state, round.made_at, round.proposed_at, round.instructed_at,
        programme.name as programme_name, programme.channel,
        (count(*) filter (where not line.left_out))::integer as due,
        (count(*) filter (where line.unresolved))::integer as unresolved,
        (count(*) filter (where not line.left_out and line.outcome in ('open', 'unknown')))::integer
          as open
      from entas.payment_round as round
      join entas.programme
        on programme.tenant_id = ${tenantId}
        and programme.id = round.programme_id
      join entas.payment_line as line
        on line.tenant_id = ${tenantId}
        and line.round_id = round.id
      where round.tenant_id = ${tenantId}
        and round.state in ('draft', 'proposed', 'instructed')
      group by round.tenant_id, round.id, programme.name, programme.channel
    ) as round_now`
}

function aid(tenantId: number): RawBuilder<unknown> {
  return sql`
    select round.id as "roundId", round.programme_id as "programmeId",
      programme.name as "programmeName", programme.kind, programme.funder, programme.channel,
      round.round_no as "roundNo", round.rounds, round.amount, round.state,
      decree.number as "decreeNumber", round.instructed_at as "instructedAt",
      round.closed_at as "closedAt", tally.tallies
    from entas.payment_round as round
    join entas.programme
      on programme.tenant_id = ${tenantId}
      and programme.id = round.programme_id
    join entas.decree
      on decree.tenant_id = ${tenantId}
      and decree.id = round.decree_id
    join lateral (
      select coalesce(json_agg(by_outcome), '[]') as tallies
      from (
        select outcome, count(*)::integer as families, sum(amount)::bigint as rupiah
        from entas.payment_line
        where payment_line.tenant_id = ${tenantId}
          and payment_line.round_id = round.id
          and not left_out
        group by outcome
      ) as by_outcome
    ) as tally on true
    where round.tenant_id = ${tenantId}
      and round.state in ('instructed', 'closed')
    order by programme.code, round.round_no, round.made_at
    limit 500`
}

function companyAid(tenantId: number): RawBuilder<unknown> {
  return sql`
    select count(distinct lower(company))::integer as companies,
      coalesce(sum(families), 0)::integer as families,
      coalesce(sum(value), 0)::bigint as rupiah, max(given_on) as newest
    from entas.company_aid
    where tenant_id = ${tenantId}`
}

/**
 * Families (by what they are an alias of now) and NIK that more than one line of the same round of
 * a programme pays or may still pay. Counted from the lines, not from the guards that forbid it.
 */
function doublePayments(tenantId: number): RawBuilder<unknown> {
  return sql`
    select count(*)::integer
    from (
      select 1
      from (
        select round.programme_id, round.round_no, line.id, line.household_id,
          line.payee_person_id
        from entas.payment_round as round
        join entas.payment_line as line
          on line.tenant_id = ${tenantId}
          and line.round_id = round.id
          and not line.left_out
          and line.outcome in ('open', 'unknown', 'paid', 'delivered')
        where round.tenant_id = ${tenantId}
          and round.state in ('instructed', 'closed')
      ) as paid
      cross join lateral (
        select uuid_send(coalesce(household.alias_of, household.id)) as subject
        from entas.household
        where household.tenant_id = ${tenantId}
          and household.id = paid.household_id
        union
        select person.national_id_index
        from entas.person
        where person.tenant_id = ${tenantId}
          and person.household_id = paid.household_id
          and person.national_id_index is not null
          and person.alias_of is null
        union
        select left_record.national_id_index
        from entas.person
        join entas.person as left_record
          on left_record.tenant_id = ${tenantId}
          and left_record.alias_of = person.id
          and left_record.alias_of is not null
        where person.tenant_id = ${tenantId}
          and person.household_id = paid.household_id
          and left_record.national_id_index is not null
        union
        select payee.national_id_index
        from entas.person as payee
        where payee.tenant_id = ${tenantId}
          and payee.id = paid.payee_person_id
          and payee.national_id_index is not null
      ) as whom
      group by programme_id, round_no, subject
      having count(*) > 1
    ) as twice`
}

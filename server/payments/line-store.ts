import { type RawBuilder, sql } from 'kysely'
import type { Rupiah } from '../../core/kernel/rupiah.ts'
import type { Difference, Resolution } from '../../core/payments/difference.ts'
import { type MoneyStand, moneyOf, type Outcome, outcomes } from '../../core/payments/outcome.ts'
import type { ReplyLine, ReplyUpdate } from '../../core/payments/reply.ts'
import type { DraftLine, RoundState } from '../../core/payments/round.ts'
import type { ProgrammeKind } from '../../core/programmes/programme.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

/** All lines of a round in one statement. */
export function insertLines(
  db: Writer,
  roundId: string,
  lines: readonly (DraftLine & { readonly id: string; readonly unresolved: boolean })[],
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.payment_line
        (tenant_id, id, round_id, line_no, reference, household_id, decree_line_no, village_code,
         payee_person_id, payee_name, amount, differences, unresolved)
      select ${db.tenantId}::integer, "id", ${roundId}::uuid, "lineNo", "reference", "householdId",
        "decreeLineNo", "villageCode", "payeePersonId", "payeeName", "amount", "differences",
        "unresolved"
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as draft (
        "id" uuid, "lineNo" integer, "reference" text, "householdId" uuid, "decreeLineNo" integer,
        "villageCode" text, "payeePersonId" uuid, "payeeName" text, "amount" bigint,
        "differences" jsonb, "unresolved" boolean)`,
  )
}

export type LineState = {
  readonly id: string
  readonly lineNo: number
  readonly differences: readonly Difference[]
  readonly resolvedKinds: readonly string[]
  readonly leftOut: boolean
  readonly unresolved: boolean
}

/** What was found and resolved on each line of a round. No limit: as long as its decree. */
export function listLineStates(db: Reader, roundId: string): Promise<LineState[]> {
  return rows(
    db,
    sql<LineState>`
      select id, line_no as "lineNo", differences, resolved_kinds as "resolvedKinds",
        left_out as "leftOut", unresolved
      from entas.payment_line
      where tenant_id = ${db.tenantId}
        and round_id = ${roundId}`,
  )
}

export function updateDifferences(
  db: Writer,
  found: readonly {
    readonly id: string
    readonly differences: readonly Difference[]
    readonly unresolved: boolean
  }[],
): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_line as line
      set differences = found."differences",
        unresolved = found."unresolved"
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
        as found ("id" uuid, "differences" jsonb, "unresolved" boolean)
      where line.tenant_id = ${db.tenantId}
        and line.id = found."id"`,
  )
}

export type Line = {
  readonly id: string
  readonly lineNo: number
  readonly reference: string
  readonly householdId: string
  readonly villageCode: string
  readonly villageName: string
  readonly districtName: string
  readonly payeePersonId: string | null
  readonly payeeName: string
  readonly nationalIdMask: string
  readonly amount: Rupiah
  readonly outcome: Outcome
  readonly outcomeOn: string | null
  readonly differences: Difference[]
  readonly unresolved: boolean
  readonly leftOut: boolean
  readonly resolution: Resolution | null
  readonly resolutionReason: string | null
  readonly resolvedBy: string | null
  readonly reconciledBy: string | null
  readonly reconciledAt: Date | null
  readonly correctionReason: string | null
}

export type LineFilter = {
  readonly roundId: string
  readonly outcome?: Outcome | undefined
  readonly money?: MoneyStand | undefined
  readonly show?: 'all' | 'differences' | 'unresolved' | 'left-out' | undefined
  readonly area?: string | undefined
}

function lineConditions(tenantId: number, filter: LineFilter): RawBuilder<unknown> {
  const { outcome = null, area = null, show = 'all' } = filter
  const wanted = outcomes.filter((each) => moneyOf[each] === filter.money)
  const isMoney = outcome !== null || filter.money !== undefined
  return sql`
    line.tenant_id = ${tenantId}
    and line.round_id = ${filter.roundId}
    and (${outcome}::text is null or line.outcome = ${outcome})
    and (${filter.money === undefined} or line.outcome = any(${wanted}::text[]))
    and (${!isMoney} or not line.left_out)
    and (${area}::text is null or line.village_code = ${area}
      or line.village_code between ${area}::text || '.' and ${area}::text || '/')
    and case ${show}::text
      when 'differences' then line.differences <> '[]'
      when 'unresolved' then line.unresolved
      when 'left-out' then line.left_out
      else true
    end`
}

function lineColumns(tenantId: number): RawBuilder<unknown> {
  return sql`
    select line.id, line.line_no as "lineNo", line.reference, line.household_id as "householdId",
      line.village_code as "villageCode",
      coalesce(village.name, line.village_code) as "villageName",
      coalesce(district.name, '') as "districtName", line.payee_person_id as "payeePersonId",
      line.payee_name as "payeeName",
      case when annex.payee_person_id is not distinct from line.payee_person_id
        then annex.national_id_mask else '' end as "nationalIdMask",
      line.amount, line.outcome, line.outcome_on as "outcomeOn", line.differences,
      line.unresolved, line.left_out as "leftOut", line.resolution,
      line.resolution_reason as "resolutionReason", resolver.name as "resolvedBy",
      reconciler.name as "reconciledBy", line.reconciled_at as "reconciledAt",
      line.correction_reason as "correctionReason"
    from entas.payment_line as line
    join entas.payment_round as round
      on round.tenant_id = ${tenantId}
      and round.id = line.round_id
    join entas.decree_line as annex
      on annex.tenant_id = ${tenantId}
      and annex.decree_id = round.decree_id
      and annex.line_no = line.decree_line_no
    left join entas.area as village on village.code = line.village_code
    left join entas.area as district on district.code = village.parent_code
    left join entas.colleague as resolver
      on resolver.tenant_id = ${tenantId} and resolver.id = line.resolved_by
    left join entas.colleague as reconciler
      on reconciler.tenant_id = ${tenantId} and reconciler.id = line.reconciled_by`
}

export function listLines(
  db: Reader,
  filter: LineFilter & { readonly limit: number; readonly offset: number },
): Promise<Line[]> {
  return rows(
    db,
    sql<Line>`
      ${lineColumns(db.tenantId)}
      where ${lineConditions(db.tenantId, filter)}
      order by line.line_no
      limit ${filter.limit}
      offset ${filter.offset}`,
  )
}

export async function countLines(db: Reader, filter: LineFilter): Promise<number> {
  const row = await oneRow(
    db,
    sql<{ count: number }>`
      select count(*)::integer as count
      from entas.payment_line as line
      where ${lineConditions(db.tenantId, filter)}`,
  )
  return row.count
}

export function findLine(db: Reader, roundId: string, id: string): Promise<Line | undefined> {
  return firstRow(
    db,
    sql<Line>`
      ${lineColumns(db.tenantId)}
      where line.tenant_id = ${db.tenantId}
        and line.round_id = ${roundId}
        and line.id = ${id}
      limit 1`,
  )
}

export type PayeeChoice = {
  readonly id: string
  readonly name: string
  readonly relation: string | null
}

/** Living members of a line's family, and of what it was merged into: who may receive for it. */
export function listPayees(db: Reader, householdId: string): Promise<PayeeChoice[]> {
  return rows(
    db,
    sql<PayeeChoice>`
      select person.id, person.name, person.relation
      from entas.household
      join entas.person
        on person.tenant_id = ${db.tenantId}
        and person.household_id = any(array[household.id, household.alias_of])
      where household.tenant_id = ${db.tenantId}
        and household.id = ${householdId}
        and person.alive
        and person.alias_of is null
      order by person.born_on nulls last, person.id
      limit 100`,
  )
}

export function updateResolution(
  db: Writer,
  line: {
    readonly id: string
    readonly resolution: Resolution
    readonly resolvedKinds: readonly string[]
    readonly reason: string
    readonly payee: { readonly id: string; readonly name: string } | undefined
  },
): Promise<number> {
  const leftOut = line.resolution === 'leave-out'
  return change(
    db,
    sql`
      update entas.payment_line
      set resolution = ${line.resolution},
        resolved_kinds = ${line.resolvedKinds}::text[],
        resolution_reason = ${line.reason},
        resolved_by = ${db.actorId},
        resolved_at = ${db.now},
        left_out = ${leftOut},
        unresolved = false,
        payee_person_id = coalesce(${line.payee?.id ?? null}::uuid, payee_person_id),
        payee_name = coalesce(${line.payee?.name ?? null}::text, payee_name)
      where tenant_id = ${db.tenantId}
        and id = ${line.id}`,
  )
}

/** Every line of a round as a reply is read against it. No limit: as long as its decree. */
export function listReplyLines(db: Reader, roundId: string): Promise<ReplyLine[]> {
  return rows(
    db,
    sql<ReplyLine>`
      select id, reference, amount, outcome, left_out as "leftOut"
      from entas.payment_line
      where tenant_id = ${db.tenantId}
        and round_id = ${roundId}`,
  )
}

/** What a reply says of all its lines, in one statement. */
export function updateOutcomes(db: Writer, updates: readonly ReplyUpdate[]): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_line as line
      set outcome = said."outcome",
        outcome_on = said."on",
        reconciled_by = ${db.actorId},
        reconciled_at = ${db.now},
        correction_reason = null
      from jsonb_to_recordset(${JSON.stringify(updates)}::jsonb)
        as said ("id" uuid, "outcome" text, "on" date)
      where line.tenant_id = ${db.tenantId}
        and line.id = said."id"`,
  )
}

export function correctOutcome(
  db: Writer,
  line: {
    readonly id: string
    readonly outcome: Outcome
    readonly on: string | null
    readonly reason: string
  },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_line
      set outcome = ${line.outcome},
        outcome_on = ${line.on}::date,
        reconciled_by = ${db.actorId},
        reconciled_at = ${db.now},
        correction_reason = ${line.reason}
      where tenant_id = ${db.tenantId}
        and id = ${line.id}`,
  )
}

export type InstructionLine = {
  readonly lineNo: number
  readonly reference: string
  readonly villageCode: string
  readonly villageName: string
  readonly districtName: string
  readonly payeeName: string
  readonly cipher: Buffer | null
  readonly amount: Rupiah
}

/** The next lines of an instruction file, with the sealed NIK of the payee. */
export function listInstructionLines(
  db: Reader,
  page: { readonly roundId: string; readonly afterLine: number; readonly limit: number },
): Promise<InstructionLine[]> {
  return rows(
    db,
    sql<InstructionLine>`
      select line.line_no as "lineNo", line.reference, line.village_code as "villageCode",
        coalesce(village.name, '') as "villageName", coalesce(district.name, '') as "districtName",
        line.payee_name as "payeeName", person.national_id_cipher as cipher, line.amount
      from entas.payment_line as line
      left join entas.person
        on person.tenant_id = ${db.tenantId}
        and person.id = line.payee_person_id
      left join entas.area as village on village.code = line.village_code
      left join entas.area as district on district.code = village.parent_code
      where line.tenant_id = ${db.tenantId}
        and line.round_id = ${page.roundId}
        and line.line_no > ${page.afterLine}
        and not line.left_out
      order by line.line_no
      limit ${page.limit}`,
  )
}

export type Aid = {
  readonly roundId: string
  readonly programmeName: string
  readonly kind: ProgrammeKind
  readonly funder: string
  readonly channel: string
  readonly roundNo: number
  readonly rounds: number
  readonly decreeNumber: string
  readonly amount: Rupiah
  readonly roundState: RoundState
  readonly outcome: Outcome
  readonly outcomeOn: string | null
  readonly payeeName: string
  readonly leftOut: boolean
  readonly instructedAt: Date | null
  /** The record that the aid stands under: the family's own, or one that is merged with it. */
  readonly partId: string
  readonly partName: string
  readonly partOwn: boolean
}

/** Aid of a family under its own id and under what was merged with it, newest first. */
export function listHouseholdAid(db: Reader, householdId: string): Promise<Aid[]> {
  return rows(
    db,
    sql<Aid>`
      with stands as (
        select coalesce(alias_of, id) as id
        from entas.household
        where tenant_id = ${db.tenantId} and id = ${householdId}
      ),
      part as (
        select id from stands
        union all
        select household.id from stands
        join entas.household
          on household.tenant_id = ${db.tenantId} and household.alias_of = stands.id
      )
      select round.id as "roundId", programme.name as "programmeName", programme.kind,
        programme.funder, programme.channel, round.round_no as "roundNo", round.rounds,
        decree.number as "decreeNumber", line.amount, round.state as "roundState", line.outcome,
        line.outcome_on as "outcomeOn", line.payee_name as "payeeName",
        line.left_out as "leftOut", round.instructed_at as "instructedAt",
        kin.id as "partId", kin.head_name as "partName", kin.id = ${householdId} as "partOwn"
      from part
      join entas.household as kin
        on kin.tenant_id = ${db.tenantId} and kin.id = part.id
      join entas.payment_line as line
        on line.tenant_id = ${db.tenantId} and line.household_id = kin.id
      join entas.payment_round as round
        on round.tenant_id = ${db.tenantId} and round.id = line.round_id
      join entas.programme
        on programme.tenant_id = ${db.tenantId} and programme.id = round.programme_id
      join entas.decree
        on decree.tenant_id = ${db.tenantId} and decree.id = round.decree_id
      where round.state <> 'cancelled'
      order by round.made_at desc, line.line_no
      limit 500`,
  )
}

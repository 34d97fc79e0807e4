import { sql } from 'kysely'
import { type Rupiah, rupiah } from '../../core/kernel/rupiah.ts'
import type { Outcome } from '../../core/payments/outcome.ts'
import { type Money, reconcile, type Tally } from '../../core/payments/reconcile.ts'
import type { EarlierRound, RoundState } from '../../core/payments/round.ts'
import type { ProgrammeKind } from '../../core/programmes/programme.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

/** A round as a use case holds it. */
export type Round = {
  readonly id: string
  readonly programmeId: string
  readonly decreeId: string
  readonly roundNo: number
  readonly amount: Rupiah
  readonly state: RoundState
  readonly proposedBy: string | null
}

/** Takes a round for this transaction, in one statement; others wait for its end. */
export function claimRound(db: Writer, id: string): Promise<Round | undefined> {
  return firstRow(
    db,
    sql<Round>`
      update entas.payment_round
      set version = version + 1
      where tenant_id = ${db.tenantId}
        and id = ${id}
      returning id, programme_id as "programmeId", decree_id as "decreeId",
        round_no as "roundNo", amount, state, proposed_by as "proposedBy"`,
  )
}

/** Takes a programme for this transaction: its rounds are made and guarded one after the other. */
export function claimProgramme(db: Writer, id: string): Promise<{ id: string } | undefined> {
  return firstRow(
    db,
    sql<{ id: string }>`
      update entas.programme
      set name = name
      where tenant_id = ${db.tenantId}
        and id = ${id}
      returning id`,
  )
}

export type RoundFace = Round & {
  readonly programmeCode: string
  readonly programmeName: string
  readonly kind: ProgrammeKind
  readonly channel: string
  readonly funder: string
  readonly rounds: number
  readonly decreeNumber: string
  readonly decreedOn: string
  readonly leftOut: number
  readonly unresolved: number
  readonly madeBy: string | null
  readonly madeAt: Date
  readonly proposedAt: Date | null
  readonly instructedBy: string | null
  readonly instructedAt: Date | null
  readonly closedBy: string | null
  readonly closedAt: Date | null
}

export type RoundFilter = {
  readonly id?: string | undefined
  readonly programmeId?: string | undefined
  readonly state?: RoundState | undefined
}

function roundConditions(tenantId: number, filter: RoundFilter) {
  const { id = null, programmeId = null, state = null } = filter
  return sql`
    round.tenant_id = ${tenantId}
    and (${id}::uuid is null or round.id = ${id})
    and (${programmeId}::uuid is null or round.programme_id = ${programmeId})
    and (${state}::text is null or round.state = ${state})`
}

/** Rounds, newest programme work first, with names of who did what. */
export function listRounds(
  db: Reader,
  filter: RoundFilter & { readonly limit: number; readonly offset: number },
): Promise<RoundFace[]> {
  return rows(
    db,
    sql<RoundFace>`
      select round.id, round.programme_id as "programmeId", programme.code as "programmeCode",
        programme.name as "programmeName", programme.kind, programme.channel, programme.funder,
        round.round_no as "roundNo", round.rounds, round.decree_id as "decreeId",
        decree.number as "decreeNumber", decree.decreed_on as "decreedOn", round.amount,
        round.state, coalesce(line.left_out, 0) as "leftOut",
        coalesce(line.unresolved, 0) as "unresolved",
        maker.name as "madeBy", round.made_at as "madeAt",
        proposer.name as "proposedBy", round.proposed_at as "proposedAt",
        instructor.name as "instructedBy", round.instructed_at as "instructedAt",
        closer.name as "closedBy", round.closed_at as "closedAt"
      from entas.payment_round as round
      join entas.programme
        on programme.tenant_id = ${db.tenantId}
        and programme.id = round.programme_id
      join entas.decree
        on decree.tenant_id = ${db.tenantId}
        and decree.id = round.decree_id
      left join lateral (
        select (count(*) filter (where left_out))::integer as left_out,
          (count(*) filter (where unresolved))::integer as unresolved
        from entas.payment_line
        where payment_line.tenant_id = ${db.tenantId}
          and payment_line.round_id = round.id
      ) as line on true
      left join entas.colleague as maker
        on maker.tenant_id = ${db.tenantId} and maker.id = round.made_by
      left join entas.colleague as proposer
        on proposer.tenant_id = ${db.tenantId} and proposer.id = round.proposed_by
      left join entas.colleague as instructor
        on instructor.tenant_id = ${db.tenantId} and instructor.id = round.instructed_by
      left join entas.colleague as closer
        on closer.tenant_id = ${db.tenantId} and closer.id = round.closed_by
      where ${roundConditions(db.tenantId, filter)}
      order by programme.code, round.round_no, round.made_at
      limit ${filter.limit}
      offset ${filter.offset}`,
  )
}

export async function countRounds(db: Reader, filter: RoundFilter): Promise<number> {
  const row = await oneRow(
    db,
    sql<{ count: number }>`
      select count(*)::integer as count
      from entas.payment_round as round
      where ${roundConditions(db.tenantId, filter)}`,
  )
  return row.count
}

/** Tallies by outcome of each round; lines that were left out are no money. */
export async function listTallies(
  db: Reader,
  roundIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Tally[]>> {
  const found = await rows(
    db,
    sql<{ roundId: string; outcome: Outcome; families: number; rupiah: number }>`
      select round_id as "roundId", outcome, count(*)::integer as families,
        sum(amount)::bigint as rupiah
      from entas.payment_line
      where tenant_id = ${db.tenantId}
        and round_id = any(${roundIds}::uuid[])
        and not left_out
      group by round_id, outcome`,
  )
  const tallies = found.map((row) => ({ ...row, rupiah: rupiah(row.rupiah) }))
  return Map.groupBy(tallies, (tally) => tally.roundId)
}

export async function moneyOfRound(db: Reader, roundId: string): Promise<Money> {
  const tallies = await listTallies(db, [roundId])
  return reconcile(tallies.get(roundId) ?? [])
}

export function findDecree(db: Reader, id: string) {
  return firstRow(
    db,
    sql<{ id: string; state: 'draft' | 'frozen' }>`
      select id, state
      from entas.decree
      where tenant_id = ${db.tenantId}
        and id = ${id}
      limit 1`,
  )
}

export type FrozenDecree = {
  readonly id: string
  readonly number: string
  readonly decreedOn: string
  readonly families: number
}

export function listFrozenDecrees(db: Reader): Promise<FrozenDecree[]> {
  return rows(
    db,
    sql<FrozenDecree>`
      select id, number, decreed_on as "decreedOn", line_count as families
      from entas.decree
      where tenant_id = ${db.tenantId}
        and state = 'frozen'
      order by decreed_on desc, frozen_at desc
      limit 200`,
  )
}

/** Rounds of a programme that stand. No limit: at most 60 a decree. */
export function listEarlierRounds(db: Reader, programmeId: string): Promise<EarlierRound[]> {
  return rows(
    db,
    sql<EarlierRound>`
      select round_no as "roundNo", decree_id as "decreeId", state
      from entas.payment_round
      where tenant_id = ${db.tenantId}
        and programme_id = ${programmeId}
        and state <> 'cancelled'`,
  )
}

/** The highest line number that a round number of a programme has used, cancelled rounds too. */
export async function countLinesBefore(
  db: Reader,
  programmeId: string,
  roundNo: number,
): Promise<number> {
  const row = await oneRow(
    db,
    sql<{ last: number }>`
      select coalesce(max(line.line_no), 0) as last
      from entas.payment_line as line
      join entas.payment_round as round
        on round.tenant_id = ${db.tenantId}
        and round.id = line.round_id
      where line.tenant_id = ${db.tenantId}
        and round.programme_id = ${programmeId}
        and round.round_no = ${roundNo}`,
  )
  return row.last
}

export function insertRound(
  db: Writer,
  round: Pick<Round, 'id' | 'programmeId' | 'decreeId' | 'roundNo' | 'amount'> & {
    readonly rounds: number
  },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.payment_round
        (tenant_id, id, programme_id, decree_id, round_no, rounds, amount, state, made_by, made_at)
      values
        (${db.tenantId}, ${round.id}, ${round.programmeId}, ${round.decreeId}, ${round.roundNo},
         ${round.rounds}, ${round.amount}, 'draft', ${db.actorId}, ${db.now})`,
  )
}

export function markProposed(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_round
      set state = 'proposed',
        proposed_by = ${db.actorId},
        proposed_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

export function markSentBack(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_round
      set state = 'draft',
        proposed_by = null,
        proposed_at = null
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

/** Instructs, and keeps a digest of who is due how much: no later file can say otherwise. */
export function markInstructed(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_round
      set state = 'instructed',
        instructed_by = ${db.actorId},
        instructed_at = ${db.now},
        instruction_digest = (
          select sha256(convert_to(string_agg(concat_ws('|', reference, household_id,
            payee_person_id, payee_name, amount), E'\n' order by line_no), 'UTF8'))
          from entas.payment_line
          where payment_line.tenant_id = ${db.tenantId}
            and payment_line.round_id = ${id}
            and not left_out
        )
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

export function markClosed(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_round
      set state = 'closed',
        closed_by = ${db.actorId},
        closed_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

export function markCancelled(db: Writer, id: string, reason: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.payment_round
      set state = 'cancelled',
        cancel_reason = ${reason}
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

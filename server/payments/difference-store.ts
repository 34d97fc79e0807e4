import { type RawBuilder, sql } from 'kysely'
import type { DecreeLine } from '../../core/payments/round.ts'
import { change, type Reader, rows, type Writer } from '../database.ts'

/** Which round number of which programme is asked about, and which round itself is not counted. */
export type RoundKey = {
  readonly programmeId: string
  readonly roundNo: number
  readonly roundId: string | null
}

type SourceLine = Pick<
  DecreeLine,
  'lineNo' | 'decreeLineNo' | 'householdId' | 'villageCode' | 'payeePersonId' | 'payeeName'
>

/** The lines of a decree, numbered behind those that the round number has already. */
export function decreeLines(input: {
  readonly tenantId: number
  readonly decreeId: string
  readonly linesBefore: number
}): RawBuilder<SourceLine> {
  return sql<SourceLine>`
    select null::uuid as line_id, line_no + ${input.linesBefore}::integer as line_no,
      line_no as decree_line_no, household_id, village_code, payee_person_id, payee_name
    from entas.decree_line
    where tenant_id = ${input.tenantId}
      and decree_id = ${input.decreeId}`
}

/** The lines of a round that nobody left out. */
export function roundLines(tenantId: number, roundId: string): RawBuilder<SourceLine> {
  return sql<SourceLine>`
    select id as line_id, line_no, decree_line_no, household_id, village_code,
      payee_person_id, payee_name
    from entas.payment_line
    where tenant_id = ${tenantId}
      and round_id = ${roundId}
      and not left_out`
}

/**
 * Whom each line pays: the family with all that are merged with it (each by its own id, so that a
 * merge made later finds the payment of every part), and the NIK index of every member of them: of
 * the record that a member has left elsewhere too, and of the payee, wherever they live.
 */
function subjectsOf(tenantId: number, lines: RawBuilder<SourceLine>): RawBuilder<unknown> {
  return sql`
    line as materialized (${lines}),
    family as materialized (
      select line.line_no, line.line_id, coalesce(household.alias_of, household.id) as household_id
      from line
      join entas.household
        on household.tenant_id = ${tenantId}
        and household.id = line.household_id
    ),
    kin as (
      select line_no, line_id, household_id
      from family
      union all
      select family.line_no, family.line_id, household.id
      from family
      join entas.household
        on household.tenant_id = ${tenantId}
        and household.alias_of = family.household_id
    ),
    subject as materialized (
      select line_no, line_id, 'family' as kind, uuid_send(household_id) as subject
      from kin
      union
      select kin.line_no, kin.line_id, 'person', person.national_id_index
      from kin
      join entas.person
        on person.tenant_id = ${tenantId}
        and person.household_id = kin.household_id
      where person.national_id_index is not null
        and person.alias_of is null
      union
      select kin.line_no, kin.line_id, 'person', left_record.national_id_index
      from kin
      join entas.person
        on person.tenant_id = ${tenantId}
        and person.household_id = kin.household_id
      join entas.person as left_record
        on left_record.tenant_id = ${tenantId}
        and left_record.alias_of = person.id
        and left_record.alias_of is not null
      where left_record.national_id_index is not null
      union
      select line.line_no, line.line_id, 'person', payee.national_id_index
      from line
      join entas.person as payee
        on payee.tenant_id = ${tenantId}
        and payee.id = line.payee_person_id
      where payee.national_id_index is not null
    )`
}

/** Every line beside what is known today. No limit: a round is as long as its decree. */
export function listLinesToday(
  db: Reader,
  lines: RawBuilder<SourceLine>,
  key: RoundKey,
): Promise<DecreeLine[]> {
  return rows(
    db,
    sql<DecreeLine>`
      with ${subjectsOf(db.tenantId, lines)},
      shared as (
        select line_no, min(first_line) as first_line
        from (
          select line_no, min(line_no) over (partition by kind, subject) as first_line
          from subject
        ) as grouped
        where first_line < line_no
        group by line_no
      ),
      paid as (
        select subject.line_no, min(other.reference) as reference
        from subject
        join entas.payment_guard as guard
          on guard.tenant_id = ${db.tenantId}
          and guard.programme_id = ${key.programmeId}
          and guard.round_no = ${key.roundNo}
          and guard.kind = subject.kind
          and guard.subject = subject.subject
          and guard.round_id is distinct from ${key.roundId}::uuid
        join entas.payment_line as other
          on other.tenant_id = ${db.tenantId}
          and other.id = guard.line_id
        group by subject.line_no
      )
      select line.line_no as "lineNo", line.decree_line_no as "decreeLineNo",
        line.household_id as "householdId", line.village_code as "villageCode",
        line.payee_person_id as "payeePersonId", line.payee_name as "payeeName",
        household.alias_of as "aliasOf", household.village_code as "villageNow",
        decision.result as "resultNow", payee.alive and coalesce(lives.alive, true) as "payeeAlive",
        coalesce(lives.household_id, payee.household_id) as "payeeHouseholdId",
        shared.first_line as "sharedWithLine", paid.reference as "paidAs"
      from line
      join entas.household
        on household.tenant_id = ${db.tenantId}
        and household.id = line.household_id
      left join entas.decision
        on decision.tenant_id = ${db.tenantId}
        and decision.household_id = line.household_id
        and decision.state = 'confirmed'
      left join entas.person as payee
        on payee.tenant_id = ${db.tenantId}
        and payee.id = line.payee_person_id
      left join entas.person as lives
        on lives.tenant_id = ${db.tenantId}
        and lives.id = payee.alias_of
      left join shared on shared.line_no = line.line_no
      left join paid on paid.line_no = line.line_no
      order by line.line_no`,
  )
}

/** Takes the guards of a round: whoever another round of this number pays makes it fail. */
export function insertGuards(
  db: Writer,
  round: RoundKey & { readonly roundId: string },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.payment_guard
        (tenant_id, programme_id, round_no, kind, subject, round_id, line_id)
      with ${subjectsOf(db.tenantId, roundLines(db.tenantId, round.roundId))}
      select ${db.tenantId}::integer, ${round.programmeId}::uuid, ${round.roundNo}::integer,
        kind, subject, ${round.roundId}::uuid, line_id
      from subject
      order by kind, subject`,
  )
}

/** Gives back what a round that is not instructed had taken; the database refuses it later. */
export function deleteGuards(db: Writer, roundId: string): Promise<number> {
  return change(
    db,
    sql`
      delete from entas.payment_guard
      where tenant_id = ${db.tenantId}
        and round_id = ${roundId}`,
  )
}

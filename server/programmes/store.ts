import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../core/kernel/plain-date.ts'
import { type Rupiah, rupiah } from '../../core/kernel/rupiah.ts'
import type { ProgrammeKind, Strategy } from '../../core/programmes/programme.ts'
import type { Term } from '../../core/programmes/term.ts'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

export type Programme = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: ProgrammeKind
  readonly strategy: Strategy
  readonly funder: string
  readonly channel: string
  readonly terms: Term[]
  readonly roundCount: number
}

const programmeLimit = 500
const companyAidLimit = 1000

function programmeColumns(tenantId: number): RawBuilder<Programme> {
  return sql<Programme>`
    select programme.id, programme.code, programme.name, programme.kind, programme.strategy,
      programme.funder, programme.channel,
      coalesce((
        select json_agg(json_build_object('validFrom', term.valid_from, 'amount', term.amount,
          'rounds', term.rounds, 'legalBasis', term.legal_basis) order by term.valid_from desc)
        from entas.programme_term as term
        where term.tenant_id = ${tenantId}
          and term.programme_id = programme.id
      ), '[]') as terms,
      (
        select count(*)::integer
        from entas.payment_round as round
        where round.tenant_id = ${tenantId}
          and round.programme_id = programme.id
          and round.state <> 'cancelled'
      ) as "roundCount"
    from entas.programme
    where programme.tenant_id = ${tenantId}`
}

export function listProgrammes(db: Reader): Promise<Programme[]> {
  return rows(
    db,
    sql<Programme>`
      ${programmeColumns(db.tenantId)}
      order by programme.code
      limit ${programmeLimit}`,
  )
}

export function findProgramme(db: Reader, id: string): Promise<Programme | undefined> {
  return firstRow(
    db,
    sql<Programme>`
      ${programmeColumns(db.tenantId)}
      and programme.id = ${id}
      limit 1`,
  )
}

export type ProgrammeFace = {
  readonly name: string
  readonly strategy: Strategy
  readonly funder: string
  readonly channel: string
}

export function insertProgramme(
  db: Writer,
  programme: ProgrammeFace & {
    readonly id: string
    readonly code: string
    readonly kind: ProgrammeKind
  },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.programme
        (tenant_id, id, code, name, kind, strategy, funder, channel, created_by, created_at)
      values
        (${db.tenantId}, ${programme.id}, ${programme.code}, ${programme.name}, ${programme.kind},
         ${programme.strategy}, ${programme.funder}, ${programme.channel}, ${db.actorId},
         ${db.now})`,
  )
}

/** Returns 0 when the programme has a term from that day already. */
export function insertTerm(
  db: Writer,
  programmeId: string,
  term: {
    readonly validFrom: PlainDate
    readonly amount: Rupiah
    readonly rounds: number
    readonly legalBasis: string
  },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.programme_term
        (tenant_id, programme_id, valid_from, amount, rounds, legal_basis, made_by, made_at)
      values
        (${db.tenantId}, ${programmeId}, ${term.validFrom}, ${term.amount}, ${term.rounds},
         ${term.legalBasis}, ${db.actorId}, ${db.now})
      on conflict do nothing`,
  )
}

export function updateProgramme(db: Writer, id: string, face: ProgrammeFace): Promise<number> {
  return change(
    db,
    sql`
      update entas.programme
      set name = ${face.name},
        strategy = ${face.strategy},
        funder = ${face.funder},
        channel = ${face.channel}
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

export async function deleteProgramme(db: Writer, id: string): Promise<number> {
  await change(
    db,
    sql`
      delete from entas.programme_term
      where tenant_id = ${db.tenantId}
        and programme_id = ${id}`,
  )
  return change(
    db,
    sql`
      delete from entas.programme
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

/** Rounds of any state, cancelled ones too: their lines keep pointing at the programme. */
export async function hasRounds(db: Reader, programmeId: string): Promise<boolean> {
  const row = await firstRow(
    db,
    sql`
      select 1
      from entas.payment_round
      where tenant_id = ${db.tenantId}
        and programme_id = ${programmeId}
      limit 1`,
  )
  return row !== undefined
}

export type CompanyAid = {
  readonly company: string
  readonly what: string
  readonly value: number
  readonly families: number
  readonly givenOn: string
}

export function listCompanyAid(
  db: Reader,
): Promise<(CompanyAid & { readonly id: string; readonly recordedBy: string | null })[]> {
  return rows(
    db,
    sql`
      select aid.id, aid.company, aid.what, aid.value, aid.families,
        aid.given_on as "givenOn", colleague.name as "recordedBy"
      from entas.company_aid as aid
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = aid.recorded_by
      where aid.tenant_id = ${db.tenantId}
      order by aid.given_on desc, aid.id desc
      limit ${companyAidLimit}`,
  )
}

export async function sumCompanyAid(db: Reader) {
  const sum = await oneRow(
    db,
    sql<{ total: number; companies: number; value: number }>`
      select count(*)::integer as total, count(distinct lower(company))::integer as companies,
        coalesce(sum(value), 0)::bigint as value
      from entas.company_aid
      where tenant_id = ${db.tenantId}`,
  )
  return { ...sum, value: rupiah(sum.value) }
}

export function insertCompanyAid(
  db: Writer,
  aid: CompanyAid & { readonly id: string },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.company_aid
        (tenant_id, id, company, what, value, families, given_on, recorded_by, recorded_at)
      values
        (${db.tenantId}, ${aid.id}, ${aid.company}, ${aid.what}, ${aid.value}, ${aid.families},
         ${aid.givenOn}, ${db.actorId}, ${db.now})`,
  )
}

export function updateCompanyAid(
  db: Writer,
  aid: CompanyAid & { readonly id: string },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.company_aid
      set company = ${aid.company},
        what = ${aid.what},
        value = ${aid.value},
        families = ${aid.families},
        given_on = ${aid.givenOn},
        recorded_by = ${db.actorId},
        recorded_at = ${db.now}
      where tenant_id = ${db.tenantId}
        and id = ${aid.id}`,
  )
}

import { sql } from 'kysely'
import type { Finding } from '../../core/kernel/finding.ts'
import { change, firstRow, type Reader, rows, type Writer } from '../database.ts'

/** A million rows of findings help nobody: the first are kept, all are counted. */
export const keptFindings = 1000

export type ReplyFile = {
  readonly id: string
  readonly rows: number
  readonly applied: number
  readonly unchanged: number
  readonly waiting: number
  readonly findings: Finding[]
  readonly findingCount: number
}

/** The reply with these very bytes, when it came before. */
export function findReplyFile(
  db: Reader,
  roundId: string,
  digest: Buffer,
): Promise<ReplyFile | undefined> {
  return firstRow(
    db,
    sql<ReplyFile>`
      select id, rows, applied, unchanged, waiting, findings, finding_count as "findingCount"
      from entas.payment_file
      where tenant_id = ${db.tenantId}
        and round_id = ${roundId}
        and direction = 'in'
        and digest = ${digest}
      limit 1`,
  )
}

export function insertReplyFile(
  db: Writer,
  file: ReplyFile & {
    readonly roundId: string
    readonly fileName: string
    readonly digest: Buffer
    readonly sealed: Buffer
  },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.payment_file
        (tenant_id, id, round_id, direction, file_name, digest, rows, applied, unchanged, waiting,
         findings, finding_count, sealed, made_by, made_at)
      values
        (${db.tenantId}, ${file.id}, ${file.roundId}, 'in', ${file.fileName}, ${file.digest},
         ${file.rows}, ${file.applied}, ${file.unchanged}, ${file.waiting},
         ${JSON.stringify(file.findings)}::jsonb, ${file.findingCount}, ${file.sealed},
         ${db.actorId}, ${db.now})`,
  )
}

/** Keeps that an instruction file went out: the digest of the instruction, never the file. */
export function insertInstructionFile(
  db: Writer,
  file: { readonly id: string; readonly roundId: string; readonly fileName: string },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.payment_file
        (tenant_id, id, round_id, direction, file_name, digest, rows, made_by, made_at)
      select ${db.tenantId}::integer, ${file.id}::uuid, round.id, 'out', ${file.fileName},
        sha256(round.instruction_digest || convert_to(${file.fileName}, 'UTF8')),
        (
          select count(*)
          from entas.payment_line
          where payment_line.tenant_id = ${db.tenantId}
            and payment_line.round_id = round.id
            and not left_out
        ),
        ${db.actorId}::uuid, ${db.now}::timestamptz
      from entas.payment_round as round
      where round.tenant_id = ${db.tenantId}
        and round.id = ${file.roundId}
      on conflict do nothing`,
  )
}

export type RoundFile = {
  readonly id: string
  readonly direction: 'out' | 'in'
  readonly fileName: string
  readonly rows: number
  readonly applied: number
  readonly unchanged: number
  readonly waiting: number
  readonly findings: Finding[]
  readonly findingCount: number
  readonly madeBy: string | null
  readonly madeAt: Date
}

/** Files of a round, newest first, each with its first findings. */
export function listFiles(db: Reader, roundId: string): Promise<RoundFile[]> {
  return rows(
    db,
    sql<RoundFile>`
      select file.id, file.direction, file.file_name as "fileName", file.rows, file.applied,
        file.unchanged, file.waiting,
        jsonb_path_query_array(file.findings, '$[0 to 199]') as findings,
        file.finding_count as "findingCount", colleague.name as "madeBy",
        file.made_at as "madeAt"
      from entas.payment_file as file
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = file.made_by
      where file.tenant_id = ${db.tenantId}
        and file.round_id = ${roundId}
      order by file.made_at desc, file.id desc
      limit 50`,
  )
}

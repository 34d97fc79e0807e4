import { finished } from 'node:stream/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type CopiedRow, readCopiedRows } from './copied-rows.ts'
import type { Database, Writer } from './database.ts'

/** COPY inside the same transaction as the statements beside it. */
export type BulkWriter = Writer & {
  /** `table` and `columns` are literals of the code, never of a request. */
  readonly copy: (target: CopyTarget, lines: string | Buffer) => Promise<void>
  /** Rows of a query in pages, as bytes; `query` is a literal of a store, without parameters. */
  readonly copyOut: (query: string) => AsyncGenerator<readonly CopiedRow[]>
}

export type CopyTarget = { readonly table: string; readonly columns: readonly string[] }

/**
 * One transaction of the job role for one regency in which rows can also be copied in. COPY goes
 * past row-level security, which is why it is the job role's alone (docs/decisions).
 */
export async function bulkWorking<Result>(
  database: Database,
  tenantId: number,
  work: (db: BulkWriter) => Promise<Result>,
): Promise<Result> {
  const client = await database.jobPool.connect()
  let broken: Error | undefined
  const watch = (error: Error) => {
    broken = error
  }
  client.on('error', watch)
  try {
    return await onOneConnection(client)
      .transaction()
      .execute(async (transaction) => {
        await sql`select entas.set_context(${tenantId}, null, '~', '!', '', '')`.execute(
          transaction,
        )
        const writer = { sql: transaction, tenantId, now: new Date(), writes: true as const }
        return work({
          ...writer,
          actorId: null,
          copy: (target, lines) => copyLines(client, target, lines),
          copyOut: (query) => copyRows(client, query),
        })
      })
  } finally {
    client.off('error', watch)
    client.release(broken)
  }
}

/** A query builder whose only connection is the one that is also used for COPY. */
function onOneConnection(client: pg.PoolClient): Kysely<unknown> {
  const connection = {
    query: client.query.bind(client),
    release: () => {},
  } as unknown as pg.PoolClient
  const pool = { connect: async () => connection, end: async () => {}, options: {} }
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
}

async function* copyRows(
  client: pg.PoolClient,
  query: string,
): AsyncGenerator<readonly CopiedRow[]> {
  const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`))
  try {
    yield* readCopiedRows(stream.iterator({ destroyOnReturn: false }))
  } finally {
    // Rows that are still on the way to one who left would keep the rollback from being heard.
    if (!stream.readableEnded && !stream.destroyed) await finished(stream.resume())
  }
}

async function copyLines(
  client: pg.PoolClient,
  target: CopyTarget,
  lines: string | Buffer,
): Promise<void> {
  if (lines.length === 0) return
  const columns = target.columns.join(', ')
  const stream = client.query(copyFrom(`copy ${target.table} (${columns}) from stdin`))
  stream.end(lines)
  await finished(stream)
}

export type CopyValue = string | number | boolean | Buffer | null | undefined

const special = /[\\\t\n\r\0]/
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '',
}

/**
 * One line of COPY's text format. Zero bytes, which PostgreSQL's text cannot hold, are left out.
 */
export function copyLine(values: readonly CopyValue[]): string {
  // Joined at once: a line put together piece by piece stays in pieces, which outlive their time.
  return `${values.map(copyValue).join('\t')}\n`
}

function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') {
    return special.test(value)
      ? value.replace(/[\\\t\n\r\0]/g, (sign) => escapes[sign] ?? '')
      : value
  }
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return String(value)
}

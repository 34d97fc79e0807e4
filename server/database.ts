import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Actor } from '../core/access/actor.ts'
import { areaSettings } from '../core/areas/area-scope.ts'
import type { Id } from '../core/kernel/id.ts'

// Dates stay plain text and bigint becomes a number: rupiah are safe below nine quadrillion.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

type Connection = Kysely<unknown> | Transaction<unknown>

/** Reads of one regency inside one read-only transaction. */
export type Reader = {
  readonly sql: Connection
  readonly tenantId: number
  readonly now: Date
}

/** Reads and writes of one regency inside one transaction; only shells make one. */
export type Writer = Reader & { readonly writes: true; readonly actorId: Id<'account'> | null }

/** One pool per login role: a request never switches roles. */
export type Database = {
  readonly door: Kysely<unknown>
  readonly office: Kysely<unknown>
  readonly area: Kysely<unknown>
  readonly job: Kysely<unknown>
  /** The job role's plain pool, for COPY. Never used by a request. */
  readonly jobPool: pg.Pool
  readonly close: () => Promise<void>
}

export type DatabaseUrls = {
  readonly door: string
  readonly office: string
  readonly area: string
  readonly job: string
}

const poolSizes = { door: 2, office: 6, area: 6, job: 4 } as const

export function openDatabase(urls: DatabaseUrls): Database {
  const jobPool = openPool(urls.job, poolSizes.job)
  const pools = {
    door: openPool(urls.door, poolSizes.door),
    office: openPool(urls.office, poolSizes.office),
    area: openPool(urls.area, poolSizes.area),
  }
  const over = (pool: pg.Pool) => new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const job = over(jobPool)
  const door = over(pools.door)
  const office = over(pools.office)
  const area = over(pools.area)
  const all = [door, office, area, job]
  return {
    door,
    office,
    area,
    job,
    jobPool,
    close: async () => {
      for (const each of all) await each.destroy()
    },
  }
}

/** A pool whose broken connections end their transactions and nothing else. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    options: '-c search_path=entas -c timezone=UTC',
  })
  // An idle connection that breaks is replaced by the pool; the next query tells if all are gone.
  pool.on('error', () => {})
  // Nor does one that breaks between two statements end the process: the next of them tells.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** All rows of a query. */
export async function rows<Row>(db: Reader, query: RawBuilder<Row>): Promise<Row[]> {
  const result = await query.execute(db.sql)
  return result.rows
}

/** The first row, or undefined: for `find…`. */
export async function firstRow<Row>(db: Reader, query: RawBuilder<Row>): Promise<Row | undefined> {
  return (await rows(db, query))[0]
}

/** The one row there must be; its absence is a bug: for counts and `returning`. */
export async function oneRow<Row>(db: Reader, query: RawBuilder<Row>): Promise<Row> {
  const row = await firstRow(db, query)
  if (row === undefined) throw new Error('a row was expected')
  return row
}

/** Runs a statement and says how many rows it touched. */
export async function change(db: Writer, query: RawBuilder<unknown>): Promise<number> {
  const result = await query.execute(db.sql)
  return Number(result.numAffectedRows ?? 0)
}

/** One read-only transaction as an actor: the database refuses writes, policies bound the rows. */
export function reading<Result>(
  database: Database,
  actor: Actor,
  work: (db: Reader) => Promise<Result>,
): Promise<Result> {
  return poolOf(database, actor)
    .transaction()
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await setContext(transaction, actor)
      return work({ sql: transaction, tenantId: actor.tenantId, now: new Date() })
    })
}

/** One writing transaction as an actor. */
export function writing<Result>(
  database: Database,
  actor: Actor,
  work: (db: Writer) => Promise<Result>,
): Promise<Result> {
  return poolOf(database, actor)
    .transaction()
    .execute(async (transaction) => {
      await setContext(transaction, actor)
      const writer = { sql: transaction, tenantId: actor.tenantId, now: new Date() }
      return work({ ...writer, writes: true, actorId: actor.accountId })
    })
}

/** One transaction of the job role for one regency: bulk work, bypasses policies. */
export function working<Result>(
  database: Database,
  tenantId: number,
  work: (db: Writer) => Promise<Result>,
): Promise<Result> {
  return database.job.transaction().execute(async (transaction) => {
    await sql`select entas.set_context(${tenantId}, null, '~', '!', '', '')`.execute(transaction)
    const writer = { sql: transaction, tenantId, now: new Date() }
    return work({ ...writer, writes: true, actorId: null })
  })
}

/** Who stands at the door: nobody (before sign-in), or an account of a regency. */
export type Caller = { readonly tenantId: number; readonly accountId: Id<'account'> | null }

/** Tenant of nobody: no row of any regency carries it. */
export const nobody: Caller = { tenantId: 0, accountId: null }

/** One transaction of the door role: accounts and sessions, and events about them. */
export function atDoor<Result>(
  database: Database,
  caller: Caller,
  work: (db: Writer) => Promise<Result>,
): Promise<Result> {
  return database.door.transaction().execute(async (transaction) => {
    await sql`select entas.set_context(
      ${caller.tenantId}, ${caller.accountId}, '~', '!', '', '')`.execute(transaction)
    const writer = { sql: transaction, tenantId: caller.tenantId, now: new Date() }
    return work({ ...writer, writes: true, actorId: caller.accountId })
  })
}

function poolOf(database: Database, actor: Actor): Kysely<unknown> {
  return actor.scope.kind === 'regency' ? database.office : database.area
}

async function setContext(transaction: Transaction<unknown>, actor: Actor): Promise<void> {
  const settings = areaSettings(actor.scope.kind === 'areas' ? actor.scope.areas : [])
  const verifier = actor.scope.kind === 'tasks' ? actor.accountId : ''
  await sql`select entas.set_context(
    ${actor.tenantId}, ${actor.accountId}, ${settings.from}, ${settings.to}, ${settings.list},
    ${verifier}
  )`.execute(transaction)
}

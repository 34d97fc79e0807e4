import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { floorProblem } from './floor-problems.ts'

/** One numbered file of database/migrations. The digest is of its text with plain line ends. */
export type Migration = { readonly name: string; readonly text: string; readonly digest: string }

const databaseFolder = new URL('../database/', import.meta.url)
const lowestVersion = 150000
// Any number that nobody else takes; all starts on one database wait for each other.
const lockKey = 1_903_202_501

/** All migrations in the order of their numbers. */
export function readMigrations(): readonly Migration[] {
  const folder = new URL('migrations/', databaseFolder)
  const names = readdirSync(folder).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
  return names.sort().map((name) => {
    const text = readText(new URL(name, folder))
    return { name, text, digest: createHash('sha256').update(text).digest('hex') }
  })
}

function readText(url: URL): string {
  return readFileSync(url, 'utf8').replaceAll('\r\n', '\n')
}

/**
 * Brings a database forward as its owner: roles, the job queue's schema, then each migration that
 * is not applied yet, in a transaction of its own. Returns the names applied now.
 * Throws `floor.migration-changed` when an applied file reads differently today.
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await refuseOldPostgres(client)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(readText(new URL('roles.sql', databaseFolder)))
    await prepareJobs(client, ownerUrl)
    return await applyPending(client)
  } finally {
    await client.end()
  }
}

async function refuseOldPostgres(client: pg.Client): Promise<void> {
  const found = await client.query<{ version: number; name: string }>(`
    select current_setting('server_version_num')::int as version,
      current_setting('server_version') as name`)
  const server = found.rows[0]
  if (server === undefined || server.version < lowestVersion) {
    throw floorProblem('floor.postgres-too-old', { version: server?.name ?? '?' })
  }
}

/** graphile-worker keeps its own numbered migrations; the job role may use all of it. */
async function prepareJobs(client: pg.Client, ownerUrl: string): Promise<void> {
  const quiet = new Logger(() => () => {})
  const pgPool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  pgPool.on('error', () => {})
  pgPool.on('connect', (connected) => connected.on('error', () => {}))
  try {
    await runMigrations({ pgPool, logger: quiet })
  } finally {
    await pgPool.end()
  }
  await client.query(`
    grant usage on schema graphile_worker to entas_job;
    grant select, insert, update, delete on all tables in schema graphile_worker to entas_job;
    grant usage on all sequences in schema graphile_worker to entas_job;
    grant execute on all functions in schema graphile_worker to entas_job`)
}

async function applyPending(client: pg.Client): Promise<readonly string[]> {
  await client.query(`
    create schema if not exists entas_floor;
    create table if not exists entas_floor.migration (
      name text primary key,
      digest text not null,
      applied_at timestamptz not null default clock_timestamp()
    );
    comment on table entas_floor.migration is 'Migrations that were applied, with their digests.'`)
  const migrations = readMigrations()
  const applied = await readApplied(client)
  refuseDifferences(migrations, applied)
  const pending = migrations.filter((each) => !applied.has(each.name))
  for (const migration of pending) await apply(client, migration)
  return pending.map((each) => each.name)
}

async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const found = await client.query<{ name: string; digest: string }>(
    'select name, digest from entas_floor.migration order by name limit 10000',
  )
  return new Map(found.rows.map((row) => [row.name, row.digest]))
}

function refuseDifferences(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): void {
  const known = new Map(migrations.map((each) => [each.name, each.digest]))
  for (const [name, digest] of applied) {
    const here = known.get(name)
    if (here === undefined) throw floorProblem('floor.migration-unknown', { name })
    if (here !== digest) throw floorProblem('floor.migration-changed', { name })
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into entas_floor.migration (name, digest) values ($1, $2)', [
      migration.name,
      migration.digest,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const why = error instanceof Error ? error.message : String(error)
    throw floorProblem('floor.migration-failed', { name: migration.name, why })
  }
}

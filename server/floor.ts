import { createHmac, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Database, type DatabaseUrls, openDatabase } from './database.ts'
import { findRunningOwnerUrl, ownerRole, startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { openFloors } from './open-floors.ts'

/** What everything stands on: a migrated database and one pool per login role. */
export type Floor = {
  readonly database: Database
  readonly ownerUrl: string
  readonly urls: DatabaseUrls
  /** The process id of our own PostgreSQL; undefined with DATABASE_URL. */
  readonly postgresPid: (() => number) | undefined
  readonly stop: () => Promise<void>
}

export type FloorOptions = {
  readonly dataDirectory: string
  /** A PostgreSQL 15 or later as a role that may create roles; else our own in the data folder. */
  readonly databaseUrl?: string | undefined
  /** `join`: a command beside a running server uses that server's database. */
  readonly whenRunning?: 'refuse' | 'join'
  readonly settings?: Readonly<Record<string, string>>
  readonly log?: (line: string) => void
}

const databaseName = 'entas'
const loginRoles = {
  door: 'entas_door',
  office: 'entas_office',
  area: 'entas_area',
  job: 'entas_job',
} as const

const poolPatienceMs = 3_000

/** Starts PostgreSQL where it is ours, migrates, sets the roles' passwords, opens the pools. */
export async function openFloor(options: FloorOptions): Promise<Floor> {
  const base = await openBase(options)
  try {
    await migrate(base.ownerUrl)
    const urls = await setRolePasswords(base.ownerUrl, readRoleSecret(options.dataDirectory))
    const database = openDatabase(urls)
    const floor: Floor = {
      database,
      urls,
      ownerUrl: base.ownerUrl,
      postgresPid: base.pid,
      stop: async () => {
        if (!openFloors.delete(floor)) return
        // A pool waits for work under way; after a while PostgreSQL rolls that back.
        await Promise.race([database.close(), sleep(poolPatienceMs, undefined, { ref: false })])
        await base.stop()
      },
    }
    openFloors.add(floor)
    return floor
  } catch (error) {
    await base.stop()
    throw error
  }
}

type Base = {
  readonly ownerUrl: string
  readonly pid: (() => number) | undefined
  readonly stop: () => Promise<void>
}

async function openBase(options: FloorOptions): Promise<Base> {
  const nothing = async () => {}
  if (options.databaseUrl !== undefined && options.databaseUrl !== '') {
    return { ownerUrl: options.databaseUrl, pid: undefined, stop: nothing }
  }
  if (options.whenRunning === 'join') {
    const ownerUrl = findRunningOwnerUrl(options.dataDirectory, databaseName)
    if (ownerUrl !== undefined) return { ownerUrl, pid: undefined, stop: nothing }
  }
  const postgres = await startEmbeddedPostgres(options)
  try {
    await createDatabaseOnce(postgres.ownerUrl('postgres'), databaseName)
    return {
      ownerUrl: postgres.ownerUrl(databaseName),
      pid: postgres.pid,
      stop: postgres.stop,
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function createDatabaseOnce(ownerUrl: string, name: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) {
      await client.query(`create database ${client.escapeIdentifier(name)} owner ${ownerRole}`)
    }
  })
}

/** Runs statements as the owner on a connection of its own. */
export async function asOwner<Result>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Sets the passwords of the login roles and returns their connections. They follow from a random
 * secret in the data folder, so that a command beside a running server does not lock it out.
 */
export async function setRolePasswords(ownerUrl: string, secret: Buffer): Promise<DatabaseUrls> {
  const passwordOf = (role: string) => createHmac('sha256', secret).update(role).digest('base64url')
  await asOwner(ownerUrl, async (client) => {
    await client.query("set password_encryption = 'scram-sha-256'")
    for (const role of Object.values(loginRoles)) {
      const password = client.escapeLiteral(passwordOf(role))
      await client.query(`alter role ${client.escapeIdentifier(role)} password ${password}`)
    }
  })
  const urlOf = (role: string) => urlAs(ownerUrl, role, passwordOf(role))
  return {
    door: urlOf(loginRoles.door),
    office: urlOf(loginRoles.office),
    area: urlOf(loginRoles.area),
    job: urlOf(loginRoles.job),
  }
}

function urlAs(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

/** The same connection to another database of the cluster. */
export function urlForDatabase(ownerUrl: string, name: string): string {
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  return url.href
}

function readRoleSecret(dataDirectory: string): Buffer {
  fs.mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const file = path.join(dataDirectory, 'role-secret')
  const found = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
  if (/^[0-9a-f]{64}$/.test(found)) return Buffer.from(found, 'hex')
  const secret = randomBytes(32)
  fs.writeFileSync(`${file}.new`, secret.toString('hex'), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
  return secret
}

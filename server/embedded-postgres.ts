import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findLockHolder, takeDataLock } from './data-lock.ts'
import { floorProblem } from './floor-problems.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { findPostmaster, readPostmasterFile, stopPostmaster } from './postmaster.ts'

/** A PostgreSQL of our own in `<data folder>/postgres`, for as long as this process lives. */
export type EmbeddedPostgres = {
  /** Connection as the owner (superuser of this cluster only). */
  readonly ownerUrl: (databaseName: string) => string
  readonly pid: () => number
  /** Stops PostgreSQL cleanly and gives the folder free. */
  readonly stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  readonly dataDirectory: string
  /** Settings beside or instead of the ones here; tests switch fsync off. */
  readonly settings?: Readonly<Record<string, string>>
  readonly log?: (line: string) => void
}

/** Where things lie. `data` belongs to the user PostgreSQL runs as, all else to this process. */
type Place = {
  readonly folder: string
  readonly data: string
  readonly lock: string
  readonly password: string
  readonly connection: string
  readonly logFile: string
}

type Connection = { readonly host: string; readonly port: number }

export const ownerRole = 'entas_owner'
const startTimeoutMs = 60_000
const restartDelayMs = 1_000
const logLimitBytes = 10_000_000

/** For a small server: about 300 MB with every connection in use. */
const smallServer = {
  shared_buffers: '128MB',
  max_connections: '60',
  work_mem: '16MB',
  maintenance_work_mem: '96MB',
  effective_cache_size: '1GB',
  wal_compression: 'on',
  max_wal_size: '1GB',
  checkpoint_timeout: '10min',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What a statement carries (names, addresses) must not reach a log file.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  password_encryption: 'scram-sha-256',
  logging_collector: 'off',
} as const

/**
 * Starts PostgreSQL on the data folder, making the cluster the first time.
 * Throws `floor.in-use` while another process has the folder. What a killed process left behind
 * (its lock, its PostgreSQL) is stopped safely first; PostgreSQL then recovers its log.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const place = preparePlace(options.dataDirectory)
  const lock = takeDataLock(place.lock)
  try {
    const binaries = findPostgresBinaries()
    await clearRemains(place)
    if (!fs.existsSync(place.data)) makeCluster(place, binaries)
    const connection = await chooseConnection(binaries)
    // Written first: whoever comes after a kill knows which socket folder to remove.
    fs.writeFileSync(place.connection, JSON.stringify(connection), { mode: 0o600 })
    const settings = { ...smallServer, ...options.settings, ...listenSettings(connection) }
    const log = options.log ?? (() => {})
    const supervised = await supervise({ place, binaries, settings, log })
    return {
      pid: supervised.pid,
      ownerUrl: (name) => urlOf(place, connection, name),
      stop: async () => {
        await supervised.stop()
        removeConnection(place, connection)
        lock.release()
      },
    }
  } catch (error) {
    const connection = readConnection(place)
    if (connection !== undefined) removeConnection(place, connection)
    lock.release()
    throw error
  }
}

/** The owner's URL when a living process has this folder open: for commands beside a server. */
export function findRunningOwnerUrl(dataDirectory: string, name: string): string | undefined {
  const place = placeIn(dataDirectory)
  if (findLockHolder(place.lock) === undefined) return undefined
  const isReady = readPostmasterFile(place.data)?.status === 'ready'
  const connection = isReady ? readConnection(place) : undefined
  return connection === undefined ? undefined : urlOf(place, connection, name)
}

function placeIn(dataDirectory: string): Place {
  const folder = path.join(path.resolve(dataDirectory), 'postgres')
  const inside = (name: string) => path.join(folder, name)
  return {
    folder,
    data: inside('data'),
    lock: inside('lock'),
    password: inside('password'),
    connection: inside('connection.json'),
    logFile: inside('postgresql.log'),
  }
}

function preparePlace(dataDirectory: string): Place {
  const place = placeIn(dataDirectory)
  fs.mkdirSync(path.dirname(place.folder), { recursive: true, mode: 0o700 })
  fs.mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  fs.chmodSync(place.folder, 0o700)
  return place
}

/** Stops the PostgreSQL of a process that was killed, and removes what it left half done. */
async function clearRemains(place: Place): Promise<void> {
  const orphan = findPostmaster(place.data)
  if (orphan !== undefined) await stopPostmaster(orphan)
  const connection = readConnection(place)
  if (connection !== undefined) removeConnection(place, connection)
  fs.rmSync(`${place.data}.new`, { recursive: true, force: true })
}

/** initdb in a folder aside that gets its name when it is whole: a killed start leaves nothing. */
function makeCluster(place: Place, binaries: PostgresBinaries): void {
  const fresh = `${place.data}.new`
  fs.mkdirSync(fresh, { mode: 0o700 })
  const secrets = privateFolder(binaries)
  const passwordFile = path.join(secrets, 'password')
  try {
    const password = randomBytes(24).toString('base64url')
    fs.writeFileSync(place.password, `${password}\n`, { mode: 0o600 })
    fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
    giveTo(binaries, fresh)
    giveTo(binaries, passwordFile)
    const method = ['--auth=scram-sha-256', `--username=${ownerRole}`, `--pwfile=${passwordFile}`]
    // The same order of text on every machine, whatever locales it has.
    const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin']
    const made = spawnSync(
      binaries.initdb,
      ['-D', dataArgument(fresh, binaries), ...method, ...text, '--builtin-locale=C.UTF-8'],
      { ...spawnPlace(fresh, binaries), encoding: 'utf8' },
    )
    if (made.status !== 0) {
      throw floorProblem('floor.postgres-failed', { log: made.stderr || String(made.error) })
    }
    fs.renameSync(fresh, place.data)
  } finally {
    fs.rmSync(secrets, { recursive: true, force: true })
  }
}

/**
 * As root PostgreSQL runs as a user who may not walk to the folder (it may lie in /root). The
 * folder is opened by us as its working directory, and it calls it by that name: Linux checks the
 * folder itself, not the way to it. So the data always stays in the data folder.
 */
function dataArgument(data: string, binaries: PostgresBinaries): string {
  return binaries.user === undefined ? data : '/proc/self/cwd'
}

function spawnPlace(data: string, binaries: PostgresBinaries) {
  const keep = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of keep) if (process.env[name] !== undefined) env[name] = process.env[name]
  return { cwd: data, env, ...binaries.user }
}

function giveTo(binaries: PostgresBinaries, file: string): void {
  if (binaries.user !== undefined) fs.chownSync(file, binaries.user.uid, binaries.user.gid)
}

/** A short path, because a socket's name has room for 107 bytes only. */
function privateFolder(binaries: PostgresBinaries): string {
  const base = tmpdir().length < 60 ? tmpdir() : '/tmp'
  const folder = fs.mkdtempSync(path.join(base, 'entas-'))
  giveTo(binaries, folder)
  return folder
}

/** A Unix socket nobody else can reach; on Windows a free port of the loopback. */
async function chooseConnection(binaries: PostgresBinaries): Promise<Connection> {
  if (process.platform !== 'win32') return { host: privateFolder(binaries), port: 5432 }
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
  }
}

function listenSettings(connection: Connection): Readonly<Record<string, string>> {
  const port = String(connection.port)
  if (connection.host === '127.0.0.1') return { listen_addresses: connection.host, port }
  return {
    listen_addresses: '',
    port,
    unix_socket_directories: connection.host,
    unix_socket_permissions: '0700',
  }
}

function urlOf(place: Place, connection: Connection, name: string): string {
  if (!fs.existsSync(place.password)) {
    throw floorProblem('floor.password-missing', { file: place.password })
  }
  const password = fs.readFileSync(place.password, 'utf8').trim()
  const host = encodeURIComponent(connection.host)
  return `postgres://${ownerRole}:${password}@localhost:${connection.port}/${name}?host=${host}`
}

function readConnection(place: Place): Connection | undefined {
  try {
    const read = JSON.parse(fs.readFileSync(place.connection, 'utf8'))
    return { host: String(read.host), port: Number(read.port) }
  } catch {
    return undefined
  }
}

function removeConnection(place: Place, connection: Connection): void {
  fs.rmSync(place.connection, { force: true })
  if (!path.basename(connection.host).startsWith('entas-')) return
  fs.rmSync(connection.host, { recursive: true, force: true })
}

type Supervision = {
  readonly place: Place
  readonly binaries: PostgresBinaries
  readonly settings: Readonly<Record<string, string>>
  readonly log: (line: string) => void
}

/** Keeps PostgreSQL running until `stop`: if it dies it is started again after a second. */
async function supervise(supervision: Supervision) {
  const { place, log } = supervision
  let stopping = false
  let child = await startPatiently(supervision)
  const interrupt = () => child.kill('SIGINT')
  const watch = () => {
    child.once('exit', async (code, signal) => {
      if (stopping) return
      log(`PostgreSQL ended (${signal ?? code}); starting it again`)
      child = await restart(supervision, () => stopping)
      watch()
    })
  }
  watch()
  // The process ends without having called stop: PostgreSQL shuts down by itself.
  process.on('exit', interrupt)
  return {
    pid: () => child.pid ?? 0,
    stop: async () => {
      stopping = true
      process.off('exit', interrupt)
      const running = findPostmaster(place.data)
      if (running !== undefined) await stopPostmaster(running)
    },
  }
}

async function restart(supervision: Supervision, isStopping: () => boolean): Promise<ChildProcess> {
  for (let delay = restartDelayMs; ; delay = Math.min(delay * 2, 30_000)) {
    await sleep(delay)
    if (isStopping()) return new Promise(() => {})
    try {
      return await startPostmaster(supervision)
    } catch (error) {
      supervision.log(`PostgreSQL does not start: ${error}`)
    }
  }
}

/** What a killed PostgreSQL leaves (its workers, its shared memory) is gone within seconds. */
async function startPatiently(supervision: Supervision): Promise<ChildProcess> {
  for (let left = 8; left > 0; left--) {
    try {
      return await startPostmaster(supervision)
    } catch {
      await sleep(500)
    }
  }
  return startPostmaster(supervision)
}

/** Starts the postmaster outside our process group: Ctrl-C reaches us first, and we stop it. */
async function startPostmaster(supervision: Supervision): Promise<ChildProcess> {
  const { place, binaries, settings } = supervision
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = openLog(place.logFile)
  const child = spawn(binaries.postgres, ['-D', dataArgument(place.data, binaries), ...flags], {
    ...spawnPlace(place.data, binaries),
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output],
  })
  fs.closeSync(output)
  let ended = false
  child.once('error', () => {
    ended = true
  })
  child.once('exit', () => {
    ended = true
  })
  const until = Date.now() + startTimeoutMs
  while (!ended && Date.now() < until) {
    const file = readPostmasterFile(place.data)
    if (file?.pid === child.pid && file?.status === 'ready') return child
    await sleep(10)
  }
  child.kill('SIGINT')
  throw floorProblem('floor.postgres-failed', { log: lastLines(place.logFile) })
}

function openLog(file: string): number {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > logLimitBytes) fs.renameSync(file, `${file}.1`)
  return fs.openSync(file, 'a', 0o600)
}

function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').split('\n').slice(-6).join('\n').trim()
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { readTenants } from '../../server/create-tenant.ts'
import { asOwner, openFloor } from '../../server/floor.ts'
import { findPostmaster, stopPostmaster } from '../../server/postmaster.ts'

const child = fileURLToPath(new URL('../support/floor-child.ts', import.meta.url))
const asRoot = process.getuid?.() === 0
// `nobody` of every Linux; it has no rights and no home.
const normalUser = { uid: 65_534, gid: 65_534 }

// Each test makes one or two clusters; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

type Told = {
  readonly pid: number
  readonly postgresPid: number
  readonly ownerUrl: string
  readonly code?: string
  readonly details?: { readonly pid: number }
}

const running: ChildProcess[] = []
const folders: string[] = []

afterEach(async () => {
  for (const each of running.splice(0)) {
    if (each.exitCode === null && each.signalCode === null) {
      each.kill('SIGTERM')
      await once(each, 'exit')
    }
  }
  for (const folder of folders.splice(0)) {
    const left = findPostmaster(path.join(folder, 'data', 'postgres', 'data'))
    if (left !== undefined) await stopPostmaster(left)
    fs.rmSync(folder, { recursive: true, force: true })
  }
})

function newFolder(owner?: { readonly uid: number; readonly gid: number }): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'entas-floor-'))
  if (owner !== undefined) fs.chownSync(folder, owner.uid, owner.gid)
  folders.push(folder)
  return path.join(folder, 'data')
}

async function start(
  data: string,
  user?: { readonly uid: number; readonly gid: number },
): Promise<{ readonly told: Told; readonly process: ChildProcess }> {
  const started = spawn(process.execPath, [child, data], { ...user, cwd: tmpdir() })
  running.push(started)
  let out = ''
  let errors = ''
  started.stderr.on('data', (bytes) => {
    errors += bytes
  })
  for await (const bytes of started.stdout) {
    out += bytes
    if (out.includes('\n')) return { told: JSON.parse(out), process: started }
  }
  throw new Error(`the child said nothing: ${errors}`)
}

async function kill(started: ChildProcess): Promise<void> {
  started.kill('SIGKILL')
  await once(started, 'exit')
}

const makeNotes = 'create table note (text text)'
const readNotes = 'select text from note order by text limit 10'

async function notes(url: string): Promise<readonly string[]> {
  const found = await asOwner(url, (client) => client.query<{ text: string }>(readNotes))
  return found.rows.map((row) => row.text)
}

test('a second start on the same folder is refused and names the process that has it', async () => {
  const data = newFolder()
  const first = await start(data)
  const second = await start(data)
  expect(second.told.code).toBe('floor.in-use')
  expect(second.told.details?.pid).toBe(first.told.pid)
})

test('a command joins the PostgreSQL of a running server and leaves it as it was', async () => {
  const data = newFolder()
  const first = await start(data)
  const joined = await openFloor({ dataDirectory: data, whenRunning: 'join' })
  expect(joined.ownerUrl).toBe(first.told.ownerUrl)
  expect(joined.postgresPid).toBeUndefined()
  expect(await readTenants(joined.database)).toEqual([])
  await joined.stop()
  expect(findPostmaster(path.join(data, 'postgres', 'data'))).toBe(first.told.postgresPid)
  // The roles' passwords are the server's still: a second command opens the same doors.
  const again = await openFloor({ dataDirectory: data, whenRunning: 'join' })
  expect(again.urls).toEqual(joined.urls)
  await again.stop()
})

test('what was committed is there after the server was killed, and its PostgreSQL is replaced', async () => {
  const data = newFolder()
  const first = await start(data)
  await asOwner(first.told.ownerUrl, async (client) => {
    await client.query(makeNotes)
    await client.query("insert into note values ('kept')")
  })
  await kill(first.process)
  expect(findPostmaster(path.join(data, 'postgres', 'data'))).toBe(first.told.postgresPid)
  const second = await start(data)
  expect(second.told.postgresPid).not.toBe(first.told.postgresPid)
  expect(await notes(second.told.ownerUrl)).toEqual(['kept'])
})

test('PostgreSQL killed under the server is started again with its data', async () => {
  const { told } = await start(newFolder())
  await asOwner(told.ownerUrl, (client) => client.query(makeNotes))
  process.kill(told.postgresPid, 'SIGKILL')
  await expect.poll(() => notes(told.ownerUrl), { interval: 200 }).toEqual([])
})

test('server and PostgreSQL killed at once come back', async () => {
  const data = newFolder()
  const first = await start(data)
  await asOwner(first.told.ownerUrl, (client) => client.query(makeNotes))
  process.kill(first.told.postgresPid, 'SIGKILL')
  await kill(first.process)
  const second = await start(data)
  expect(second.told).toMatchObject({ pid: second.process.pid })
  expect(await notes(second.told.ownerUrl)).toEqual([])
})

test('the data folder and its secrets are for their owner only', async () => {
  const data = newFolder()
  await start(data)
  const modeOf = (...parts: string[]) => fs.statSync(path.join(data, ...parts)).mode & 0o777
  expect(modeOf()).toBe(0o700)
  expect(modeOf('postgres')).toBe(0o700)
  expect(modeOf('postgres', 'data')).toBe(0o700)
  expect(modeOf('postgres', 'password')).toBe(0o600)
  expect(modeOf('postgres', 'connection.json')).toBe(0o600)
  expect(modeOf('role-secret')).toBe(0o600)
})

test('the lock of a process number that is used again does not keep the folder shut', async () => {
  const data = newFolder()
  fs.mkdirSync(path.join(data, 'postgres'), { recursive: true })
  const lock = { pid: process.pid, born: 'another boot:1' }
  fs.writeFileSync(path.join(data, 'postgres', 'lock'), JSON.stringify(lock))
  const { told } = await start(data)
  expect(told.code).toBeUndefined()
})

// Root's own tests run the server as root; this one runs it as somebody without rights.
const reachable =
  asRoot && spawnSync(process.execPath, [child, '--help'], normalUser).error === undefined
if (asRoot && !reachable) {
  console.warn('NOT RUN: a normal user cannot reach this folder, so root alone was tested.')
}
test.runIf(reachable)('a normal user runs it without help of root', async () => {
  const data = newFolder(normalUser)
  const { told } = await start(data, normalUser)
  expect(told.code).toBeUndefined()
  expect(fs.statSync(path.join(data, 'postgres', 'data')).uid).toBe(normalUser.uid)
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { demonstrationTenant, openStage } from '../command/demonstration/stage.ts'
import type { Actor } from '../core/access/actor.ts'
import { id } from '../core/kernel/id.ts'
import { familyHeadings } from '../core/sources/p3ke-columns.ts'
import { firstRow, reading, working } from '../server/database.ts'
import { findRunningOwnerUrl } from '../server/embedded-postgres.ts'
import { asOwner } from '../server/floor.ts'
import { searchHouseholds } from '../server/registry/search-households.ts'
import type { House } from '../server/route.ts'
import { readVerbatimRows } from '../server/sources/read-rows.ts'
import { receiveImport } from '../server/sources/receive-import.ts'
import { requestEntry } from '../server/sources/request-entry.ts'
import { findImport, type ImportState } from '../server/sources/store.ts'

const regencyCode = '19.01'
const limits = { staging: 0.3, enteringSeconds: 360, serverMb: 512 }
const usage = 'npm run bench -- import [--rows N] [--seed N]\n'

/** Measures this very process as the server it is: pages, jobs and sealer open beside. */
async function main(rows: number, seed: number): Promise<0 | 1> {
  if (!Number.isSafeInteger(rows) || rows < 100 || !Number.isSafeInteger(seed)) {
    process.stderr.write(usage)
    return 1
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'entas-bench-'))
  const dataDirectory = path.join(folder, 'data')
  const list = path.join(folder, 'list.csv')
  tell(`${rows} rows of ${familyHeadings.length} columns, seed ${seed}`)
  await prepare([dataDirectory, list, String(rows), String(seed)])
  const stage = await openStage({ dataDirectory, port: 0, regencyCode, log: tell })
  try {
    const house = await stage.ready
    const ownerUrl = findRunningOwnerUrl(dataDirectory, 'entas')
    if (ownerUrl === undefined) throw new Error('the database of the bench is gone')
    return report(await measure(house, ownerUrl, { list, rows }), rows)
  } finally {
    await stage.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The regency and its list, by a process of its own: their memory is not the server's. */
async function prepare(words: readonly string[]): Promise<void> {
  const writer = fileURLToPath(new URL('import/write-list.ts', import.meta.url))
  const child = spawn(process.execPath, [writer, ...words], { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the list was not written (${code})`)
}

type Measured = {
  readonly copySeconds: readonly [number, number]
  readonly stagingSeconds: number
  readonly enteringSeconds: number
  readonly matchingSeconds: number
  readonly searchMs: Readonly<Record<string, number>>
  readonly serverMb: Readonly<Record<string, number>>
  /** What else the machine did: its load of one minute, before and after. */
  readonly load: readonly [number, number]
}

/** Raw COPY before and after staging: on a busy machine both sides of it count. */
async function measure(
  house: House,
  ownerUrl: string,
  given: { readonly list: string; readonly rows: number },
): Promise<Measured> {
  // The process that wrote the list was a child too, and no part of the server.
  peakBytes = 0
  const ready = peakMb()
  const loadBefore = loadNow()
  tell(`the file: ${Math.round((await stat(given.list)).size / 1e6)} MB`)
  const before = await copyRaw(ownerUrl, given.list)
  tell(`raw COPY: ${before.toFixed(1)} s`)
  const file = { stream: createReadStream(given.list), name: 'list.csv' }
  const { id: importId } = await receiveImport(house, (work) => asJob(house, work), file)
  const received = performance.now()
  await waitFor(house, importId, 'checked')
  const stagingSeconds = secondsSince(received)
  tell(`staged, validated, sealed: ${stagingSeconds.toFixed(1)} s`)
  const serverMb = { ready, staged: peakMb() }
  const after = await copyRaw(ownerUrl, given.list)
  tell(`raw COPY: ${after.toFixed(1)} s`)

  const asked = performance.now()
  await asJob(house, (db) => requestEntry(db, importId))
  await waitFor(house, importId, 'entered')
  const enteringSeconds = secondsSince(asked)
  tell(`entered: ${enteringSeconds.toFixed(1)} s`)
  const entered = peakMb()
  const matching = performance.now()
  await waitForMatching(house, importId)
  const matchingSeconds = secondsSince(matching)
  tell(`matched: ${matchingSeconds.toFixed(1)} s`)
  const searchMs = await search(house, importId)
  return {
    copySeconds: [before, after],
    stagingSeconds,
    enteringSeconds,
    matchingSeconds,
    searchMs,
    serverMb: { ...serverMb, entered, matched: peakMb() },
    load: [loadBefore, loadNow()],
  }
}

async function copyRaw(ownerUrl: string, list: string): Promise<number> {
  return asOwner(ownerUrl, async (client) => {
    const columns = familyHeadings.map((_, at) => `c${at} text`).join(', ')
    await client.query(`create table entas.raw_list (${columns})`)
    const began = performance.now()
    const copy = 'copy entas.raw_list from stdin with (format csv, header true)'
    await pipeline(createReadStream(list, { highWaterMark: 1 << 20 }), client.query(copyFrom(copy)))
    const seconds = secondsSince(began)
    await client.query('drop table entas.raw_list')
    return seconds
  })
}

async function waitFor(house: House, importId: string, state: ImportState): Promise<void> {
  for (;;) {
    const found = await asJob(house, (db) => findImport(db, importId))
    if (found?.state === state) return
    if (found?.state === 'refused') throw new Error(`refused: ${found.problem_code}`)
    await sleep(50)
  }
}

async function waitForMatching(house: House, importId: string): Promise<void> {
  const matched = () =>
    asJob(house, (db) =>
      firstRow(
        db,
        sql`
          select 1 from entas.event
          where tenant_id = ${db.tenantId} and subject_id = ${importId}
            and name = 'import.matched'
          limit 1`,
      ),
    )
  while ((await matched()) === undefined) await sleep(100)
}

/** By words, NIK and ID Keluarga of a row in the middle, as the social office; slowest of five. */
async function search(house: House, importId: string): Promise<Record<string, number>> {
  const cells = await middleRow(house, importId)
  const keys = house.keyring.of(demonstrationTenant)
  const texts = { words: cells[8], 'national-id': cells[9], 'source-key': cells[0] }
  const found: Record<string, number> = {}
  for (const [by, text = ''] of Object.entries(texts)) {
    let slowest = 0
    for (let time = 0; time < 5; time++) {
      const began = performance.now()
      const hits = await reading(house.database, officer, (db) =>
        searchHouseholds(db, { text, keys }),
      )
      slowest = Math.max(slowest, performance.now() - began)
      if (hits.rows.length === 0) throw new Error(`nothing found by ${by}`)
    }
    found[by] = Math.round(slowest)
  }
  return found
}

async function middleRow(house: House, importId: string): Promise<readonly string[]> {
  const rows = readVerbatimRows(house, demonstrationTenant, importId)
  for await (const { rowNo, cells } of rows) if (rowNo > 50 && cells[9] !== '') return cells
  throw new Error('a list without numbers')
}

const officer: Actor = {
  accountId: id<'account'>('00000000-0000-7000-8000-000000000001'),
  name: 'bench',
  tenantId: demonstrationTenant,
  role: 'social-office',
  scope: { kind: 'regency', areas: [] },
}

function report(measured: Measured, rows: number): 0 | 1 {
  const { copySeconds, stagingSeconds, enteringSeconds, matchingSeconds, serverMb } = measured
  const copy = (copySeconds[0] + copySeconds[1]) / 2
  const ratio = copy / stagingSeconds
  const whole = enteringSeconds + matchingSeconds
  const enteringLimit = limits.enteringSeconds * Math.max(0.1, rows / 1_000_000)
  const peak = Math.max(...Object.values(serverMb))
  const kept = [
    ['staging ÷ raw COPY, speed', ratio.toFixed(2), `≥ ${limits.staging}`, ratio >= limits.staging],
    ['entered + matched, s', whole.toFixed(0), `≤ ${enteringLimit}`, whole <= enteringLimit],
    ['server at its peak, MB', peak, `≤ ${limits.serverMb}`, peak <= limits.serverMb],
  ] as const
  for (const [what, is, limit, good] of kept)
    tell(`${good ? 'ok  ' : 'MISS'} ${what}: ${is} (${limit})`)
  process.stdout.write(`${JSON.stringify({ rows, ratio, ...measured })}\n`)
  return kept.every(([, , , good]) => good) ? 0 : 1
}

function asJob<Result>(house: House, work: Parameters<typeof working<Result>>[2]): Promise<Result> {
  return working(house.database, demonstrationTenant, work)
}

function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10
}

let peakBytes = 0
setInterval(watchMemory, 100).unref()

/** The most the server and the processes of its jobs held at once, in MB of a million bytes. */
function peakMb(): number {
  watchMemory()
  return Math.round(peakBytes / 1_000_000)
}

/** PostgreSQL is a child too: only those that run Node count. */
function watchMemory(): void {
  let bytes = process.memoryUsage.rss()
  for (const pid of childrenOf(process.pid)) {
    try {
      if (readlinkSync(`/proc/${pid}/exe`) !== process.execPath) continue
      const held = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      bytes += Number(held ?? 0) * 1024
    } catch {
      // It has ended since.
    }
  }
  peakBytes = Math.max(peakBytes, bytes)
}

function childrenOf(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return text === '' ? [] : text.split(' ')
  } catch {
    return []
  }
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

const { values } = parseArgs({
  options: { rows: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
})
// Ending by exit lets our PostgreSQL end too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
if (values.help === true) process.stdout.write(usage)
else process.exitCode = await main(Number(values.rows ?? 1_000_000), Number(values.seed ?? 1))

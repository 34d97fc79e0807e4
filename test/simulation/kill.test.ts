import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chance, chanceOf } from '../../command/demonstration/chance.ts'
import { giveAid } from '../../command/demonstration/play-aid.ts'
import { type Company, gatherCompany } from '../../command/demonstration/play-cast.ts'
import { type Played, playSteps, type Script } from '../../command/demonstration/player-steps.ts'
import { prepareStory, type StoryPlan } from '../../command/demonstration/prepare-story.ts'
import { readFacts } from '../../command/demonstration/read-facts.ts'
import { tellingOf } from '../../command/demonstration/story.ts'
import { classificationContract } from '../../core/classification/contract.ts'
import { findRunningOwnerUrl } from '../../server/embedded-postgres.ts'
import { asOwner, openFloor } from '../../server/floor.ts'
import { defaultKeyFile, openKeyring, readMasterKey } from '../../server/key-file.ts'
import { findPostmaster, stopPostmaster } from '../../server/postmaster.ts'

const limitMs = 240_000
const seed = Number(process.env.ENTAS_SEED ?? randomInt(1_000_000))
const telling = tellingOf('bangka', { seed: 7, population: 8000, listRows: 300, truthPoor: 40 })
const plan: StoryPlan = { telling, fieldErrors: 0 }
const child = fileURLToPath(new URL('../support/stage-child.ts', import.meta.url))

/** What is under way when the server is killed, in the order of the story. */
const phases = ['import', 'visits', 'payments'] as const
type Phase = (typeof phases)[number]

/** After which request of a phase, and how long after it was sent. */
type Kill = { readonly phase: Phase; readonly request: number; readonly delayMs: number }

/** A request that the server answered with 2xx: it said that this is done. */
type Acknowledged = { readonly path: string; readonly reply: unknown }

let folder: string
let dataDirectory: string
let server: ChildProcess | undefined
const genuineFetch = globalThis.fetch

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'entas-kill-'))
  dataDirectory = path.join(folder, 'data')
  await prepareStory(dataDirectory, plan, new AbortController().signal)
}, limitMs)

afterAll(async () => {
  await kill()
  const left = findPostmaster(path.join(dataDirectory, 'postgres', 'data'))
  if (left !== undefined) await stopPostmaster(left)
  await rm(folder, { recursive: true, force: true })
}, limitMs)

test(
  'a server killed twenty times loses nothing it acknowledged and leaves nothing half',
  async () => {
    const chance = chanceOf(seed, 'kills')
    const acknowledged: Acknowledged[] = []
    const hits: Phase[] = []
    for (const each of planKills(chance)) {
      const hit = await liveUntil(each, acknowledged)
      if (hit !== undefined) hits.push(hit)
    }
    const url = await start()
    const played = await witnessed(acknowledged, () => playSteps(scriptAt(url)))
    const told = `seed ${seed}: ${phases.map((phase) => `${count(hits, phase)} in ${phase}`)}`
    process.stdout.write(`${told}; ${acknowledged.length} acknowledged\n`)
    expect(hits.length, told).toBe(20)
    for (const phase of phases) expect(count(hits, phase), told).toBeGreaterThanOrEqual(4)
    await expectAllThere(acknowledged, told)
    await expectNothingHalf(told)
    await expectStoryWhole(url, played, told)
  },
  limitMs,
)

function planKills(chance: Chance): Kill[] {
  const kill = (phase: Phase, requests: number, delayMs: number) => ({
    phase,
    request: chance.between(1, requests),
    delayMs: chance.below(delayMs),
  })
  return [
    // A job does the work after the request: both lists are in after about a second.
    ...Array.from({ length: 6 }, () => kill('import', 2, 400)),
    ...Array.from({ length: 7 }, () => kill('visits', 3, 60)),
    ...Array.from({ length: 7 }, () => kill('payments', 2, 60)),
  ]
}

/** One life of the server, ended by kill -9; answers in which phase it was hit. */
async function liveUntil(at: Kill, acknowledged: Acknowledged[]): Promise<Phase | undefined> {
  const url = await start()
  const life = new AbortController()
  let hit: Phase | undefined
  let requests = 0
  const watch = (phase: Phase) => {
    const later = phases.indexOf(phase) > phases.indexOf(at.phase)
    if (phase === at.phase) requests++
    // A phase that ends before its kill is followed by a kill in the next one.
    const due = later || (phase === at.phase && requests === at.request)
    if (hit !== undefined || !due) return
    hit = phase
    setTimeout(() => void kill().then(() => life.abort()), at.delayMs)
  }
  const play = () => playPhase(scriptAt(url, life.signal), at.phase)
  await witnessed(acknowledged, play, watch).catch(() => {})
  await kill()
  return hit
}

/** Plays on from what stands; what is known to be done already is not looked at again. */
async function playPhase(script: Script, phase: Phase): Promise<void> {
  const company = gatherCompany(script.url)
  const { signal } = script
  const told = () => {}
  const decreeId = phase === 'payments' ? await findDecree(company) : undefined
  if (decreeId === undefined) await playSteps(script)
  else await giveAid(company, { decreeId, seed: telling.seed, signal, told })
}

async function findDecree(company: Company): Promise<string | undefined> {
  const ratna = await company.as('ratna')
  const { decrees } = await ratna.call(classificationContract, 'GET /api/decrees')
  return decrees.find((each) => each.state === 'frozen')?.id
}

function scriptAt(url: string, signal = new AbortController().signal): Script {
  const nothing = () => {}
  return { url, dataDirectory, plan, progress: nothing, tell: nothing, signal }
}

async function start(): Promise<string> {
  const started = fork(child, [dataDirectory], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  server = started
  const [told] = await Promise.race([
    once(started, 'message'),
    once(started, 'exit').then(([code]) => {
      throw new Error(`the server did not start (${code}); seed ${seed}`)
    }),
  ])
  return String(told.url)
}

/** As a machine that loses its power: no word to the process before. Its PostgreSQL stays. */
async function kill(): Promise<void> {
  const running = server
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
  const ended = once(running, 'exit')
  running.kill('SIGKILL')
  await ended
}

/** Does something while noting all that the server acknowledges. */
async function witnessed<Result>(
  acknowledged: Acknowledged[],
  work: () => Promise<Result>,
  watch: (phase: Phase) => void = () => {},
): Promise<Result> {
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const isPost = init?.method === 'POST'
    const phase = isPost ? phaseOf(pathname) : undefined
    if (phase !== undefined) watch(phase)
    const response = await genuineFetch(input, init)
    const isJson = response.headers.get('content-type')?.includes('json') === true
    if (!isPost || !response.ok || !isJson) return response
    const reply: unknown = await response.clone().json()
    acknowledged.push({ path: pathname, reply })
    return response
  }
  try {
    return await work()
  } finally {
    globalThis.fetch = genuineFetch
  }
}

function phaseOf(pathname: string): Phase | undefined {
  if (pathname.startsWith('/api/imports')) return 'import'
  if (/^\/api\/(visits$|visit-batches|villages\/)/.test(pathname)) return 'visits'
  if (pathname.startsWith('/api/payment-rounds')) return 'payments'
  return undefined
}

function count(hits: readonly Phase[], phase: Phase): number {
  return hits.filter((hit) => hit === phase).length
}

async function expectAllThere(acknowledged: readonly Acknowledged[], told: string): Promise<void> {
  const ids = { import: new Set<string>(), visit: new Set<string>(), round: new Set<string>() }
  const rounds = new Map<string, Set<string>>()
  for (const { path: at, reply } of acknowledged) {
    if (/^\/api\/imports(\/|$)/.test(at)) ids.import.add(textIn(reply, 'id'))
    if (at === '/api/visits') ids.visit.add(textIn(reply, 'id'))
    if (at === '/api/visit-batches') for (const id of batchIds(reply)) ids.visit.add(id)
    if (at === '/api/payment-rounds') ids.round.add(textIn(reply, 'id'))
    const [, id, act] = /^\/api\/payment-rounds\/([^/]+)\/(instruct|replies)$/.exec(at) ?? []
    if (id !== undefined && act !== undefined) {
      rounds.set(act, (rounds.get(act) ?? new Set()).add(id))
    }
  }
  expect(ids.import.size, told).toBe(2)
  expect(ids.visit.size, told).toBeGreaterThan(100)
  await inDatabase(async (ask) => {
    const missing = (table: string, of: ReadonlySet<string>, also = 'true') =>
      ask(
        `select a.id from unnest($1::uuid[]) a (id) where not exists (
          select from entas.${table} t where t.id = a.id and ${also})`,
        [[...of]],
      )
    expect(await missing('import', ids.import, "t.state = 'entered'"), told).toEqual([])
    expect(await missing('visit', ids.visit), told).toEqual([])
    expect(await missing('payment_round', ids.round), told).toEqual([])
    const instructed = rounds.get('instruct') ?? new Set()
    const standing = "t.state in ('instructed', 'closed')"
    expect(await missing('payment_round', instructed, standing), told).toEqual([])
    const answered = `exists (select from entas.payment_file f
      where f.round_id = t.id and f.direction = 'in' and f.applied > 0)`
    const replied = rounds.get('replies') ?? new Set()
    expect(await missing('payment_round', replied, answered), told).toEqual([])
  })
}

/** What one transaction writes into several tables agrees between them. */
async function expectNothingHalf(told: string): Promise<void> {
  await inDatabase(async (ask) => {
    for (const [what, query] of Object.entries(halves)) {
      expect(await ask(query), `${what}; ${told}`).toEqual([])
    }
  })
  const incoming = path.join(dataDirectory, 'incoming')
  expect(existsSync(incoming) ? readdirSync(incoming) : [], told).toEqual([])
}

const halves = {
  'rows, blocks and findings of a list are those it counts': `
    select i.id from entas.import i where i.row_count <> (
        select count(*) from entas.import_row r where r.import_id = i.id)
      or i.data_rows <> (
        select count(*) from entas.import_row r where r.import_id = i.id and r.kind = 'data')
      or i.row_count <> (
        select sum(b.row_count) from entas.import_block b where b.import_id = i.id)
      or i.finding_count <> (
        select count(*) from entas.import_finding f where f.import_id = i.id)`,
  'every good row is somebody, no other row is': `
    select r.row_no from entas.import_row r
    where (r.state = 'good') <> (r.household_id is not null and r.person_id is not null)`,
  'a row names a family and a person that are there': `
    select r.row_no from entas.import_row r
    left join entas.household h on h.id = r.household_id
    left join entas.person p on p.id = r.person_id
    where r.state = 'good' and (h.id is null or p.id is null)`,
  'a person has one open membership': `
    select p.id from entas.person p where 1 <> (
      select count(*) from entas.membership m where m.person_id = p.id)`,
  'no family was made twice by one row': `
    select h.first_row from entas.household h
    group by h.first_import_id, h.first_row having count(*) > 1`,
  'no family was visited twice': `
    select v.household_id from entas.visit v
    group by v.household_id having count(*) > 1`,
  'every line to be paid is guarded by its family': `
    select l.id from entas.payment_line l
    join entas.payment_round r on r.id = l.round_id
    where r.state in ('instructed', 'closed') and not l.left_out and not exists (
      select from entas.payment_guard g where g.line_id = l.id and g.round_id = r.id
        and g.kind = 'family' and g.subject = uuid_send(l.household_id))`,
  'every guard stands for a line': `
    select g.line_id from entas.payment_guard g
    left join entas.payment_line l on l.id = g.line_id and not l.left_out
    where l.id is null`,
  'a round of a programme stands once': `
    select r.programme_id from entas.payment_round r where r.state <> 'cancelled'
    group by r.programme_id, r.round_no having count(*) > 1`,
} as const

/** The story went on to its end, its figures agree, and the chain of events is whole. */
async function expectStoryWhole(url: string, played: Played, told: string): Promise<void> {
  const floor = await openFloor({ dataDirectory, whenRunning: 'join' })
  try {
    const masterKey = await readMasterKey(defaultKeyFile(dataDirectory))
    const keyring = await openKeyring(floor.database, masterKey)
    const config = { dataDirectory, demonstration: true, secureCookies: false }
    const house = { database: floor.database, keyring, config }
    const facts = await readFacts(gatherCompany(url), house, played)
    expect(facts, told).toMatchObject({
      listRows: 300,
      accountedFor: 300,
      extremelyPoor: 40,
      doublePayments: 0,
      reconciled: true,
      auditVerified: true,
      parcels: { instructedRupiah: 40 * 250_000 },
      cash: { rounds: 3, instructedRupiah: 40 * 350_000 * 3 },
    })
  } finally {
    await floor.stop()
  }
}

type Ask = (query: string, values?: unknown[]) => Promise<unknown[]>

function inDatabase<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> {
  const ownerUrl = findRunningOwnerUrl(dataDirectory, 'entas')
  if (ownerUrl === undefined) throw new Error('the database is not there')
  return asOwner(ownerUrl, (client: pg.Client) =>
    work(async (query, values = []) => (await client.query(query, values)).rows),
  )
}

function textIn(reply: unknown, key: string): string {
  const found = Object.entries(reply ?? {}).find(([name]) => name === key)?.[1]
  if (typeof found !== 'string') throw new Error(`a reply without ${key}`)
  return found
}

function batchIds(reply: unknown): string[] {
  const visits: unknown = Object.entries(reply ?? {}).find(([name]) => name === 'visits')?.[1]
  if (!Array.isArray(visits)) throw new Error('a batch without visits')
  return visits.filter((each) => textIn(each, 'is') !== 'refused').map((each) => textIn(each, 'id'))
}

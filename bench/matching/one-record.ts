import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { type Chance, chanceOf } from '../../command/demonstration/chance.ts'
import { enterDoor } from '../../command/demonstration/door-client.ts'
import { makeCast } from '../../command/demonstration/play-cast.ts'
import { demonstrationTenant, openStage } from '../../command/demonstration/stage.ts'
import { dottedAreaCode } from '../../core/areas/area-scope.ts'
import { parsePlainDate } from '../../core/kernel/plain-date.ts'
import { matchingContract } from '../../core/matching/contract.ts'
import type { PersonAsked } from '../../core/matching/lookup/find-known.ts'
import { startingModel } from '../../core/matching/model.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { boundlessQuestions } from '../../core/registry/question-limits.ts'
import { rows, working } from '../../server/database.ts'
import { IndexKeeper } from '../../server/matching/lookup/index-keeper.ts'
import { insertModel } from '../../server/matching/model-store.ts'
import type { House } from '../../server/route.ts'
import { elsewhereOf, familiesOf } from './people.ts'
import { type Elsewhere, type Person, withErrors } from './person-errors.ts'

/** What one record against a registry costs; times in milliseconds, memory in megabytes. */
export type OneRecord = {
  readonly families: number
  readonly persons: number
  readonly makingSeconds: number
  readonly serverMb: number
  readonly inProcessMs: Quantiles
  readonly overHttpMs: Quantiles
  /** A list of so many families of the registry matched with all others; seconds. */
  readonly newList: { readonly families: number; readonly seconds: number }
  /** Share of the asked whose own record came first, of those who are there with errors. */
  readonly foundFirst: number
  readonly load: readonly [number, number]
}

type Quantiles = { readonly p50: number; readonly p99: number; readonly most: number }

// PERSONS SEED: fills a registry, asks it, tells as JSON.
const persons = Number(process.argv[2] ?? 5_600_000)
const seed = Number(process.argv[3] ?? 1)
const questions = 2_000

async function measure(dataDirectory: string): Promise<OneRecord> {
  const families = Number(await fill(dataDirectory))
  const before = loadNow()
  const stage = await openStage({
    dataDirectory,
    port: 0,
    regencyCode: '19.01',
    log: tell,
    questions: boundlessQuestions,
  })
  try {
    const house = await stage.ready
    const asked = askedPersons()
    const ask = await openDoor(house, stage.url)
    const began = performance.now()
    while ((await ask(nobody)).state !== 'ready') await sleep(100)
    const makingSeconds = (performance.now() - began) / 1000
    tell(`index made: ${makingSeconds.toFixed(1)} s`)
    let first = 0
    const overHttp = await timeEach(asked, async ({ question, person }) => {
      const [row] = (await ask(question)).rows
      if (row !== undefined && row.name === person.name && isMaskOf(row, person)) first += 1
    })
    const serverMb = peakMb()
    const keeper = new IndexKeeper(house)
    while ((await keeper.known(demonstrationTenant, nobody)).state !== 'ready') await sleep(100)
    const inProcess = await timeEach(asked, async ({ question }) => {
      await keeper.known(demonstrationTenant, question)
    })
    const newList = await matchList(house, keeper, families)
    return {
      families,
      persons,
      makingSeconds,
      serverMb,
      inProcessMs: quantiles(inProcess),
      overHttpMs: quantiles(overHttp),
      newList,
      foundFirst: first / asked.length,
      load: [before, loadNow()],
    }
  } finally {
    await stage.stop()
  }
}

const familiesInList = 1_000

/** As though a list had named some families again, by the model that matching begins with. */
async function matchList(house: House, keeper: IndexKeeper, families: number) {
  const model = startingModel(weights2026, families)
  const ids = await working(house.database, demonstrationTenant, async (db) => {
    await insertModel(db, { model, families })
    const found = await rows<{ id: string }>(
      db,
      sql`
        select id from entas.household
        where tenant_id = ${db.tenantId}
        order by md5(id::text)
        limit ${familiesInList}`,
    )
    return found.map((row) => row.id)
  })
  const began = performance.now()
  await keeper.matchNew(demonstrationTenant, { ids, pairs: [] })
  return { families: ids.length, seconds: (performance.now() - began) / 1000 }
}

/** The registry, by a process of its own: its memory is not the server's. */
async function fill(dataDirectory: string): Promise<string> {
  const script = fileURLToPath(new URL('fill-registry.ts', import.meta.url))
  const words = [script, dataDirectory, String(persons), String(seed)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the registry was not filled (${code})`)
  tell(`${text.trim()} families, ${persons} persons`)
  return text
}

type Reply = {
  readonly state: 'ready' | 'preparing'
  readonly rows: readonly { readonly name: string; readonly nationalIdMask: string }[]
}

/** The HTTP door, as the social office. */
async function openDoor(house: House, url: string) {
  const signal = new AbortController().signal
  await makeCast({ house, url, dataDirectory: '', progress: tell, tell: () => {}, signal })
  const visitor = await enterDoor(url, 'ratna')
  return (question: PersonAsked): Promise<Reply> => {
    const given = Object.entries(question).filter(([, value]) => value !== null && value !== '')
    const body = { name: '', ...Object.fromEntries(given) }
    return visitor.call(matchingContract, 'POST /api/persons/known', { body })
  }
}

type Asked = { readonly question: PersonAsked; readonly person: Person }

const nobody: PersonAsked = {
  name: 'Tidak Ada',
  sex: null,
  bornOn: null,
  nationalId: '',
  familyCard: '',
  villageCode: null,
}

/** Persons spread over the registry, as somebody else would write them, more or less of each. */
function askedPersons(): readonly Asked[] {
  const chance = chanceOf(seed, 'one record')
  const elsewhere = elsewhereOf(persons, seed)
  const asked: Asked[] = []
  const step = Math.max(1, Math.floor(persons / questions))
  let at = 0
  for (const family of familiesOf(persons, seed)) {
    for (const person of family) {
      if (at % step === 0) asked.push(askedOf(chance, person, elsewhere))
      at += 1
    }
  }
  return asked.slice(0, questions)
}

/** All that is known; without numbers; by name and village; by the number alone. */
function askedOf(chance: Chance, person: Person, elsewhere: Elsewhere): Asked {
  const seen = withErrors(chance, person, { elsewhere, copy: 'later' })
  const whole: PersonAsked = {
    name: seen.name,
    sex: seen.sex === 'L' ? 'male' : 'female',
    bornOn: parsePlainDate(seen.birthDate) ?? null,
    nationalId: seen.nik,
    familyCard: seen.familyCard,
    villageCode: dottedAreaCode(seen.village) ?? null,
  }
  const { name, villageCode } = whole
  const what = chance.below(4)
  if (what === 1) return { person, question: { ...whole, nationalId: '', familyCard: '' } }
  if (what === 2) return { person, question: { ...nobody, name, villageCode } }
  if (what === 3) return { person, question: { ...nobody, name: '', nationalId: person.nik } }
  return { person, question: whole }
}

function isMaskOf(row: Reply['rows'][number], { nik }: Person): boolean {
  return (
    row.nationalIdMask.slice(0, 6) === nik.slice(0, 6) && row.nationalIdMask.endsWith(nik.slice(-2))
  )
}

async function timeEach(
  asked: readonly Asked[],
  ask: (asked: Asked) => Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = []
  for (const each of asked) {
    const began = performance.now()
    await ask(each)
    times.push(performance.now() - began)
  }
  return times
}

function quantiles(times: readonly number[]): Quantiles {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p99: at(0.99), most: at(1) }
}

/** The most memory this process has held since it began. */
function peakMb(): number {
  const line = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
  return Math.round(Number(line?.[1] ?? 0) / 1024)
}

function loadNow(): number {
  return loadavg()[0] ?? 0
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

const folder = await mkdtemp(path.join(tmpdir(), 'entas-bench-'))
try {
  process.stdout.write(`${JSON.stringify(await measure(path.join(folder, 'data')))}\n`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

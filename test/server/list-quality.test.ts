import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { working } from '../../server/database.ts'
import { addJob, record } from '../../server/events.ts'
import { drainJobs } from '../../server/jobs.ts'
import { enterList, familyHeader, inventedRow } from '../support/listed-families.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let before: Quality
let list: string
beforeAll(async () => {
  world = await openWorld({ demonstration: true })
  const lines = Array.from({ length: 2_400 }, (_, at) => inventedRow(at % 2_380, { key: `K${at}` }))
  await enterList(world, 'semua.csv', [familyHeader, ...lines])
  const { sample } = await quality()
  for (let at = 0; at < 3; at += 1) await labelNext(sample)
  before = await quality()
  // Ten are there twice in the list, forty in the registry; twenty only have the name of one.
  const doubles = [...Array(50).keys()].map((at) =>
    inventedRow(at < 10 ? 2_400 + (at % 5) : 31 + at * 17, { key: `L${at}` }),
  )
  const namesakes = [...Array(20).keys()].map((at) => {
    const born = `19${60 + (at % 30)}-05-1${at % 10}`
    const nik = `1901991${at % 10}05${60 + (at % 30)}7${String(at).padStart(3, '0')}`
    return inventedRow(40 + at * 29, { key: `N${at}`, born, nik })
  })
  list = await enterList(world, 'susulan.csv', [familyHeader, ...doubles, ...namesakes])
})
afterAll(() => world.close())

type Share = { readonly value: number | null; readonly needed: number }
type Figures = {
  readonly considered: number
  readonly joined: number
  readonly labels: number
  readonly precision: Share
  readonly recall: Share
}
type ListLine = {
  readonly importId: string
  readonly fileName: string
  readonly since: { readonly drawnAt: string; readonly expectedBelow: number } | null
  readonly inside: Figures
  readonly against: Figures
}
type Quality = {
  readonly sample: { readonly id: string; readonly labels: number }
  readonly registry: Figures
  readonly lists: readonly ListLine[]
  readonly samples: readonly { readonly id: string }[]
}

const ratna = () => world.as('ratna')

async function quality(sample?: string): Promise<Quality> {
  const query = sample === undefined ? '' : `?sample=${sample}`
  return (await ratna().get(`/api/match-quality${query}`)).body
}

/** Ratna says of the next pair what the engine made of it; false when none is left. */
async function labelNext(sample: Quality['sample'], of?: string): Promise<boolean> {
  const url = `/api/match-quality/${sample.id}`
  const { pair } = (await ratna().get(`${url}/next${of === undefined ? '' : `?list=${of}`}`)).body
  if (pair === null) return false
  const [drawn] = await ask<{ joined: boolean }>(sql`
    select joined from entas.match_sample_pair
    join entas.match_sample_stratum using (tenant_id, sample_id, stratum_no)
    where tenant_id = 1 and sample_id = ${sample.id} and pair_no = ${pair.pairNo}`)
  const label = drawn?.joined === true ? 'same' : 'different'
  const said = await ratna().post(`${url}/labels`, { pairNo: pair.pairNo, label })
  expect(said.status).toBe(200)
  return true
}

async function ask<Row>(query: ReturnType<typeof sql<unknown>>): Promise<Row[]> {
  return (await query.execute(world.database.job)).rows as Row[]
}

/** What is drawn of the list, but for its numbers. */
function drawnOfList() {
  return ask<object>(sql`
    select pair_no, draw, left_household_id, right_household_id, band, joined, size,
      probability, weight, evidence
    from entas.match_sample_pair
    join entas.match_sample_stratum using (tenant_id, sample_id, stratum_no)
    where tenant_id = 1 and ${list} in (left_import_id, right_import_id)
    order by pair_no`)
}

async function lineOfList(): Promise<ListLine> {
  const found = (await quality()).lists.find(({ importId }) => importId === list)
  if (found === undefined) throw new Error('the list has figures')
  return found
}

async function matchAgain(): Promise<void> {
  await working(world.database, 1, (db) => addJob(db, 'match-new', { tenantId: 1, subject: list }))
  await drainJobs(world.house)
}

describe('quality of a list that is matched by itself', () => {
  test('the list has a sample of its own; what stood before stands as it was', async () => {
    const [matched] = await ask<{ detail: object }>(sql`
      select detail from entas.event where tenant_id = 1 and name = 'import.matched'
      order by recorded_at desc limit 1`)
    expect(matched?.detail).toMatchObject({ whole: false, drawn: { sample: before.sample.id } })
    const now = await quality()
    expect(now.sample).toEqual(before.sample)
    expect(now.registry).toEqual(before.registry)
    expect(now.lists.map(({ fileName }) => fileName)).toEqual(['susulan.csv', 'semua.csv'])
    expect(now.lists[1]).toEqual(before.lists[0])
    expect(before.lists[0]?.since).toBeNull()
    const line = await lineOfList()
    expect(line.inside.joined).toBe(5)
    expect(line.against.joined).toBe(40)
    expect(line.against.considered).toBeGreaterThan(line.against.joined)
    expect(line.since).toMatchObject({ expectedBelow: expect.any(Number) })
    for (const share of [line.inside.precision, line.against.precision, line.against.recall]) {
      expect(share.value).toBeNull()
      expect(share.needed).toBeGreaterThan(0)
    }
  })

  test('pairs that were refused are drawn too, with what the engine saw', async () => {
    const refused = await ask<{ evidence: { lines: unknown[] } | null }>(sql`
      select evidence from entas.match_sample_pair
      join entas.match_sample_stratum using (tenant_id, sample_id, stratum_no)
      where tenant_id = 1 and ${list} in (left_import_id, right_import_id)
        and evidence is not null`)
    expect(refused.length).toBeGreaterThan(0)
    for (const { evidence } of refused) expect(evidence?.lines.length).toBeGreaterThan(3)
  })

  test('matched again by the same seed it would draw the same; labels are not thrown away', async () => {
    const drawn = await drawnOfList()
    expect(await labelNext(before.sample, list)).toBe(true)
    await matchAgain()
    expect(await drawnOfList()).toEqual(drawn)
    expect((await quality()).sample.labels).toBe(before.sample.labels + 1)
    const strata = sql`select stratum_no from entas.match_sample_stratum
      where tenant_id = 1 and ${list} in (left_import_id, right_import_id)`
    await ask(sql`delete from entas.match_label where tenant_id = 1 and pair_no in (
      select pair_no from entas.match_sample_pair
      where tenant_id = 1 and stratum_no in (${strata}))`)
    await ask(sql`delete from entas.match_sample_pair
      where tenant_id = 1 and stratum_no in (${strata})`)
    await ask(sql`delete from entas.match_sample_stratum
      where tenant_id = 1 and ${list} in (left_import_id, right_import_id)`)
    await matchAgain()
    expect(await drawnOfList()).toEqual(drawn)
  })

  test('its labels tell its figures and no others', async () => {
    while (await labelNext(before.sample, list)) {
      // On to the next.
    }
    const line = await lineOfList()
    expect(line.against.precision).toMatchObject({ value: 1, needed: 0 })
    expect(line.against.recall.value).toBe(1)
    const now = await quality()
    expect(now.registry).toEqual(before.registry)
    expect(now.lists[1]).toEqual(before.lists[0])
  })

  test('the next matching of the whole draws as ever and covers the list', async () => {
    await working(world.database, 1, (db) => record(db, { name: 'import.entered' }))
    await drainJobs(world.house)
    const now = await quality()
    expect(now.sample.id).not.toBe(before.sample.id)
    const line = await lineOfList()
    expect([line.since, line.inside.joined, line.against.joined]).toEqual([null, 5, 40])
    expect(now.samples.map(({ id }) => id)).toEqual([now.sample.id, before.sample.id])
    const earlier = await quality(before.sample.id)
    const then = earlier.lists.find(({ importId }) => importId === list)
    expect(then?.against.precision.value).toBe(1)
    expect(world.failures).toEqual([])
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { working } from '../../server/database.ts'
import { readLabels } from '../../server/matching/read-labels.ts'
import { newId } from '../../server/new-id.ts'
import { otherVillage } from '../support/cast.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const family of strangers) await listFamily(world, family)
  for (let at = 0; at < 12; at += 1) {
    const name = `${names[at]} Umpama ${names[(at * 5) % 12]}`
    const bornOn = `19${60 + at}-0${1 + (at % 9)}-1${at % 10}`
    const nik = `1901991${at % 10}0${1 + (at % 9)}${60 + at}00${10 + at}`
    await listFamily(world, { head: { name, bornOn, nik }, address: `Dusun ${at}` })
    const head = at < 6 ? { name, bornOn, nik } : { name, bornOn }
    await listFamily(world, at < 9 ? { head } : { head, village: otherVillage })
  }
  await matchLists(world)
})
afterAll(() => world.close())

const names =
  'Arman Budiman Cecep Dadang Endang Fauzi Gunadi Hamdan Irwan Jaelani Kasman Lukito'.split(' ')
const ratna = () => world.as('ratna')
const sampleId = async () => (await ratna().get('/api/match-quality')).body.sample.id
const next = async (sample: string) => (await ratna().get(`/api/match-quality/${sample}/next`)).body

async function ask<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(world.database.job)).rows
}

type Drawn = {
  readonly pair_no: number
  readonly joined: boolean
  readonly left_household_id: string
  readonly right_household_id: string
}

async function drawn(sample: string, pairNo: number): Promise<Drawn> {
  const [found] = await ask(sql<Drawn>`
    select pair_no, joined, left_household_id, right_household_id
    from entas.match_sample_pair
    join entas.match_sample_stratum using (tenant_id, sample_id, stratum_no)
    where tenant_id = 1 and sample_id = ${sample} and pair_no = ${pairNo}`)
  if (found === undefined) throw new Error('a drawn pair')
  return found
}

const aliases = () =>
  ask(sql<unknown>`select * from entas.household_alias where tenant_id = 1 order by id`)
const statesOf = ({ left_household_id: left, right_household_id: right }: Drawn) =>
  ask(sql<{ state: string; objections: string[] }>`
    select state, evidence -> 'objections' as objections from entas.match_pair
    where tenant_id = 1 and left_household_id = ${left} and right_household_id = ${right}`)

describe('quality by sample', () => {
  test('without labels there is no figure, only how many labels are missing', async () => {
    const { body } = await ratna().get('/api/match-quality')
    expect(body.registry.joined).toBeGreaterThan(4)
    expect(body.registry.labels).toBe(0)
    for (const share of [body.registry.precision, body.registry.recall]) {
      expect(share).toMatchObject({ value: null, low: null, high: null })
      expect(share.needed).toBeGreaterThan(0)
    }
    const [{ considered }] = (await ask(sql<{ considered: number }>`
      select sum(size) as considered from entas.match_sample_stratum where tenant_id = 1`)) as [
      { considered: number },
    ]
    expect(body.registry.considered).toBe(considered)
  })

  test('a pair is shown blind and masked', async () => {
    const { pair } = await next(await sampleId())
    expect(pair.left.aliasOf).toBeNull()
    expect(pair.right.aliasOf).toBeNull()
    const text = JSON.stringify(pair)
    for (const hidden of ['probability', 'weight', '"known":true', 'joined', 'stratum']) {
      expect(text).not.toContain(hidden)
    }
    expect(text).not.toMatch(/\d{16}/)
    expect(pair.compared).toContainEqual(expect.objectContaining({ field: 'national-id' }))
  })

  test('the clerk labels, others may only look or not even that', async () => {
    const sample = await sampleId()
    const { pair } = await next(sample)
    const body = { pairNo: pair.pairNo, label: 'same' }
    const url = `/api/match-quality/${sample}/labels`
    for (const name of ['maya', 'bupati', 'dewi'] as const) {
      expect((await world.as(name).get('/api/match-quality')).status).toBe(200)
      expect((await world.as(name).post(url, body)).status).toBe(403)
    }
    expect((await world.as('budi').get('/api/match-quality')).status).toBe(403)
    const wrong = await ratna().post(url, { ...body, pairNo: 99_999 })
    expect(wrong.body.code).toBe('matching.drawn-pair-not-found')
    const gone = await ratna().get(`/api/match-quality/${newId()}/next`)
    expect(gone.body.code).toBe('matching.sample-not-found')
  })

  test('a label changes no alias; what it contradicts waits for a person, until it is taken back', async () => {
    const sample = await sampleId()
    const before = await aliases()
    const url = `/api/match-quality/${sample}`
    const seen = new Set<boolean>()
    for (let at = 0; at < 40 && seen.size < 2; at += 1) {
      const { pair } = await next(sample)
      const of = await drawn(sample, pair.pairNo)
      const label = of.joined ? 'different' : 'same'
      const [first] = await statesOf(of)
      const { body } = await ratna().post(`${url}/labels`, { pairNo: pair.pairNo, label })
      const again = await ratna().post(`${url}/labels`, { pairNo: pair.pairNo, label })
      expect(again.status).toBe(200)
      const other = await ratna().post(`${url}/labels`, { pairNo: pair.pairNo, label: 'unsure' })
      expect(other.body.code).toBe('matching.already-labelled')
      if (first?.state === 'queued') {
        expect(body.queued).toBe(false)
        continue
      }
      expect(body.queued).toBe(true)
      expect(await statesOf(of)).toEqual([
        { state: 'queued', objections: expect.arrayContaining([`label-${label}`]) },
      ])
      await matchLists(world)
      expect((await statesOf(of))[0]?.state).toBe('queued')
      expect(await aliases()).toEqual(before)
      const undone = await ratna().post(`${url}/undo`)
      expect(undone.body).toEqual({ pairNo: pair.pairNo })
      expect((await statesOf(of))[0]?.state).toBe(first?.state ?? 'withdrawn')
      const say = of.joined ? 'same' : 'different'
      await ratna().post(`${url}/labels`, { pairNo: pair.pairNo, label: say })
      seen.add(of.joined)
    }
    expect([...seen].toSorted()).toEqual([false, true])
    expect(await aliases()).toEqual(before)
  })

  test('with enough labels there are figures with intervals, and "cannot tell" is counted', async () => {
    await ask(sql`delete from entas.match_label where tenant_id = 1`)
    const sample = await sampleId()
    let given = 0
    for (;;) {
      const { pair } = await next(sample)
      if (pair === null) break
      const of = await drawn(sample, pair.pairNo)
      const label = given === 3 ? 'unsure' : of.joined ? 'same' : 'different'
      await ratna().post(`/api/match-quality/${sample}/labels`, { pairNo: pair.pairNo, label })
      given += 1
    }
    const { body } = await ratna().get('/api/match-quality')
    expect(body.registry).toMatchObject({ labels: given, unsure: 1 })
    expect(body.registry.precision).toMatchObject({ value: 1, high: 1, needed: 0 })
    expect(body.registry.recall.value).toBe(1)
    expect(Math.min(body.registry.precision.low, body.registry.recall.low)).toBeLessThan(1)
    const labels = await working(world.database, 1, (db) => readLabels(db))
    expect(labels.length).toBe(given - 1)
    for (const { weight } of labels) expect(weight).toBeGreaterThanOrEqual(1)
  })

  test('the next matching draws another sample; the one that has labels stays', async () => {
    const before = await sampleId()
    await matchLists(world)
    await matchLists(world)
    const { body } = await ratna().get('/api/match-quality')
    expect(body.sample.id).not.toBe(before)
    expect(body.sample.labels).toBe(0)
    expect(body.samples.map(({ id }: { id: string }) => id)).toEqual([body.sample.id, before])
    const earlier = await ratna().get(`/api/match-quality?sample=${before}`)
    expect(earlier.body.registry.precision.value).toBe(1)
  })

  test('each list has its own figures: inside it, and with everything else', async () => {
    const ids = await ask(sql<{ id: string }>`
      select id from entas.household where tenant_id = 1 order by id`)
    const cuts = [ids.slice(0, 44), ids.slice(44)]
    const lists = ['first.xlsx', 'second.xlsx'].map((name) => ({ id: newId(), name }))
    for (const [at, list] of lists.entries()) {
      await ask(sql`
        insert into entas.import (tenant_id, id, file_name, file_digest, file_bytes, format, unit,
          owner, state, received_at)
        values (1, ${list.id}, ${list.name}, ${Buffer.from(list.name)}, 1, 'xlsx', 'household',
          'dinsos', 'entered', ${new Date(2026, 0, 1 + at)})`)
      await ask(sql`
        update entas.household set first_import_id = ${list.id}
        where tenant_id = 1 and id = any(${(cuts[at] ?? []).map(({ id }) => id)}::uuid[])`)
    }
    await matchLists(world)
    const { body } = await ratna().get('/api/match-quality')
    type List = Record<'inside' | 'against', { considered: number; joined: number }>
    const found: (List & { fileName: string })[] = body.lists
    expect(found.map(({ fileName }) => fileName)).toEqual(['second.xlsx', 'first.xlsx'])
    const [second, first] = found
    if (first === undefined || second === undefined) throw new Error('two lists')
    expect(first.against).toEqual(second.against)
    const sum = (of: 'considered' | 'joined') =>
      first.inside[of] + second.inside[of] + first.against[of]
    expect(sum('considered')).toBe(body.registry.considered)
    expect(sum('joined')).toBe(body.registry.joined)
    const counted = await ask(sql<{ joined: number }>`
      select count(*) as joined from entas.household as alias
      join entas.household as other on other.tenant_id = 1 and other.id = alias.alias_of
      where alias.tenant_id = 1 and alias.first_import_id = ${lists[1]?.id}
        and other.first_import_id = ${lists[1]?.id}`)
    expect(second.inside.joined).toBe(counted[0]?.joined)
    expect(second.inside.joined).toBeGreaterThan(0)
    const url = `/api/match-quality/${body.sample.id}/next?list=${lists[0]?.id}`
    const { pair } = (await ratna().get(url)).body
    const of = await drawn(body.sample.id, pair.pairNo)
    const firstIds = new Set((cuts[0] ?? []).map(({ id }) => id))
    const touches = firstIds.has(of.left_household_id) || firstIds.has(of.right_household_id)
    expect(touches).toBe(true)
  })

  test('nothing went wrong inside', () => {
    expect(world.failures).toEqual([])
  })
})

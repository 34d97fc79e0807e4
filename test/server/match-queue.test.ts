import { afterAll, beforeAll, expect, test } from 'vitest'
import { working } from '../../server/database.ts'
import { addJob } from '../../server/events.ts'
import { asOwner } from '../../server/floor.ts'
import { drainJobs } from '../../server/jobs.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { seedDecree } from '../support/decree-seed.ts'
import { listFamily } from '../support/matching-seed.ts'
import { addPair, say } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let pairs: Record<'plain' | 'large' | 'aided' | 'objected' | 'settles', string>

beforeAll(async () => {
  world = await openWorld()
  const head = (name: string) => ({ name, bornOn: '1976-05-12' })
  const two = async (name: string, village = sariVillage, members = 0) => {
    const list = (each: string) =>
      listFamily(world, {
        head: head(each),
        village,
        members: Array.from({ length: members }, (_, at) => head(`Anak ${at}`)),
      })
    return [await list(name), await list(`${name} lagi`)] as const
  }
  const plain = await addPair(world, await two('Biasa'))
  const large = await addPair(world, await two('Besar', sariVillage, 5))
  const objected = await addPair(world, await two('Keberatan', otherVillage), {
    probability: 0.9999,
    objections: ['sex-differs'],
  })
  const seed = await seedDecree(world, { families: 1, number: 'nilai' })
  const named = seed.families[0]?.householdId ?? ''
  const aided = await addPair(world, [named, (await two('Dibantu'))[0]])
  const [one, other] = await two('Bertiga')
  const third = await listFamily(world, { head: head('Bertiga juga') })
  const settles = await addPair(world, [one, other])
  await addPair(world, [one, third], { probability: 0.99 })
  await addPair(world, [other, third], { probability: 0.99 })
  pairs = { plain, large, aided, objected, settles }
  await working(world.database, 1, (db) =>
    addJob(db, 'weigh-pairs', { tenantId: 1, subject: null }),
  )
  await drainJobs(world.house)
})
afterAll(() => world.close())

type Listed = { rows: { id: string; worth: number }[]; total: number }
const list = async (query = ''): Promise<Listed> =>
  (await world.as('ratna').get(`/api/matches${query}`)).body

test('the queue begins with the answers that are worth most', async () => {
  const { rows } = await list()
  const worth = rows.map((row) => row.worth)
  expect(worth).toEqual(worth.toSorted((one, other) => other - one))
  const of = (which: keyof typeof pairs) => rows.find((row) => row.id === pairs[which])?.worth ?? 0
  expect(of('large')).toBeGreaterThan(of('plain'))
  expect(of('aided')).toBeGreaterThan(of('plain'))
  expect(of('settles')).toBeGreaterThan(of('plain'))
  // 0.9999 would be worth nothing, were there nothing against it.
  expect(of('objected')).toBeCloseTo(0.469 * 2, 2)
})

test('a verdict weighs what is left around it again', async () => {
  const before = (await list()).rows.length
  await say(world, pairs.settles, { verdict: 'different' })
  const { rows } = await list()
  expect(rows).toHaveLength(before - 1)
  await world.as('ratna').post(`/api/matches/${pairs.settles}/undo`)
  expect((await list()).rows.find((row) => row.id === pairs.settles)?.worth).toBeGreaterThan(2)
})

test('it can run by probability or by what was found last, and shows one village or reason', async () => {
  const byBelief = await list('?sort=probability')
  expect(byBelief.rows[0]?.id).toBe(pairs.objected)
  expect((await list('?sort=newest')).total).toBe(byBelief.total)
  expect((await list(`?village=${otherVillage}`)).rows.map((row) => row.id)).toEqual([
    pairs.objected,
  ])
  expect((await list(`?village=${sariVillage.slice(0, 8)}`)).total).toBe(byBelief.total)
  expect((await list('?because=sex-differs')).rows.map((row) => row.id)).toEqual([pairs.objected])
  expect((await list('?because=one-national-id')).total).toBe(0)
  const doubts = await list('?because=doubtful')
  expect(doubts.rows.map((row) => row.id)).toContain(pairs.plain)
  expect(doubts.rows.map((row) => row.id)).not.toContain(pairs.objected)
})

test('families that more pairs share are shown together', async () => {
  const { related } = (await world.as('ratna').get(`/api/matches/${pairs.settles}/review`)).body
  expect(related).toHaveLength(2)
  expect(related[0]).toMatchObject({ state: 'queued', probability: expect.closeTo(0.99) })
})

test('a page of a long queue is read by its index', async () => {
  await asOwner(world.ownerUrl, async (client) => {
    await client.query(
      `insert into entas.match_pair (tenant_id, id, left_household_id, right_household_id, weight,
         probability, evidence, rule_version, state, engine_state, found_at, worth)
       select 1, gen_random_uuid(), one.id, other.id, 1, 0.5, '{}', 'test', 'withdrawn',
         'withdrawn', now(), 0
       from entas.household one, entas.household other
       where one.id < other.id
       on conflict do nothing`,
    )
    await client.query('analyze entas.match_pair')
    await client.query('set enable_seqscan = off')
    const explained = await client.query(
      `explain select id from entas.match_pair pair
       where tenant_id = 1 and pair.turn is not null
       order by pair.turn, pair.worth desc, pair.id limit 50`,
    )
    const plan = explained.rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('match_pair_by_worth')
    expect(plan).not.toContain('Sort')
  })
})

test('nothing went wrong inside', () => {
  expect(world.failures).toEqual([])
})

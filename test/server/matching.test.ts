import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Id, id } from '../../core/kernel/id.ts'
import { nameKey } from '../../core/registry/name.ts'
import { working } from '../../server/database.ts'
import { drainJobs } from '../../server/jobs.ts'
import { measureMatching } from '../../server/matching/measure-matching.ts'
import { newId } from '../../server/new-id.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

async function aliasOf(world: World, household: string): Promise<string | null> {
  const result = await sql<{ alias_of: string | null }>`
    select alias_of from entas.household where tenant_id = 1 and id = ${household}
  `.execute(world.database.job)
  return result.rows[0]?.alias_of ?? null
}

async function derived(world: World): Promise<unknown> {
  const result = await sql`
    select * from entas.household where tenant_id = 1 order by id
  `.execute(world.database.job)
  return result.rows
}

describe('who is who', () => {
  let world: World
  let first: Id<'household'>
  let again: Id<'household'>
  let doubtful: Id<'household'>

  beforeAll(async () => {
    world = await openWorld()
    for (const family of strangers) await listFamily(world, family)
    first = await listFamily(world, {
      head: { name: 'Muhammad Sahrul', bornOn: '1976-05-12', nik: '1901991205760007' },
      address: 'Jl. Raya RT 03',
    })
    again = await listFamily(world, {
      head: { name: 'Moh. Sahroel', bornOn: '1976-12-05', nik: '1901991205760007' },
      address: 'Jalan Raya RT 3',
    })
    doubtful = await listFamily(world, {
      head: { name: 'Muhammad Sahrul', bornOn: '1976-05-22' },
      village: otherVillage,
    })
    await matchLists(world)
  })
  afterAll(() => world.close())

  const ratna = () => world.as('ratna')

  test('a certain double becomes an alias of the earlier family by itself', async () => {
    expect(await aliasOf(world, again)).toBe(first)
    expect(await aliasOf(world, first)).toBeNull()
    const counts = await ratna().get('/api/matches/counts')
    expect(counts.body).toMatchObject({ joined: 1, aliases: 1 })
  })

  test('a doubtful pair waits side by side, masked and explained', async () => {
    const queue = await ratna().get('/api/matches?state=queued&sort=probability')
    const rows: {
      right: { householdId: string }
      because: string[]
      probability: number
    }[] = queue.body.rows
    const waiting = rows.find((row) => row.right.householdId === doubtful)
    expect(waiting?.because.length).toBeGreaterThan(0)
    const beliefs = rows.map((row) => row.probability)
    expect(beliefs).toEqual(beliefs.toSorted((one, other) => other - one))
    const joined = await ratna().get('/api/matches?state=joined')
    expect(joined.body.rows[0].because).toEqual([])
    const pair = await ratna().get(`/api/matches/${joined.body.rows[0].id}`)
    expect(pair.body.left.nationalIdMask).toBe('190199••••••••07')
    expect(pair.body.evidence).toContainEqual(
      expect.objectContaining({ field: 'birth-date', level: 'swapped' }),
    )
    expect(JSON.stringify(pair.body)).not.toContain('1901991205760007')
    expect(JSON.stringify(pair.body)).not.toContain('1976-05-12')
  })

  test('only the social office decides; an auditor may look', async () => {
    const queue = await world.as('maya').get('/api/matches')
    expect(queue.status).toBe(200)
    const pair = queue.body.rows[0].id
    const body = { verdict: 'same', reason: 'Sudah ditelepon, orangnya sama' }
    expect((await world.as('maya').post(`/api/matches/${pair}/decision`, body)).status).toBe(403)
    expect((await world.as('budi').get('/api/matches')).status).toBe(403)
    expect((await world.as('sari').get(`/api/matches/${pair}`)).status).toBe(403)
  })

  test('a verdict joins, undoing it restores every byte of the families', async () => {
    const before = await derived(world)
    const queue = await ratna().get('/api/matches?state=queued')
    const pair = queue.body.rows.find(
      (row: { right: { householdId: string } }) => row.right.householdId === doubtful,
    )
    const body = { verdict: 'same', reason: 'Kepala dusun mengenal orang ini' }
    const decided = await ratna().post(`/api/matches/${pair.id}/decision`, body)
    expect(decided.body).toMatchObject({ state: 'same', aliasOf: first, proposed: false })
    expect(await aliasOf(world, doubtful)).toBe(first)
    const twice = await ratna().post(`/api/matches/${pair.id}/decision`, body)
    expect(twice.body.code).toBe('matching.already-decided')
    const undone = await ratna().post(`/api/matches/${pair.id}/undo`)
    const free = { state: 'queued', aliasOf: null, proposed: false, saidAt: null }
    expect(undone.body).toEqual(free)
    expect(await derived(world)).toEqual(before)
    const events = await sql<{ name: string }>`
      select name from entas.event where subject_id = ${id(pair.id)} order by recorded_at
    `.execute(world.database.job)
    expect(events.rows.map((row) => row.name)).toEqual(['match-pair.decided', 'match-pair.undone'])
  })

  test('a verdict of different takes a join apart and outlives the next list', async () => {
    const joined = await ratna().get('/api/matches?state=joined')
    const pair = joined.body.rows[0].id
    const reason = 'Dua orang: saudara kembar, NIK tertukar'
    await ratna().post(`/api/matches/${pair}/decision`, { verdict: 'different', reason })
    expect(await aliasOf(world, again)).toBeNull()
    await matchLists(world)
    expect(await aliasOf(world, again)).toBeNull()
    const shown = await ratna().get(`/api/matches/${pair}`)
    expect(shown.body).toMatchObject({ state: 'different', reason, decidedByName: 'Ratna Dinsos' })
    await ratna().post(`/api/matches/${pair}/undo`)
    expect(await aliasOf(world, again)).toBe(first)
  })

  test('taken apart after a confirmed double, a family waits for a visit and counts open', async () => {
    const { body: joined } = await ratna().get('/api/matches?state=joined')
    const pair = joined.rows[0].id
    const hendra = world.as('hendra')
    await ratna().post('/api/decisions/propose-doubles')
    const { body: found } = await hendra.get(`/api/decisions?household=${again}`)
    const decision = found.rows[0].id
    await hendra.post('/api/decisions/confirm', { ids: [decision] })
    const family = async () => (await ratna().get(`/api/households/${again}`)).body
    expect(await family()).toMatchObject({ state: 'decided', result: 'double' })
    const reason = 'Dua keluarga, kata kepala dusun'
    await ratna().post(`/api/matches/${pair}/decision`, { verdict: 'different', reason })
    await drainJobs(world.house)
    const { body: reopened } = await hendra.get(`/api/decisions/${decision}`)
    expect(reopened).toMatchObject({ state: 'reopened', reopenReason: 'alias-undone' })
    expect(await family()).toMatchObject({ state: 'listed', result: null })
    const events = await sql<{ name: string }>`
      select name from entas.event where subject_id = ${again} order by recorded_at, id
    `.execute(world.database.job)
    const names = events.rows.map((row) => row.name)
    expect(names.slice(-2)).toEqual(['household.separated', 'decision.reopened'])
    const plan = await ratna().post('/api/assignments', { villages: [sariVillage] })
    expect(plan.status).toBe(200)
    expect((await family()).state).toBe('assigned')
    await ratna().post(`/api/matches/${pair}/undo`)
    expect(await aliasOf(world, again)).toBe(first)
  })

  test('matching the same registry again changes nothing but the event', async () => {
    // A verdict that stood at the last matching was taken back since: it teaches no more.
    await matchLists(world)
    const before = await derived(world)
    const pairs = () =>
      sql`select * from entas.match_pair where tenant_id = 1 order by id`.execute(
        world.database.job,
      )
    const aliases = () =>
      sql`select * from entas.household_alias where tenant_id = 1 order by id`.execute(
        world.database.job,
      )
    const [pairsBefore, aliasesBefore] = [(await pairs()).rows, (await aliases()).rows]
    await matchLists(world)
    expect(await derived(world)).toEqual(before)
    expect((await pairs()).rows).toEqual(pairsBefore)
    expect((await aliases()).rows).toEqual(aliasesBefore)
  })

  test('members who come with a later list turn a doubt into a join', async () => {
    const members = [
      { name: 'Dewi Anggraini', bornOn: '1994-08-17' },
      { name: 'Rangga Saputra', bornOn: '1999-11-23' },
      { name: 'Intan Permatasari', bornOn: '2004-02-14' },
    ]
    const one = await listFamily(world, {
      head: { name: 'Kartini Wulandari', bornOn: '1968-01-01' },
    })
    const head = { name: 'Kartini W.', bornOn: '1968-03-09' }
    const other = await listFamily(world, { head, village: otherVillage })
    await matchLists(world)
    const before = await aliasOf(world, other)
    await working(world.database, 1, async (db) => {
      for (const household of [one, other]) {
        for (const person of members) {
          await sql`
            insert into entas.person (tenant_id, id, household_id, village_code, name, name_key,
              sex, born_on, derived_at)
            values (1, ${newId()}, ${household}, ${sariVillage}, ${person.name},
              ${nameKey(person.name)}, 'female', ${person.bornOn}, ${db.now})`.execute(db.sql)
        }
      }
    })
    await matchLists(world)
    expect(before).toBeNull()
    expect(await aliasOf(world, other)).toBe(one)
  })

  test('the measure counts what was joined against what is known', async () => {
    const measure = await working(world.database, 1, (db) =>
      measureMatching(db, [
        [again, first],
        [doubtful, first],
      ]),
    )
    expect(measure.joined).toMatchObject({ truePairs: 2, foundPairs: 2, rightPairs: 1 })
    expect(measure.joinedOrQueued.recall).toBe(1)
  })

  test('nothing went wrong inside', () => {
    expect(world.failures).toEqual([])
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { working } from '../../server/database.ts'
import { record } from '../../server/events.ts'
import { drainJobs } from '../../server/jobs.ts'
import {
  enterList,
  familyHeader,
  familyRow,
  inventedRow as rowOf,
} from '../support/listed-families.ts'
import { listFamily } from '../support/matching-seed.ts'
import { labelDifferent } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ demonstration: true })
  const lines = Array.from({ length: 2_200 }, (_, at) => rowOf(at))
  await enterList(world, 'semua.csv', [familyHeader, ...lines])
  await listFamily(world, {
    head: { name: 'YOHANES GULTOM', bornOn: '1961-03-04' },
    members: [{ name: 'HENDRIK MANALU GULTOM', bornOn: '1995-08-19', nik: sonNik }],
  })
})
afterAll(() => world.close())

const sonNik = '1901991908950042'

/** What no list in particular sets off is matched whole. */
async function matchWhole(): Promise<void> {
  await working(world.database, 1, (db) => record(db, { name: 'import.entered' }))
  await drainJobs(world.house)
}

async function lastMatching() {
  const found = await sql<{ detail: Record<string, unknown> }>`
    select detail from entas.event where tenant_id = 1 and name = 'import.matched'
    order by recorded_at desc limit 1`.execute(world.database.job)
  return found.rows[0]?.detail
}

async function aliases(): Promise<readonly string[]> {
  const found = await sql<{ pair: string }>`
    select alias_id || ' ' || household_id as pair from entas.household_alias
    where tenant_id = 1 and removed_at is null order by 1`.execute(world.database.job)
  return found.rows.map((row) => row.pair)
}

test('a small list is matched by itself and finds what the whole would', async () => {
  expect(await lastMatching()).toMatchObject({ whole: true, families: 2_200 })
  const before = await aliases()
  const doubles = Array.from({ length: 10 }, (_, at) => rowOf(31 + at * 31, { key: `L${at}` }))
  const strangers = Array.from({ length: 10 }, (_, at) => rowOf(5_000 + at, { key: `S${at}` }))
  const list = await enterList(world, 'susulan.csv', [familyHeader, ...doubles, ...strangers])
  expect(await lastMatching()).toMatchObject({ whole: false, families: 20, aliasesAdded: 10 })
  const after = await aliases()
  expect(after.filter((pair) => before.includes(pair))).toEqual(before)

  await matchWhole()
  expect(await lastMatching()).toMatchObject({ whole: true, aliasesAdded: 0, aliasesRemoved: 0 })
  expect(await aliases()).toEqual(after)

  await world.as('ratna').post(`/api/imports/${list}/withdraw`, { reason: 'daftar keliru' })
  await matchWhole()
  expect(await aliases()).toEqual(before)
})

test('a grown son whom a small list names as head is found in his parents’ family', async () => {
  const son = { key: 'ANAK', name: 'HENDRIK MANALU GULTOM', nik: sonNik, born: '1995-08-19' }
  await enterList(world, 'anak.csv', [familyHeader, familyRow({ ...son, address: 'DUSUN LAUT' })])
  expect(await lastMatching()).toMatchObject({ whole: false, personPairs: 1 })
  const { rows, total } = (await world.as('ratna').get('/api/person-pairs')).body
  expect(total).toBe(1)
  const heads = [rows[0].left, rows[0].right].map((side) => side.headName).toSorted()
  expect(heads).toEqual(['HENDRIK MANALU GULTOM', 'YOHANES GULTOM'])
  await matchWhole()
  expect((await world.as('ratna').get('/api/person-pairs')).body.rows).toMatchObject([
    { id: rows[0].id, state: 'open' },
  ])
})

test('a verdict outlives a small list that names the family again', async () => {
  const again = rowOf(77, { key: 'V1' })
  await enterList(world, 'satu.csv', [familyHeader, again])
  const [joined] = (await world.as('ratna').get('/api/matches?state=joined')).body.rows.filter(
    (row: { left: { headName: string } }) => again.includes(row.left.headName),
  )
  const apart = { verdict: 'different', reason: 'dua keluarga yang berbeda' }
  expect((await world.as('ratna').post(`/api/matches/${joined.id}/decision`, apart)).status).toBe(
    200,
  )
  const standing = await aliases()
  await enterList(world, 'dua.csv', [familyHeader, rowOf(77, { key: 'V1' }), rowOf(9_000)])
  expect(await lastMatching()).toMatchObject({ whole: false })
  expect((await world.as('ratna').get(`/api/matches/${joined.id}`)).body.state).toBe('different')
  expect((await aliases()).filter((pair) => standing.includes(pair))).toEqual(standing)
  expect(world.failures).toEqual([])
})

test('what stood under a small list that is withdrawn stands for itself again', async () => {
  const standing = await aliases()
  const first = await enterList(world, 'awal.csv', [
    familyHeader,
    rowOf(6_000, { key: 'A1' }),
    rowOf(6_100, { key: 'A2' }),
  ])
  await enterList(world, 'kembar.csv', [
    familyHeader,
    rowOf(6_000, { key: 'B1' }),
    rowOf(6_100, { key: 'B2' }),
  ])
  const { body } = await world.as('ratna').get('/api/matches?state=joined&sort=newest')
  const said = { verdict: 'same', reason: 'satu keluarga menurut kepala dusun' }
  const verdict = await world.as('ratna').post(`/api/matches/${body.rows[0].id}/decision`, said)
  expect(verdict.body.state).toBe('same')
  expect(await aliases()).toHaveLength(standing.length + 2)
  await world.as('ratna').post(`/api/imports/${first}/withdraw`, { reason: 'daftar keliru' })
  await drainJobs(world.house)
  expect(await lastMatching()).toMatchObject({ whole: false, aliasesRemoved: 2 })
  expect(await aliases()).toEqual(standing)
})

test('what a label contradicts stays in the queue when a small list names it again', async () => {
  await enterList(world, 'tiga.csv', [familyHeader, rowOf(155, { key: 'C1' })])
  const { body } = await world.as('ratna').get('/api/matches?state=joined&sort=newest')
  const { id, left, right } = body.rows[0]
  await labelDifferent(world, [left.householdId, right.householdId])
  await enterList(world, 'empat.csv', [familyHeader, rowOf(155, { key: 'C1' }), rowOf(9_100)])
  expect(await lastMatching()).toMatchObject({ whole: false, families: 2 })
  expect((await world.as('ratna').get(`/api/matches/${id}`)).body).toMatchObject({
    state: 'queued',
    objections: ['label-different'],
  })
})

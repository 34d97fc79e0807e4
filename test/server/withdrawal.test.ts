import { afterAll, beforeAll, expect, test } from 'vitest'
import { drainJobs } from '../../server/jobs.ts'
import { sariVillage } from '../support/cast.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import {
  enterList,
  familyHeader,
  familyRow,
  personHeader,
  personRow,
} from '../support/listed-families.ts'
import { visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ demonstration: true })
})
afterAll(() => world.close())

const enter = (name: string, lines: readonly string[]) => enterList(world, name, lines)

async function withdraw(id: string) {
  const reason = 'daftar tahun yang keliru'
  const done = await world.as('ratna').post(`/api/imports/${id}/withdraw`, { reason })
  expect(done.status).toBe(200)
  await drainJobs(world.house)
}

/** The family as the office sees it, without what only tells when. */
async function familyOf(key: string) {
  const found = await world.as('ratna').post('/api/households/search', { text: key })
  const { body } = await world.as('ratna').get(`/api/households/${found.body.rows[0]?.id}`)
  const { timeline: _, sources: __, ...rest } = body
  return rest
}

const saleh = { key: '190100021', name: 'AHMAD SALEH', nik: '1901991203700021' }
const rahman = { key: '190100022', name: 'RAHMAN', nik: '1901991203700022' }

test('a newer list that is withdrawn leaves no trace in the families of the older one', async () => {
  await enter('lama.csv', [familyHeader, familyRow(saleh), familyRow(rahman)])
  const before = [await familyOf(saleh.key), await familyOf(rahman.key)]
  const newer = await enter('baru.csv', [
    familyHeader,
    familyRow({ ...saleh, born: '1970-04-13', address: 'JALAN BARU', decile: 3, floor: 'Tanah' }),
    familyRow({ key: '190100023', name: 'ZAINAB', nik: '1901995204700023' }),
  ])
  const between = await familyOf(saleh.key)
  expect(between).toMatchObject({ address: 'JALAN BARU', centralDecile: 3 })
  await withdraw(newer)
  expect([await familyOf(saleh.key), await familyOf(rahman.key)]).toEqual(before)
  const search = await world.as('ratna').post('/api/households/search', { text: 'zainab' })
  expect(search.body.rows).toEqual([])
})

test('persons whom only a withdrawn list put into a family leave it, but not a visited one', async () => {
  const before = await familyOf(saleh.key)
  const visitedFamily = await familyOf(rahman.key)
  await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
  const persons = await enter('individu.csv', [
    personHeader,
    personRow(saleh.key, 1, 'MARYAM', 'Istri'),
    personRow(saleh.key, 2, 'FAJAR', 'Anak'),
    personRow(rahman.key, 1, 'AISYAH', 'Istri'),
  ])
  expect((await familyOf(saleh.key)).memberCount).toBe(3)
  const sent = await world.as('budi').post('/api/visits', visitOf(visitedFamily.id))
  expect(sent.status).toBe(200)
  await withdraw(persons)
  expect(await familyOf(saleh.key)).toEqual({ ...before, state: 'assigned' })
  const names = (await familyOf(rahman.key)).members.map((each: { name: string }) => each.name)
  expect(names).toEqual(['RAHMAN', 'AISYAH'])
  // Their ids stay valid: they stand in a family that left the lists with its list.
  const left = await asOwnerOf(world, (client) =>
    client.query(
      `select household.state, household.first_import_id, person.name
       from person join household on household.id = person.household_id
       where person.name in ('MARYAM', 'FAJAR') order by person.name desc`,
    ),
  )
  expect(left.rows).toEqual([
    { state: 'withdrawn', first_import_id: persons, name: 'MARYAM' },
    { state: 'withdrawn', first_import_id: persons, name: 'FAJAR' },
  ])
})

test('a family that a later list names too is of that one, and leaves with it', async () => {
  const one = { key: '190100031', name: 'DARMAWAN', nik: '1901991203700031' }
  const first = await enter('satu.csv', [familyHeader, familyRow(one)])
  const second = await enter('dua.csv', [familyHeader, familyRow({ ...one, decile: 2 })])
  await withdraw(first)
  expect(await familyOf(one.key)).toMatchObject({ centralDecile: 2, centralDecileFrom: second })
  await withdraw(second)
  const search = await world.as('ratna').post('/api/households/search', { text: 'darmawan' })
  expect(search.body.rows).toEqual([])
})

test('pairs with a withdrawn family are withdrawn too: nobody is asked about them', async () => {
  const one = { key: '190100041', name: 'SULAIMAN HAMID', nik: '1901991203700041' }
  const like = { key: '190100042', name: 'SULAIMAN HAMID', nik: '', born: '1972-05-20' }
  await enter('kiri.csv', [familyHeader, familyRow(one)])
  const right = await enter('kanan.csv', [familyHeader, familyRow(like)])
  const states = async () => {
    const found = await asOwnerOf(world, (client) =>
      client.query(
        `select pair.state from match_pair pair
         join household one on one.id = pair.left_household_id
         join household other on other.id = pair.right_household_id
         where one.head_name = other.head_name and one.head_name = 'SULAIMAN HAMID'`,
      ),
    )
    return found.rows.map((row) => row.state)
  }
  expect(await states()).toEqual(['queued'])
  await withdraw(right)
  expect(await states()).toEqual(['withdrawn'])
})

test('doubles of a withdrawn list leave with it; their doubles elsewhere stand for themselves', async () => {
  const one = { key: '190100051', name: 'BURHANUDDIN', nik: '1901991203700051' }
  await enter('dulu.csv', [familyHeader, familyRow(one)])
  const twins = [
    { key: '190100052', name: 'BURHANUDDIN', nik: '1901991203700051' },
    { key: '190100053', name: 'KAMALUDDIN', nik: '1901991203700053' },
    { key: '190100054', name: 'KAMALUDDIN', nik: '1901991203700053' },
  ]
  const next = await enter('kini.csv', [familyHeader, ...twins.map(familyRow)])
  const standing = async () => {
    const found = await asOwnerOf(world, (client) =>
      client.query(
        `select head_name, state, alias_of is not null as joined from household
         where head_name in ('BURHANUDDIN', 'KAMALUDDIN') order by state, head_name, joined`,
      ),
    )
    return found.rows.map((row) => `${row.head_name} ${row.state}${row.joined ? ' joined' : ''}`)
  }
  expect(await standing()).toEqual([
    'BURHANUDDIN listed',
    'BURHANUDDIN listed joined',
    'KAMALUDDIN listed',
    'KAMALUDDIN listed joined',
  ])
  const pair = await asOwnerOf(world, (client) =>
    client.query(
      `select pair.id from match_pair pair
       join household h on h.id = pair.left_household_id where h.head_name = 'BURHANUDDIN'`,
    ),
  )
  const verdict = { verdict: 'same', reason: 'NIK dan nama sama' }
  const url = `/api/matches/${pair.rows[0]?.id}/decision`
  expect((await world.as('ratna').post(url, verdict)).status).toBe(200)
  await world.as('ratna').post('/api/decisions/propose-doubles')
  await withdraw(next)
  expect(await standing()).toEqual([
    'BURHANUDDIN listed',
    'BURHANUDDIN withdrawn',
    'KAMALUDDIN withdrawn',
    'KAMALUDDIN withdrawn',
  ])
  const proposed = await world.as('hendra').get('/api/decisions?state=proposed&result=double')
  expect(proposed.body.total).toBe(0)
})

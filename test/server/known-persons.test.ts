import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookupOf } from '../../server/matching/lookup/registry-lookup.ts'
import type { CastName } from '../support/cast.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import { enterList, familyHeader, familyRow } from '../support/listed-families.ts'
import { listFamily, strangers } from '../support/matching-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let sahrul: string
let elsewhere: string
let withoutHead: string

const near = { name: 'Mulyadi Hasanuddin', bornOn: '1970-01-02' }
/** Of the same name, where a village does not see. */
const far = { name: near.name, bornOn: '1975-06-07', nik: '1901990706750001' }

beforeAll(async () => {
  world = await openWorld({ demonstration: true })
  for (const family of strangers) await listFamily(world, family)
  sahrul = await listFamily(world, {
    head: { name: 'Muhammad Sahrul', bornOn: '1976-05-12', nik: '1901991205760007' },
    members: [{ name: 'Siti Rohana', bornOn: '1980-01-31', nik: '1901997101800003' }],
  })
  elsewhere = await listFamily(world, {
    head: { name: 'Darmawan Kusnadi', bornOn: '1969-11-30', nik: '1901993011690001' },
    village: otherVillage,
  })
  withoutHead = await headless()
  await listFamily(world, { head: near })
  await listFamily(world, { head: far, village: otherVillage })
})
afterAll(() => world.close())

async function known(as: CastName, person: Readonly<Record<string, unknown>>) {
  const answer = await world.as(as).post('/api/persons/known', { name: '', ...person })
  expect(answer.status).toBe(200)
  return answer.body
}

/** A family whose head is only a name: the persons that are known of it are others. */
async function headless(): Promise<string> {
  const household = await listFamily(world, {
    head: { name: 'Wagiman Prasetyo', bornOn: '1990-08-17' },
    members: [{ name: 'Sulastri Handayani', bornOn: '1992-04-21' }],
  })
  await asOwnerOf(world, (client) =>
    client.query(
      `update household set head_person_id = null, head_name = 'Kartono' where id = $1`,
      [household],
    ),
  )
  return household
}

describe('who a person at a form may be', () => {
  test('a member is found by the NIK, masked, with the family that she belongs to', async () => {
    const { state, rows } = await known('ratna', { nationalId: '1901 9971 0180 0003' })
    expect(state).toBe('ready')
    expect(rows[0]).toMatchObject({
      householdId: sahrul,
      name: 'Siti Rohana',
      headName: 'Muhammad Sahrul',
      nationalIdMask: '190199••••••••03',
      bornYear: 1980,
    })
    expect(rows[0].sure).toBe('certain')
    expect(rows[0].evidence).toEqual([{ field: 'national-id', level: 'equal' }])
    expect(JSON.stringify(rows)).not.toContain('1901997101800003')
  })

  test('a name spelled another way with day and month turned round is found', async () => {
    const { rows } = await known('ratna', { name: 'Moh. Sahroel', bornOn: '1976-12-05' })
    expect(rows[0]).toMatchObject({ householdId: sahrul, name: 'Muhammad Sahrul' })
  })

  test('of a family without a person at its head the right member is shown', async () => {
    const { rows } = await known('ratna', { name: 'Sulastri Handayani', bornOn: '1992-04-21' })
    expect(rows[0]).toMatchObject({ householdId: withoutHead, name: 'Sulastri Handayani' })
  })

  test('who is nobody yet is nobody', async () => {
    const { rows, elsewhere: out } = await known('ratna', {
      name: 'Xaverius Zulkarnaen',
      bornOn: '2001-02-27',
    })
    expect([rows, out]).toEqual([[], false])
  })

  test('a number with a slip does not hide whom the name finds, nor find anybody itself', async () => {
    const slip = '1901997101800013'
    const { rows } = await known('ratna', { name: 'Siti Rohana', nationalId: slip })
    expect(rows[0]).toMatchObject({ householdId: sahrul, name: 'Siti Rohana' })
    expect((await known('ratna', { nationalId: slip })).rows).toEqual([])
  })

  test('neither a number nor a date can be guessed digit by digit', async () => {
    const [name, nik] = ['Siti Rohana', '1901997101800003']
    const without = await known('ratna', { name })
    for (const right of [0, 4, 8, 12, 15]) {
      const nationalId = nik.slice(0, right).padEnd(16, '4')
      expect(await known('ratna', { name, nationalId })).toEqual(without)
    }
    const wrong = await known('ratna', { name, bornOn: '1980-08-17' })
    for (const bornOn of ['1980-01-30', '1980-01-21', '1980-03-31', '1980-01-01']) {
      expect(await known('ratna', { name, bornOn })).toEqual(wrong)
    }
    expect(JSON.stringify(without)).not.toMatch(/probability|weight/)
    const right = await known('ratna', { name, bornOn: '1980-01-31', nationalId: nik })
    expect(right.rows[0]).toMatchObject({ sure: 'certain' })
  })

  test('a village is told that there is somebody elsewhere, and nothing more', async () => {
    const asked = { name: 'Darmawan Kusnadi', nationalId: '1901993011690001' }
    const answer = await known('sari', asked)
    expect(answer).toMatchObject({ rows: [], elsewhere: true })
    expect(JSON.stringify(answer)).not.toContain('Darmawan')
    expect((await known('ratna', asked)).rows[0]).toMatchObject({ householdId: elsewhere })
    const numberAlone = { nationalId: asked.nationalId }
    expect(await known('sari', numberAlone)).toMatchObject({ rows: [], elsewhere: false })
    expect((await known('sari', { nationalId: '1901997101800003' })).rows).toHaveLength(1)
  })

  test('numbers and dates of those out of reach move nothing', async () => {
    const asked = { name: near.name }
    const answer = await known('sari', asked)
    expect(answer).toMatchObject({ rows: [{ name: near.name }], elsewhere: true })
    expect(await known('sari', { ...asked, nationalId: far.nik })).toEqual(answer)
    const [right, wrong] = await Promise.all(
      [far.bornOn, '1975-03-04'].map((bornOn) => known('sari', { ...asked, bornOn })),
    )
    expect(right).toEqual(wrong)
  })

  test('a verifier without tasks sees nobody; roles without the right are refused', async () => {
    const answer = await known('budi', { name: 'Darmawan Kusnadi' })
    expect(answer).toMatchObject({ rows: [], elsewhere: true })
    for (const name of ['tono', 'bupati', 'admin'] as const) {
      expect((await world.as(name).post('/api/persons/known', { name: 'Siti' })).status).toBe(403)
    }
  })

  test('a list that enters is known at once, and forgotten when it is withdrawn', async () => {
    const nik = '1901991703880009'
    expect((await known('ratna', { nationalId: nik })).rows).toEqual([])
    const row = familyRow({ key: 'K1', name: 'BAHARUDIN WIRYONO', nik, born: '1988-03-17' })
    const list = await enterList(world, 'keluarga.csv', [familyHeader, row])
    const asked = { name: 'Baharudin Wirjono', villageCode: sariVillage }
    expect((await known('ratna', asked)).rows[0]).toMatchObject({ name: 'BAHARUDIN WIRYONO' })
    await world.as('ratna').post(`/api/imports/${list}/withdraw`, { reason: 'daftar keliru' })
    expect((await known('ratna', { nationalId: nik })).rows).toEqual([])
  })
})

test('the index in a thread of its own answers as the one in this thread', async () => {
  const { masterKey, urls } = world
  const apart = lookupOf({ ...world.house, opening: { urls, masterKey } })
  const asked = {
    name: 'Sahrul Muhamad',
    sex: null,
    bornOn: '1976-05-12',
    nationalId: '',
    familyCard: '',
    villageCode: null,
  }
  try {
    const answers = await Promise.all([
      apart.known(1, asked),
      lookupOf(world.house).known(1, asked),
    ])
    // Made later, it has counted other names: the odds are a little others.
    const withoutOdds = answers.map((answer) =>
      JSON.stringify(answer, (key, value) => (key === 'odds' ? undefined : value)),
    )
    expect(withoutOdds[0]).toBe(withoutOdds[1])
    expect(answers[0]).toMatchObject({ state: 'ready', found: [{ householdId: sahrul }] })
  } finally {
    await apart.stop()
  }
  // A job that is late at the end of a server starts no thread that nobody would end.
  await expect(apart.known(1, asked)).rejects.toThrow('the lookup was stopped')
})

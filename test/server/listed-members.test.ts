import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drainJobs } from '../../server/jobs.ts'
import { newId } from '../../server/new-id.ts'
import { sariVillage } from '../support/cast.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import {
  enterList,
  familyHeader,
  familyRow,
  type ListedMember,
  memberRow,
  personHeader,
} from '../support/listed-families.ts'
import { visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ demonstration: true })
  const rows = keys.map((key, at) =>
    familyRow({ key, name: heads[at] ?? '', nik: nikOf(at, '00') }),
  )
  await enterList(world, 'keluarga.csv', [familyHeader, ...rows])
  await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
})
afterAll(() => world.close())

const heads = ['BAHRUDIN', 'CHAIRUL', 'DARMAWAN', 'EFFENDI', 'FIRDAUS', 'GHAZALI', 'HAMDAN']
const keys = heads.map((_, at) => `19010009${at}`)
const born = '2001-03-12'

/** More rows than are entered in one go. */
const rowsAtOnce = 3000

function nikOf(family: number, member: string): string {
  return `1901995203010${family}${member}`
}

/** Lists of persons that differ by their members only. */
async function enterMembers(name: string, members: readonly Partial<ListedMember>[]) {
  const rows = members.map((each, at) =>
    memberRow({ key: '', no: at, name: '', relation: 'Anak', nik: '', born, ...each }),
  )
  return enterList(world, name, [personHeader, ...rows])
}

async function idOf(key: string): Promise<string> {
  const found = await world.as('ratna').post('/api/households/search', { text: key })
  return found.body.rows[0].id
}

/** Budi finds somebody at the door who is not in the list; Ratna takes it over. */
async function joinAtDoor(key: string, members: readonly object[]): Promise<string> {
  const newMembers = members.map((member) => ({
    id: newId(),
    relation: 'grandchild',
    sex: 'female',
    bornOn: born,
    ...member,
  }))
  const visit = visitOf(await idOf(key), { newMembers })
  expect((await world.as('budi').post('/api/visits', visit)).status).toBe(200)
  expect((await world.as('ratna').post('/api/visits/accept', { ids: [visit.id] })).body).toEqual(
    expect.objectContaining({ accepted: 1 }),
  )
  return visit.id
}

type Member = {
  readonly id: string
  readonly name: string
  readonly relation: string
  readonly mask: string | null
}

/** The members of a family beside its head. */
async function membersOf(key: string): Promise<readonly Member[]> {
  const { body } = await world.as('ratna').get(`/api/households/${await idOf(key)}`)
  return body.members.slice(1).map((each: Record<string, string>) => ({
    id: each.personId,
    name: each.name,
    relation: each.relation,
    mask: each.nationalIdMask ?? null,
  }))
}

/** Every byte of the persons of a family, but for when they were derived. */
async function personsOf(key: string) {
  const household = await idOf(key)
  return asOwnerOf(world, async (client) => {
    const found = await client.query<Record<'id' | 'name' | 'born_on' | 'provenance', unknown>>(
      `select id, name, name_key, sex, born_on, relation, national_id_index, attributes,
         provenance from person where household_id = $1 order by id`,
      [household],
    )
    return found.rows
  })
}

describe('a list that names a member who was added at the door', () => {
  test('by the same NIK means that one: who they are the list says, how they belong the door', async () => {
    const [key = ''] = keys
    const nationalId = nikOf(0, '11')
    const visit = await joinAtDoor(key, [{ name: 'Siti Aisyah', nationalId }])
    const before = await membersOf(key)
    const list = await enterMembers('satu.csv', [
      { key, name: 'BAHRUDIN', relation: 'Kepala Keluarga', nik: nikOf(0, '00') },
      { key, name: 'SITI AISAH', nik: nationalId },
    ])
    expect(await membersOf(key)).toEqual([{ ...before[0], name: 'SITI AISAH' }])
    const [, member] = await personsOf(key)
    expect(member?.provenance).toMatchObject({
      identity: ['list-matched', list, expect.any(String)],
      membership: ['accepted-membership', visit, '2023-08-14'],
    })
    const rows = await asOwnerOf(world, (client) =>
      client.query('select person_id from import_row where import_id = $1 and row_no = 3', [list]),
    )
    expect(rows.rows).toEqual([{ person_id: before[0]?.id }])
  })

  test('by name and birth date where the door knew no NIK, which the list brings', async () => {
    const [, key = ''] = keys
    await joinAtDoor(key, [{ name: 'Nurhayati', withoutNationalId: true }])
    const before = await membersOf(key)
    await enterMembers('dua.csv', [
      { key, name: 'NURHAYATI', nik: nikOf(1, '12') },
      { key, name: 'NURHALIMAH', nik: nikOf(1, '13') },
    ])
    const after = await membersOf(key)
    expect(after.map(({ name }) => name)).toEqual(['NURHAYATI', 'NURHALIMAH'])
    expect(after[0]).toEqual({ ...before[0], name: 'NURHAYATI', mask: '190199••••••••12' })
  })

  test('with two numbers of one name and day means two; and nobody is taken twice', async () => {
    const [, , key = ''] = keys
    await joinAtDoor(key, [{ name: 'Rahmah', nationalId: nikOf(2, '21') }])
    await enterMembers('tiga.csv', [
      { key, name: 'RAHMAH', nik: nikOf(2, '22') },
      { key, name: 'RAHMAH', nik: nikOf(2, '21') },
      { key, name: 'RAHMAH', nik: nikOf(2, '21') },
    ])
    const masks = (await membersOf(key)).map(({ mask }) => mask?.slice(-2))
    expect(masks.toSorted()).toEqual(['21', '21', '22'])
  })

  test('far below once more means another: what a list says is taken once', async () => {
    const [, , , , , , key = ''] = keys
    const told = { key, name: 'MARDIAH', relation: 'Anak', nik: nikOf(6, '61'), born, no: 1 }
    await joinAtDoor(key, [{ name: 'Mardiah', nationalId: told.nik }])
    const blank = Array.from({ length: rowsAtOnce }, () => ';'.repeat(31))
    const lines = [memberRow(told), ...blank, memberRow({ ...told, no: 2 })]
    await enterList(world, 'panjang.csv', [personHeader, ...lines])
    expect((await membersOf(key)).map(({ name }) => name)).toEqual(['MARDIAH', 'MARDIAH'])
  })

  test('as its head leaves the head of before as they are', async () => {
    const [, , , key = ''] = keys
    const [head] = await personsOf(key)
    await joinAtDoor(key, [{ name: 'Rosmini', relation: 'spouse', nationalId: nikOf(3, '31') }])
    await enterMembers('empat.csv', [
      { key, name: 'ROSMINI', relation: 'Kepala Keluarga', nik: nikOf(3, '31') },
      { key, name: 'EFFENDI', relation: 'Famili Lain', nik: nikOf(3, '00'), born: '1970-03-12' },
    ])
    expect(await membersOf(key)).toMatchObject([{ name: 'ROSMINI', relation: 'spouse' }])
    expect((await personsOf(key))[0]).toMatchObject({ name: head?.name, born_on: head?.born_on })
  })

  test('and is withdrawn gives back what was seen at the door', async () => {
    const [, , , , key = ''] = keys
    await joinAtDoor(key, [
      { name: 'Sulastri', nationalId: nikOf(4, '41') },
      { name: 'Tuminah', withoutNationalId: true },
    ])
    const before = await personsOf(key)
    const row = { key, nik: nikOf(4, '41') }
    const first = await enterMembers('lima.csv', [
      { ...row, name: 'SULASTRI DEWI' },
      { key, name: 'TUMINAH', nik: nikOf(4, '42') },
    ])
    const between = await personsOf(key)
    expect(between.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    const second = await enterMembers('enam.csv', [{ ...row, name: 'SULASTRI DEWI S' }])
    await withdraw(second)
    expect(await personsOf(key)).toEqual(between)
    await withdraw(first)
    expect(await personsOf(key)).toEqual(before)
  })
})

async function withdraw(list: string): Promise<void> {
  const reason = 'daftar tahun yang keliru'
  await world.as('ratna').post(`/api/imports/${list}/withdraw`, { reason })
  await drainJobs(world.house)
}

test('a second list of persons brings no member twice', async () => {
  const [, , , , , key = ''] = keys
  const members = [
    { key, name: 'GHAZALI', relation: 'Kepala Keluarga', nik: nikOf(5, '00') },
    { key, name: 'WARDAH', relation: 'Istri', nik: nikOf(5, '51') },
    { key, name: 'YUSRA', nik: nikOf(5, '52') },
  ]
  await enterMembers('2025.csv', members)
  const before = await membersOf(key)
  expect(before).toHaveLength(2)
  const newer = [...members.slice(0, 2), { ...members[2], name: 'YUSRA UMPAMA' }]
  const list = await enterMembers('2026.csv', [
    ...newer,
    { key, name: 'ZUBAIDI', nik: nikOf(5, '53') },
  ])
  const after = await membersOf(key)
  expect(after.map(({ name }) => name)).toEqual(['WARDAH', 'YUSRA UMPAMA', 'ZUBAIDI'])
  expect(after.slice(0, 2).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  await withdraw(list)
  expect(await membersOf(key)).toEqual(before)
  expect(world.failures).toEqual([])
})

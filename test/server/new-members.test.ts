import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reading } from '../../server/database.ts'
import { drainJobs } from '../../server/jobs.ts'
import { newId } from '../../server/new-id.ts'
import { listVisitMembersFound } from '../../server/visits/member-store.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { addFamily, type Family } from '../support/families.ts'
import { enterList, familyHeader, familyRow } from '../support/listed-families.ts'
import { visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await openWorld({ demonstration: true })
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

/** Budi's own family, with one listed person. */
function family(name: string, village: string = sariVillage): Promise<Family> {
  const verifierId = world.accountId('budi')
  return addFamily({ job: world.ownerUrl }, { tenantId: 1, name, village, verifierId })
}

const zubaidah = {
  name: 'Zubaidah Umpama',
  relation: 'child',
  sex: 'female',
  bornOn: '1999-04-12',
  nationalId: '1901995204990001',
} as const

function withMember(made: Family, member: object = {}) {
  return visitOf(made.householdId, { newMembers: [{ id: newId(), ...zubaidah, ...member }] })
}

async function send(visit: object) {
  const answer = await world.as('budi').post('/api/visits', visit)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

function accept(...ids: readonly string[]) {
  return world.as('ratna').post('/api/visits/accept', { ids })
}

async function review(id: string, name: 'ratna' | 'sari' = 'ratna') {
  return (await world.as(name).get(`/api/visits/${id}`)).body
}

async function membersOf(made: Family) {
  return (await world.as('ratna').get(`/api/households/${made.householdId}`)).body.members
}

async function count(query: string, values: unknown[]): Promise<number> {
  const found = await owner.query<{ count: number }>(query, values)
  return Number(found.rows[0]?.count)
}

describe('a new member at the door', () => {
  test('is kept once with the visit, however often it is sent', async () => {
    const visit = withMember(await family('Aisyah Satu'))
    expect(await send(visit)).toMatchObject({ is: 'kept', findings: [] })
    expect(await send(visit)).toMatchObject({ is: 'repeated' })
    const kept = 'select count(*) from entas.visit_member where visit_id = $1'
    expect(await count(kept, [visit.id])).toBe(1)
    const [member] = visit.newMembers as { id: string }[]
    const other = { ...visit, newMembers: [{ ...member, nationalId: '1901995204990009' }] }
    const answer = await world.as('budi').post('/api/visits', other)
    expect([answer.status, answer.body.code]).toEqual([409, 'visits.other-content'])
  })

  test('leaves no number outside its seal: not in a column, not in an event', async () => {
    const nationalId = '1901995204995678'
    const visit = withMember(await family('Badriah Segel'), { nationalId })
    await send(visit)
    await accept(visit.id)
    for (const table of ['visit', 'visit_member', 'person', 'event']) {
      const within = `select count(*) from entas.${table} t where t::text like '%5678%'
        and t::text like '%190199520499%'`
      expect(await count(within, []), table).toBe(0)
    }
    const { rows } = await owner.query<{ text: string }>(
      `select national_id_cipher::text as text from entas.visit_member where visit_id = $1`,
      [visit.id],
    )
    expect(rows[0]?.text.length).toBeGreaterThan(40)
  })

  test('becomes a person of the family when the office takes the visit over', async () => {
    const made = await family('Cahaya Terima')
    const visit = withMember(made, { name: 'Fitriani Cahaya', nationalId: '1901995204990002' })
    await send(visit)
    expect(await membersOf(made)).toHaveLength(1)
    expect((await accept(visit.id)).body.accepted).toBe(1)
    expect(await membersOf(made)).toMatchObject([
      { name: 'Cahaya Terima', head: true },
      {
        name: 'Fitriani Cahaya',
        relation: 'child',
        sex: 'female',
        nationalIdMask: '190199••••••••02',
        alive: true,
      },
    ])
    const { rows } = await owner.query(
      `select m.from_on::text as from_on, p.provenance, p.first_import_id, p.verifier_id
       from entas.visit_member v
       join entas.person p on p.tenant_id = v.tenant_id and p.id = v.person_id
       join entas.membership m on m.tenant_id = p.tenant_id and m.person_id = p.id
       where v.visit_id = $1`,
      [visit.id],
    )
    expect(rows).toMatchObject([
      {
        from_on: '2023-08-14',
        first_import_id: null,
        verifier_id: world.accountId('budi'),
        provenance: {
          identity: ['visit', visit.id, '2023-08-14'],
          membership: ['accepted-membership', visit.id, '2023-08-14'],
        },
      },
    ])
    const tasks = (await world.as('budi').get('/api/tasks')).body.tasks
    const mine = tasks.find(
      (each: { householdId: string }) => each.householdId === made.householdId,
    )
    expect(mine.members).toHaveLength(2)
    const events = await owner.query(
      `select detail -> 'newPersons' as persons from entas.event
       where name = 'visit.accepted' and subject_id = $1`,
      [made.householdId],
    )
    expect(events.rows).toEqual([{ persons: 1 }])
  })

  test('leaves nothing in the registry when the visit is returned or another takes its place', async () => {
    const made = await family('Dahniar Kembali')
    const first = withMember(made, { nationalId: undefined })
    await send(first)
    const second = withMember(made, { name: 'Gina Kembali', nationalId: undefined })
    await send(second)
    const reason = 'hubungan keluarga keliru'
    const returned = await world.as('ratna').post(`/api/visits/${second.id}/return`, { reason })
    expect(returned.status).toBe(200)
    expect((await accept(first.id, second.id)).body.accepted).toBe(0)
    expect(await membersOf(made)).toHaveLength(1)
    const third = visitOf(made.householdId)
    await send(third)
    expect((await accept(third.id)).body.accepted).toBe(1)
    expect(await membersOf(made)).toHaveLength(1)
  })

  test('who stands in the family already, or is written down twice, is not added again', async () => {
    const made = await family('Elvina Tetap')
    const said = { knownSaid: 'same', sameAsPersonId: made.personId, nationalId: undefined }
    const twice = { ...zubaidah, name: 'Hilda Tetap', nationalId: '1901995204990003' }
    const visit = visitOf(made.householdId, {
      newMembers: [
        { ...zubaidah, id: newId(), name: 'Elfina Tetap', ...said },
        { ...twice, id: newId() },
        { ...twice, id: newId(), name: 'Hilda T.' },
      ],
    })
    await send(visit)
    await accept(visit.id)
    const names = (await membersOf(made)).map((each: { name: string }) => each.name)
    expect(names).toEqual(['Elvina Tetap', 'Hilda Tetap'])
    const { newMembers } = await review(visit.id)
    expect(newMembers[0].personId).toBe(made.personId)
    expect(newMembers[1].personId).toBe(newMembers[2].personId)
  })

  test('with an imperfect number is kept with a finding, without the number as NIK', async () => {
    const made = await family('Farhana Keliru')
    const visit = visitOf(made.householdId, {
      newMembers: [
        { ...zubaidah, id: newId(), name: 'Ida Keliru', nationalId: '190199520499' },
        { ...zubaidah, id: newId(), name: 'Jana Keliru', bornOn: '2024-01-01' },
        { ...zubaidah, id: newId(), name: 'Kaka Keliru', nationalId: '', withoutNationalId: true },
      ],
    })
    const { findings } = await send(visit)
    const told = findings.map((each: { code: string; detail: { name: string } }) => [
      each.code,
      each.detail.name,
    ])
    expect(told).toEqual([
      ['visits.new-nik-wrong', 'Ida Keliru'],
      ['visits.new-nik-born-differs', 'Jana Keliru'],
      ['visits.new-born-later', 'Jana Keliru'],
    ])
    const { newMembers } = await review(visit.id)
    expect(newMembers).toMatchObject([
      { name: 'Ida Keliru', nationalIdMask: '', numberIsWrong: true },
      { name: 'Jana Keliru', nationalIdMask: '190199••••••••01' },
      { name: 'Kaka Keliru', nationalIdMask: '', numberIsWrong: false },
    ])
    await accept(visit.id)
    const masks = (await membersOf(made)).map((each: { name: string; nationalIdMask: string }) => [
      each.name,
      each.nationalIdMask,
    ])
    expect(Object.fromEntries(masks)).toEqual({
      'Farhana Keliru': null,
      'Ida Keliru': null,
      'Jana Keliru': '190199••••••••01',
      'Kaka Keliru': null,
    })
  })

  test('with the NIK of another family is shown to the office and stops nothing', async () => {
    const nationalId = '1901995204990044'
    const there = await family('Gunarti Sana', otherVillage)
    const first = withMember(there, { name: 'Lestari Sana', nationalId })
    await send(first)
    await accept(first.id)
    const made = await family('Halimah Sini')
    const visit = withMember(made, { name: 'Lestari Lain', nationalId })
    expect(await send(visit)).toMatchObject({ is: 'kept', findings: [] })
    const { newMembers, findings } = await review(visit.id)
    expect(findings).toBe(1)
    expect(newMembers[0].known).toMatchObject([
      {
        householdId: there.householdId,
        name: 'Lestari Sana',
        headName: 'Gunarti Sana',
        nationalIdMask: '190199••••••••44',
        here: false,
        because: ['national-id'],
      },
    ])
    // Sari works in one village: who lives in another is not hers to see.
    const seen = await review(visit.id, 'sari')
    expect([seen.findings, seen.newMembers[0].known]).toEqual([0, []])
    expect((await accept(visit.id)).body.accepted).toBe(1)
  })

  test('is shown beside whom the verifier took them for, and who of the village has the name', async () => {
    const other = await family('Muhammad Syahroni')
    const made = await family('Indrawati Bakri')
    const member = {
      name: 'Moh. Sahroni',
      sex: 'male',
      bornOn: '1975-02-01',
      nationalId: undefined,
    }
    const hint = { knownSaid: 'same', sameAsPersonId: other.personId }
    const visit = withMember(made, { ...member, ...hint })
    await send(visit)
    const { newMembers } = await review(visit.id)
    expect(newMembers[0]).toMatchObject({
      knownSaid: 'same',
      known: [{ personId: other.personId, here: false, because: ['said', 'name'] }],
    })
    await accept(visit.id)
    // A hint, no merge: the other family keeps its person, this one has its own.
    expect([await membersOf(other), await membersOf(made)].map((each) => each.length)).toEqual([
      1, 2,
    ])
  })

  test('stays when a list that named the family is taken back', async () => {
    const listed = { key: '190100081', name: 'DARMAWAN', nik: '1901991203700081' }
    await enterList(world, 'satu.csv', [familyHeader, familyRow(listed)])
    const second = await enterList(world, 'dua.csv', [
      familyHeader,
      familyRow({ ...listed, decile: 2 }),
    ])
    const found = await world.as('ratna').post('/api/households/search', { text: listed.key })
    const householdId: string = found.body.rows[0]?.id
    await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
    const member = { ...zubaidah, id: newId(), nationalId: '1901995204990081' }
    const visit = visitOf(householdId, { newMembers: [member] })
    await send(visit)
    await accept(visit.id)
    const members = async () =>
      (await world.as('ratna').get(`/api/households/${householdId}`)).body.members
    const before = await members()
    expect(before).toHaveLength(2)
    const reason = 'daftar tahun yang keliru'
    await world.as('ratna').post(`/api/imports/${second}/withdraw`, { reason })
    await drainJobs(world.house)
    expect(await members()).toEqual(before)
  })

  test('is not there for another verifier, and not more than twenty at one door', async () => {
    const made = await family('Juwita Batas')
    const visit = withMember(made)
    await send(visit)
    const notMine = await world.as('wati').post('/api/visits', withMember(made))
    expect(notMine.body.code).toBe('visits.not-your-family')
    const seenBy = (name: 'budi' | 'wati') =>
      reading(world.database, world.actor(name), (db) => listVisitMembersFound(db, visit.id))
    expect([await seenBy('budi'), await seenBy('wati')].map((each) => each.length)).toEqual([1, 0])
    const many = Array.from({ length: 21 }, () => ({ ...zubaidah, id: newId() }))
    const tooMany = visitOf(made.householdId, { newMembers: many })
    expect((await world.as('budi').post('/api/visits', tooMany)).status).toBe(422)
    const [one] = many
    const repeated = visitOf(made.householdId, { newMembers: [one, one] })
    expect((await world.as('budi').post('/api/visits', repeated)).status).toBe(422)
  })
})

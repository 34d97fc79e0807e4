import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { otherVillage } from '../support/cast.ts'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { addPair, derivedRows, eventsOf } from '../support/review-seed.ts'
import { addCash, linesOf, makeRound } from '../support/round-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const family of strangers) await listFamily(world, family)
})
afterAll(() => world.close())

const ratna = () => world.as('ratna')
const hendra = () => world.as('hendra')
const reason = 'Kepala dusun mengenal keluarga ini'

const born = '2011-09-14'
const nik = (serial: number) => `190199140911${String(serial).padStart(4, '0')}`

const mothers = 'Halimah Yuliana Nurjanah Fatimah Wartini Zubaidah Komariah'.split(' ')
const fathers = 'Bernard Gregorius Thamrin Sulaiman Kosasih'.split(' ')

let serial = 0
/** A child in the lists of both parents; their ids, the mother's family and the father's. */
async function childOfTwo(name: string, of: { readonly headOfSecond?: true } = {}) {
  serial += 1
  const child = { name, bornOn: born, nik: nik(serial) }
  const mother = { name: `${mothers[serial % mothers.length]} Kurniasih`, bornOn: '1980-02-11' }
  const father = { name: `${fathers[serial % fathers.length]} Manalu`, bornOn: '1958-07-23' }
  const one = await listFamily(world, { head: mother, members: [child] })
  const other =
    of.headOfSecond === true
      ? await listFamily(world, { head: child, village: otherVillage })
      : await listFamily(world, { head: father, members: [child], village: otherVillage })
  return { one, other }
}

type Pair = {
  readonly id: string
  readonly state: string
  readonly probability: number
  readonly familyPairId: string | null
  readonly left: { readonly householdId: string; readonly personId: string; readonly name: string }
  readonly right: { readonly householdId: string; readonly personId: string }
}

async function pairs(query = ''): Promise<readonly Pair[]> {
  return (await ratna().get(`/api/person-pairs${query}`)).body.rows
}

/** The pair between two families, which the matching has found. */
async function pairOf(families: { readonly one: string; readonly other: string }) {
  const found = (await pairs()).find(
    ({ left, right }) =>
      [left.householdId, right.householdId].toSorted().join() ===
      [families.one, families.other].toSorted().join(),
  )
  if (found === undefined) throw new Error('no pair was found')
  const sideIn = (family: string) => (found.left.householdId === family ? 'left' : 'right')
  return { ...found, sideIn }
}

const say = (id: string, verdict: string, by = ratna()) =>
  by.post(`/api/person-pairs/${id}/decision`, { verdict, reason })

async function membersOf(family: string) {
  const { body } = await ratna().get(`/api/households/${family}`)
  return body as { memberCount: number; members: { name: string; livesIn: string | null }[] }
}

/** Memberships as an entered list makes them; the seed of this test makes none. */
async function addMemberships(family: string): Promise<void> {
  await asOwnerOf(world, async (client) => {
    const { rows } = await client.query('select id from person where household_id = $1', [family])
    for (const { id } of rows) {
      await client.query(
        `insert into membership (tenant_id, id, household_id, person_id, from_on)
         values (1, $1, $2, $3, '2024-01-01')`,
        [newId(), family, id],
      )
    }
  })
}

describe('after a matching', () => {
  test('a child in the lists of both parents is a pair: masked, with why in levels', async () => {
    const families = await childOfTwo('Rangga')
    await matchLists(world)
    const pair = await pairOf(families)
    expect(pair.probability).toBeGreaterThan(0.95)
    const { body } = await ratna().get(`/api/person-pairs/${pair.id}`)
    expect(body).toMatchObject({
      state: 'open',
      left: { name: 'Rangga', bornYear: 2011, isHead: false, nationalIdMask: '190199••••••••01' },
      proposal: null,
      aid: [],
      mayUndo: false,
    })
    const fields = body.evidence.map((line: { field: string }) => line.field).toSorted()
    expect(fields).toEqual(['birth-date', 'name', 'national-id', 'place', 'sex'])
    // An id may hold nine digits in a row by chance.
    const told = JSON.stringify(body).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    expect(told).not.toMatch(/\d{9}|2011-09/)
    expect(await pairs(`?village=${otherVillage}`)).toHaveLength(1)
    expect((await ratna().get('/api/person-pairs/counts')).body.open).toBe(1)
  })

  test('two heads who are a pair of families, and persons of one family, are not asked', async () => {
    const head = { name: 'Yohanes Gultom', bornOn: '1966-04-03', nik: '1901990304660001' }
    const child = { name: 'Maria Gultom', bornOn: '1999-05-06', nik: '1901990605990001' }
    const one = await listFamily(world, { head, members: [child], address: 'Dusun Air RT 1' })
    const other = await listFamily(world, { head, members: [child], address: 'Dusun Air RT 1' })
    await matchLists(world)
    expect((await ratna().get(`/api/households/${other}`)).body.aliasOf).toBe(one)
    const touching = (await pairs()).filter(
      ({ left, right }) => left.householdId === one || right.householdId === other,
    )
    expect(touching).toEqual([])
  })

  test('what persons said stands; what is no longer found is withdrawn, and found again', async () => {
    const [said, gone] = [await childOfTwo('Sekar'), await childOfTwo('Wulan')]
    await matchLists(world)
    const [first, second] = [await pairOf(said), await pairOf(gone)]
    await say(first.id, 'two-persons')
    const rename = (name: string, key: string, number: boolean) =>
      asOwnerOf(world, (client) =>
        client.query(
          `update person set name = $2, name_key = $3, born_on = $4,
             national_id_cipher = case when $5 then national_id_cipher end where id = $1`,
          [second.left.personId, name, key, number ? born : '1950-01-02', number],
        ),
      )
    await rename('Orang Lain', 'ORANG LAIN', false)
    await matchLists(world)
    const stateOf = async (id: string) => (await ratna().get(`/api/person-pairs/${id}`)).body.state
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual([
      'two-persons',
      'withdrawn',
    ])
    expect((await say(second.id, 'two-persons')).body.code).toBe('matching.not-now')
    await rename('Wulan', 'WULAN', true)
    await matchLists(world)
    expect(await stateOf(second.id)).toBe('open')
  })
})

describe('where somebody lives', () => {
  test('belonging to one family ends the membership in the other; undo brings back each byte', async () => {
    const families = await childOfTwo('Dedi Saputra')
    await addMemberships(families.one)
    await addMemberships(families.other)
    await matchLists(world)
    const pair = await pairOf(families)
    const before = await derivedRows(world)
    const verdict = `belongs-${pair.sideIn(families.one)}`
    expect((await say(pair.id, verdict)).body).toMatchObject({ state: verdict, proposed: false })
    const left = await membersOf(families.other)
    expect(left.memberCount).toBe(1)
    expect(left.members.find((each) => each.name === 'Dedi Saputra')?.livesIn).toBe(families.one)
    expect(await membersOf(families.one)).toMatchObject({ memberCount: 2 })
    const closed = await asOwnerOf(world, (client) =>
      client.query(
        'select household_id from membership where until_on = (now() at time zone $1)::date',
        ['Asia/Jakarta'],
      ),
    )
    expect(closed.rows).toEqual([{ household_id: families.other }])
    const again = await say(pair.id, 'two-persons')
    expect([again.status, again.body.code]).toEqual([409, 'matching.already-decided'])
    await matchLists(world)
    const shown = await ratna().get(`/api/person-pairs/${pair.id}`)
    expect(shown.body).toMatchObject({ state: verdict, reason, decidedByName: 'Ratna Dinsos' })
    const undone = await ratna().post(`/api/person-pairs/${pair.id}/undo`)
    expect(undone.body).toMatchObject({ state: 'open', proposed: false })
    expect(await derivedRows(world)).toEqual(before)
    expect(await eventsOf(world, pair.id)).toEqual(['person-pair.decided', 'person-pair.undone'])
  })

  test('a village sees that a member lives elsewhere, not where', async () => {
    const families = await childOfTwo('Wahyu Nugroho')
    await matchLists(world)
    const pair = await pairOf(families)
    await say(pair.id, `belongs-${pair.sideIn(families.other)}`)
    const { body } = await world.as('sari').get(`/api/households/${families.one}`)
    const child = body.members.find((each: { name: string }) => each.name === 'Wahyu Nugroho')
    expect(child).toMatchObject({ livesElsewhere: true, livesIn: null })
  })

  test('a head stays head of their own family: they leave the other', async () => {
    const families = await childOfTwo('Hasan Basri', { headOfSecond: true })
    await matchLists(world)
    const pair = await pairOf(families)
    const refused = await say(pair.id, `belongs-${pair.sideIn(families.one)}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'matching.head-of-family'])
    const said = await say(pair.id, `belongs-${pair.sideIn(families.other)}`)
    expect(said.status).toBe(200)
    expect((await membersOf(families.one)).memberCount).toBe(1)
  })

  test('who has left a family already is not asked about there again', async () => {
    serial += 1
    const child = { name: 'Intan Permata', bornOn: born, nik: nik(serial) }
    const homes: string[] = []
    for (const [at, name] of ['Rosdiana Halim', 'Abdul Wahid', 'Ratih Wijaya'].entries()) {
      const head = { name, bornOn: `196${at}-02-03` }
      homes.push(await listFamily(world, { head, members: [child] }))
    }
    const [first = '', second = '', third = ''] = homes
    await matchLists(world)
    const pair = await pairOf({ one: first, other: second })
    const other = await pairOf({ one: second, other: third })
    await say(pair.id, `belongs-${pair.sideIn(first)}`)
    const open = (await pairs()).map((each) => each.id)
    expect(open).not.toContain(other.id)
    const refused = await say(other.id, `belongs-${other.sideIn(second)}`)
    expect(refused.body.code).toBe('matching.person-elsewhere')
    await ratna().post(`/api/person-pairs/${pair.id}/undo`)
    expect((await pairs()).map((each) => each.id)).toContain(other.id)
  })

  test('a family that leaves the lists gives back whoever was said to live there', async () => {
    const families = await childOfTwo('Budi Santosa')
    await matchLists(world)
    const pair = await pairOf(families)
    await say(pair.id, `belongs-${pair.sideIn(families.one)}`)
    expect((await membersOf(families.other)).memberCount).toBe(1)
    await asOwnerOf(world, (client) =>
      client.query("update household set state = 'withdrawn' where id = $1", [families.one]),
    )
    await matchLists(world)
    const { memberCount, members } = await membersOf(families.other)
    expect(memberCount).toBe(2)
    expect(members.every((each) => each.livesIn === null)).toBe(true)
    expect((await ratna().get(`/api/person-pairs/${pair.id}`)).body.state).toBe('withdrawn')
    const told = await asOwnerOf(world, (client) =>
      client.query("select detail from event where name = 'person-pairs.let-go'"),
    )
    expect(told.rows).toEqual([
      { detail: { pairs: [pair.id], reopened: 1, because: 'left-lists' } },
    ])
  })
})

describe('two persons where aid hangs on it', () => {
  async function aided(name: string, number: string) {
    const families = await childOfTwo(name)
    const seed = await seedDecree(world, { families: 1, number })
    await asOwnerOf(world, async (client) => {
      await client.query('set session_replication_role = replica')
      await client.query('update decree_line set household_id = $2 where decree_id = $1', [
        seed.decreeId,
        families.other,
      ])
    })
    await matchLists(world)
    return { ...families, pair: await pairOf(families) }
  }

  test('it is proposed; another confirms; taking it back takes two as well', async () => {
    const { one, other, pair } = await aided('Laras Ayu', '188.45/71/2026')
    const verdict = `belongs-${pair.sideIn(one)}`
    expect((await say(pair.id, verdict)).body).toMatchObject({ state: 'open', proposed: true })
    expect((await membersOf(other)).memberCount).toBe(2)
    const shown = (await ratna().get(`/api/person-pairs/${pair.id}`)).body
    expect(shown).toMatchObject({
      proposal: { verdict, own: true, proposedByName: 'Ratna Dinsos' },
      aid: [{ householdId: other, kind: 'decree', what: '188.45/71/2026' }],
    })
    const path = `/api/person-pairs/${pair.id}`
    const own = await ratna().post(`${path}/proposal/confirm`)
    expect(own.body.code).toBe('matching.own-proposal')
    expect((await say(pair.id, 'two-persons')).body.code).toBe('matching.waits-for-second')
    expect((await pairs('?state=proposed')).map((each) => each.id)).toEqual([pair.id])
    const confirmed = await hendra().post(`${path}/proposal/confirm`)
    expect(confirmed.body).toMatchObject({ state: verdict, proposed: false })
    expect((await membersOf(other)).memberCount).toBe(1)
    expect((await hendra().post(`${path}/undo`)).body.code).toBe('matching.reason-needed')
    const undo = await hendra().post(`${path}/undo`, { reason })
    expect(undo.body).toMatchObject({ state: verdict, proposed: true })
    const back = await ratna().post(`${path}/proposal/confirm`)
    expect(back.body).toMatchObject({ state: 'open', proposed: false })
    expect((await membersOf(other)).memberCount).toBe(2)
    expect(await eventsOf(world, pair.id)).toEqual([
      'person-pair.proposed',
      'person-pair.confirmed',
      'person-pair.proposed',
      'person-pair.undone',
    ])
  })

  test('rejected or taken back it is where it was; that they are two takes one person', async () => {
    const { one, pair } = await aided('Bagas Putra', '188.45/72/2026')
    const path = `/api/person-pairs/${pair.id}`
    await say(pair.id, `belongs-${pair.sideIn(one)}`)
    const rejected = await hendra().post(`${path}/proposal/reject`, { reason })
    expect(rejected.body).toMatchObject({ state: 'open', proposed: false })
    await say(pair.id, `belongs-${pair.sideIn(one)}`)
    expect((await hendra().post(`${path}/undo`)).body.code).toBe('matching.waits-for-second')
    expect((await ratna().post(`${path}/undo`)).body).toMatchObject({
      state: 'open',
      proposed: false,
    })
    expect((await say(pair.id, 'two-persons')).body.state).toBe('two-persons')
  })

  test('whoever left a family no longer holds up its payment', async () => {
    const { decreeId, families } = await seedDecree(world, {
      families: 2,
      number: '188.45/74/2026',
    })
    const [first, second] = families
    if (first === undefined || second === undefined) throw new Error('two families')
    await asOwnerOf(world, async (client) => {
      const both = [first.spouseId, second.spouseId]
      await client.query(
        `update person set name = 'Cut Meutia Zahra', name_key = 'CUT MEUTIA ZAHRA', sex = 'female',
           born_on = '2012-03-04' where id = any($1)`,
        [both],
      )
      await client.query(
        `update person set (national_id_cipher, national_id_index) =
           (select national_id_cipher, national_id_index from person where id = $1) where id = $2`,
        both,
      )
    })
    await matchLists(world)
    const differences = async (code: string) => {
      const programmeId = await addCash(world, code)
      const { body } = await makeRound(world, { programmeId, decreeId, roundNo: 1 })
      const lines = await linesOf(world, body.id)
      return lines.flatMap((line) => line.differences.map((each) => each.kind))
    }
    expect(await differences('TUNAI-DUA')).toContain('member-shared')
    const pair = await pairOf({ one: first.householdId, other: second.householdId })
    await say(pair.id, `belongs-${pair.sideIn(first.householdId)}`)
    await hendra().post(`/api/person-pairs/${pair.id}/proposal/confirm`)
    expect(await differences('TUNAI-SATU')).not.toContain('member-shared')
  })

  test('the database refuses one person alone, and one person in two roles', async () => {
    const { pair } = await aided('Putri Lestari', '188.45/73/2026')
    const alone = `update person_pair set state = 'belongs-left', reason = 'x', decided_at = now(),
      decided_by = $2 where id = $1`
    await asOwnerOf(world, async (client) => {
      const byOne = client.query(alone, [pair.id, world.accountId('ratna')])
      await expect(byOne).rejects.toThrow('two persons')
    })
    const [open] = await pairs()
    const decide = `update person_pair set state = 'belongs-left', needs_two = true, reason = 'x',
      decided_at = now(), decided_by = $2, confirmed_by = $2 where id = $1`
    await asOwnerOf(world, async (client) => {
      const byOne = client.query(decide, [open?.id, world.accountId('ratna')])
      await expect(byOne).rejects.toThrow('person_pair_four_eyes')
    })
  })
})

/** The two families as doubles that wait for a person, whether or not the engine says so. */
async function queuePair({ one, other }: { readonly one: string; readonly other: string }) {
  const known = await asOwnerOf(world, (client) =>
    client.query(
      `update match_pair set state = 'queued', engine_state = 'queued', probability = 0.6
       where left_household_id = $1 and right_household_id = $2 returning id`,
      [one, other].toSorted(),
    ),
  )
  return known.rows[0]?.id ?? addPair(world, [one, other])
}

test('a pair whose families are doubles that wait comes last and says so', async () => {
  const families = await childOfTwo('Melati Suci')
  await matchLists(world)
  const doubles = await queuePair(families)
  const open = await pairs()
  const at = open.findIndex((each) => each.familyPairId === doubles)
  expect(open[at]?.left.name).toBe('Melati Suci')
  expect(open.slice(at).filter((each) => each.familyPairId === null)).toEqual([])
})

test('only who may decide decides; a village sees nothing of it', async () => {
  const [open] = await pairs()
  expect((await world.as('maya').get('/api/person-pairs')).status).toBe(200)
  expect((await say(open?.id ?? '', 'two-persons', world.as('maya'))).status).toBe(403)
  expect((await world.as('sari').get('/api/person-pairs')).status).toBe(403)
})

test('nothing went wrong inside', () => {
  expect(world.failures).toEqual([])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwnerOf, type SeededFamily, seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { addPair, derivedRows, say as sayOfFamilies } from '../support/review-seed.ts'
import { addCash, instruct, linesOf, makeRound } from '../support/round-seed.ts'
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

const women = ['Cut Meutia Zahra', 'Laksmi Dewayani', 'Oktavia Sitorus', 'Ningsih Purnomo']

const change = (sql: string, values: readonly unknown[] = []) =>
  asOwnerOf(world, (client) => client.query(sql, [...values]))

/** One woman in two families: the wife of the first, a member of the second. */
async function liveInBoth(first: SeededFamily, second: SeededFamily, name = women.pop() ?? '') {
  const both = [first.spouseId, second.spouseId]
  await change(
    `update person set name = $2, name_key = upper($2), sex = 'female', born_on = '1988-03-04'
     where id = any($1)`,
    [both, name],
  )
  await change(
    `update person set (national_id_cipher, national_id_index) =
       (select national_id_cipher, national_id_index from person where id = $1) where id = $2`,
    both,
  )
  await matchLists(world)
  return pairOf(first.householdId, second.householdId)
}

type Pair = {
  readonly id: string
  readonly left: { readonly householdId: string }
  readonly right: { readonly householdId: string }
}

async function pairOf(one: string, other: string) {
  const rows: readonly Pair[] = (await ratna().get('/api/person-pairs')).body.rows
  const found = rows.find(({ left, right }) =>
    [one, other].every((family) => [left.householdId, right.householdId].includes(family)),
  )
  if (found === undefined) throw new Error('no pair was found')
  const livesIn = (family: string) =>
    found.left.householdId === family ? 'belongs-left' : 'belongs-right'
  return { id: found.id, livesIn }
}

const say = (id: string, verdict: string) =>
  ratna().post(`/api/person-pairs/${id}/decision`, { verdict, reason })

/** Ratna says it; where aid hangs on it Hendra confirms. */
async function decide(id: string, verdict: string) {
  const said = await say(id, verdict)
  if (said.body.proposed === true) await hendra().post(`/api/person-pairs/${id}/proposal/confirm`)
  const { body } = await ratna().get(`/api/person-pairs/${id}`)
  expect(body.state).toBe(verdict)
}

async function memberCount(family: string): Promise<number> {
  return (await ratna().get(`/api/households/${family}`)).body.memberCount
}

async function twoFamilies(number: string) {
  const { decreeId, families } = await seedDecree(world, { families: 2, number })
  const [first, second] = families
  if (first === undefined || second === undefined) throw new Error('two families')
  return { decreeId, first, second }
}

/** The decree pays the wife of its first family. */
const payWife = (decreeId: string, { householdId, spouseId }: SeededFamily) =>
  change(
    `set session_replication_role = replica;
     update decree_line set payee_person_id = '${spouseId}'
     where decree_id = '${decreeId}' and household_id = '${householdId}'`,
  )

async function roundOf(decreeId: string, code: string) {
  const programmeId = await addCash(world, code)
  const { body } = await makeRound(world, { programmeId, decreeId, roundNo: 1 })
  const kindsOf = async (family: SeededFamily) =>
    (await linesOf(world, body.id))
      .filter((line) => line.householdId === family.householdId)
      .flatMap((line) => line.differences.map((each) => each.kind))
  const lineOf = async (family: SeededFamily) =>
    (await linesOf(world, body.id)).find((line) => line.householdId === family.householdId)?.id
  const resolve = async (family: SeededFamily, resolution: object) =>
    world
      .as('tono')
      .post(`/api/payment-rounds/${body.id}/lines/${await lineOf(family)}/resolution`, {
        reason,
        ...resolution,
      })
  return { id: body.id as string, kindsOf, resolve }
}

describe('a payee who lives in another family', () => {
  test('is a difference, and one NIK never gets two payments in a round', async () => {
    const { decreeId, first, second } = await twoFamilies('188.45/81/2026')
    await payWife(decreeId, first)
    const pair = await liveInBoth(first, second)
    await decide(pair.id, pair.livesIn(second.householdId))
    const round = await roundOf(decreeId, 'TUNAI-A')
    expect(await round.kindsOf(first)).toEqual(['payee-left'])
    expect(await round.kindsOf(second)).toEqual(['member-shared'])
    expect((await round.resolve(first, { resolution: 'pay' })).status).toBe(200)
    expect(await round.kindsOf(second)).toEqual(['member-shared'])
    await round.resolve(second, { resolution: 'leave-out' })
    expect((await instruct(world, round.id, 350_000)).status).toBe(200)
  })

  test('may be replaced, and then both families are paid', async () => {
    const { decreeId, first, second } = await twoFamilies('188.45/82/2026')
    await payWife(decreeId, second)
    const pair = await liveInBoth(first, second)
    await decide(pair.id, pair.livesIn(first.householdId))
    const round = await roundOf(decreeId, 'TUNAI-B')
    expect(await round.kindsOf(second)).toEqual(['payee-left', 'member-shared'])
    expect((await round.resolve(second, { resolution: 'pay' })).status).toBe(422)
    const replaced = { resolution: 'replace-payee', payeePersonId: second.headId }
    expect((await round.resolve(second, replaced)).status).toBe(200)
    expect(await round.kindsOf(second)).toEqual([])
    expect((await instruct(world, round.id, 700_000)).status).toBe(200)
  })

  test('the number of the record they left counts where they live', async () => {
    const { first, second } = await twoFamilies('188.45/83/2026')
    const third = await twoFamilies('188.45/84/2026')
    const pair = await liveInBoth(first, second)
    await change('update person set national_id_index = null where id = $1', [second.spouseId])
    await change(
      `update person set national_id_index =
         (select national_id_index from person where id = $1) where id = $2`,
      [first.spouseId, third.first.spouseId],
    )
    await decide(pair.id, pair.livesIn(second.householdId))
    await change(
      `set session_replication_role = replica;
       update decree_line set household_id = '${second.householdId}',
         payee_person_id = '${second.headId}'
       where decree_id = '${third.decreeId}'
         and household_id = '${third.second.householdId}';
       update decision set state = 'confirmed' where household_id = '${second.householdId}'`,
    )
    const round = await roundOf(third.decreeId, 'TUNAI-C')
    expect(await round.kindsOf(second)).toContain('member-shared')
  })

  test('a draft that names them is not frozen', async () => {
    const { decreeId, first, second } = await twoFamilies('188.45/85/2026')
    await change(
      `set session_replication_role = replica;
       update decree set state = 'draft', frozen_by = null, frozen_at = null, digest = null
       where id = '${decreeId}'`,
    )
    await payWife(decreeId, first)
    const pair = await liveInBoth(first, second)
    const freeze = () =>
      world.as('bupati').post(`/api/decrees/${decreeId}/freeze`, {
        number: '188.45/85/2026',
        lineCount: 2,
      })
    await decide(pair.id, pair.livesIn(second.householdId))
    const refused = await freeze()
    expect([refused.status, refused.body.code]).toEqual([409, 'classification.decree-changed'])
    await ratna().post(`/api/person-pairs/${pair.id}/undo`)
    expect((await freeze()).status).toBe(200)
  })
})

let serial = 0
const heads = 'Halimah Bernard Nurjanah Gregorius Wartini Thamrin Komariah Kosasih'.split(' ')
const clans = 'Kurniasih Manalu Wijayanti Sembiring'.split(' ')

/** A child in two lists of nobody's aid. */
async function childOfTwo(name: string) {
  serial += 1
  const nik = `190199140911${String(serial).padStart(4, '0')}`
  const child = { name, bornOn: '2011-09-14', nik }
  const list = (at: number) =>
    listFamily(world, {
      head: {
        name: `${heads[(serial * 2 + at) % heads.length]} ${clans[(serial + at) % clans.length]}`,
        bornOn: `19${60 + serial * 3 + at}-0${1 + at}-1${serial}`,
      },
      members: [child],
      address: `Jalan ${serial} nomor ${at}`,
    })
  const [one, other] = [await list(0), await list(1)]
  await matchLists(world)
  return { one, other, pair: await pairOf(one, other) }
}

const letGo = (pair: string) =>
  asOwnerOf(world, async (client) => {
    const { rows } = await client.query(
      `select detail from event where name = 'person-pairs.let-go' and detail->'pairs' ? $1`,
      [pair],
    )
    return rows.map((row) => row.detail)
  })

/** The families become one by Ratna's word. */
async function merge(one: string, other: string): Promise<void> {
  const known = await change(
    `update match_pair set state = 'queued', engine_state = 'queued', probability = 0.6
     where left_household_id = $1 and right_household_id = $2 returning id`,
    [one, other].toSorted(),
  )
  const pair = known.rows[0]?.id ?? (await addPair(world, [one, other]))
  expect((await sayOfFamilies(world, pair, { verdict: 'same' })).status).toBe(200)
}

describe('families that stand as one', () => {
  test('merged later they have the member back, and an event says so', async () => {
    const { one, other, pair } = await childOfTwo('Rangga')
    const before = await derivedRows(world)
    await say(pair.id, pair.livesIn(other))
    expect(await memberCount(one)).toBe(1)
    await merge(one, other)
    const { body } = await ratna().get(`/api/households/${one}`)
    const child = body.members.find((each: { name: string }) => each.name === 'Rangga')
    expect(child).toMatchObject({ livesElsewhere: false })
    expect(body.memberCount).toBe(2)
    expect((await ratna().get(`/api/person-pairs/${pair.id}`)).body.state).toBe('withdrawn')
    expect(await letGo(pair.id)).toEqual([{ pairs: [pair.id], reopened: 1, because: 'merged' }])
    const persons = (rows: readonly string[]) => rows.filter((row) => row.startsWith('p '))
    expect(persons(await derivedRows(world))).toEqual(persons(before))
  })

  test('a verdict on them is refused, by a stale page too; so are families that left', async () => {
    const merged = await childOfTwo('Wulan')
    await merge(merged.one, merged.other)
    const refused = await say(merged.pair.id, merged.pair.livesIn(merged.one))
    expect([refused.status, refused.body.code]).toEqual([409, 'matching.not-now'])
    const gone = await childOfTwo('Sekar')
    await change("update household set state = 'withdrawn' where id = $1", [gone.one])
    const late = await say(gone.pair.id, gone.pair.livesIn(gone.other))
    expect(late.body.code).toBe('matching.not-now')
  })
})

describe('taking it back', () => {
  test('who was found dead where they live is not alive again', async () => {
    const { one, other, pair } = await childOfTwo('Melati')
    await say(pair.id, pair.livesIn(other))
    await change("update person set alive = false where household_id = $1 and name = 'Melati'", [
      other,
    ])
    const refused = await ratna().post(`/api/person-pairs/${pair.id}/undo`)
    expect([refused.status, refused.body.code]).toEqual([409, 'matching.died-meanwhile'])
    await merge(one, other)
    const found = await change(
      "select alive, alias_of from person where household_id = $1 and name = 'Melati'",
      [one],
    )
    expect(found.rows).toEqual([{ alive: false, alias_of: null }])
    expect(await letGo(pair.id)).toMatchObject([{ reopened: 0, dead: [pair.id] }])
  })

  test('a count told anew meanwhile is added to only as far as there are members', async () => {
    const { one, other, pair } = await childOfTwo('Bagas')
    await say(pair.id, pair.livesIn(other))
    await change(
      "update household set member_count = 2, derived_at = now() + interval '1 hour' where id = $1",
      [one],
    )
    await ratna().post(`/api/person-pairs/${pair.id}/undo`)
    expect(await memberCount(one)).toBe(2)
  })
})

describe('the database', () => {
  test('refuses one person alone by the family where the person is now, at an insert too', async () => {
    const { first, second } = await twoFamilies('188.45/86/2026')
    const plain = await childOfTwo('Putri')
    await change('delete from person_pair where id = $1', [plain.pair.id])
    const insert = (homes: readonly string[], persons: readonly string[]) =>
      change(
        `insert into person_pair (tenant_id, id, left_person_id, right_person_id,
           left_household_id, right_household_id, probability, evidence, rule_version, state,
           engine_state, found_at, decided_by, decided_at, reason)
         values (1, gen_random_uuid(), least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3,
           $4, 0.9, '[]', 'test', 'belongs-left', 'open', now(), $5, now(), 'x')`,
        [...persons, ...homes, world.accountId('ratna')],
      )
    await expect(
      insert([plain.one, plain.other], [first.spouseId, second.spouseId]),
    ).rejects.toMatchObject({ constraint: 'person_pair_aid_takes_two' })
  })
})

test('nothing went wrong inside', () => {
  expect(world.failures).toEqual([])
})

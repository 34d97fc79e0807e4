import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { addPair, labelDifferent, makeAlike, say } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const family of strangers) await listFamily(world, family)
})
afterAll(() => world.close())

/** Two families that stand as one by the engine before a decree names the one that stands. */
async function mergedRecipients(number: string) {
  const { families } = await seedDecree(world, { families: 2, number })
  const [one, other] = families.map((each) => each.householdId).toSorted()
  if (one === undefined || other === undefined) throw new Error('two families')
  const pair = await addPair(world, [one, other], { state: 'joined', probability: 0.999 })
  await asOwnerOf(world, async (client) => {
    await client.query(
      `insert into household_alias (tenant_id, id, alias_id, household_id, because, made_at)
       values (1, $1, $2, $3, 'matching', now())`,
      [newId(), other, one],
    )
    await client.query('update household set alias_of = $1 where id = $2', [one, other])
  })
  return { one, other, pair, families }
}

async function aliasOf(family: string): Promise<string | null> {
  const found = await asOwnerOf(world, (client) =>
    client.query('select alias_of from household where id = $1', [family]),
  )
  return found.rows[0]?.alias_of
}

/** Another pair of the family is decided or, where that takes two persons, proposed and left. */
async function stirAround(family: string): Promise<void> {
  const head = { name: 'Orang Lain', bornOn: '1950-02-03' }
  const pair = await addPair(world, [family, await listFamily(world, { head })])
  const said = await say(world, pair, { verdict: 'same' })
  expect(said.body.proposed).toBe(true)
  expect((await world.as('ratna').post(`/api/matches/${pair}/undo`)).status).toBe(200)
}

test('a label and a doubt of one person take no recipients apart', async () => {
  const { one, other, pair } = await mergedRecipients('ragu')
  await labelDifferent(world, [one, other])
  expect((await say(world, pair, { verdict: 'unsure' })).body.state).toBe('unsure')
  await stirAround(other)
  expect(await aliasOf(other)).toBe(one)
})

test('nor does the matching that follows a label', async () => {
  const { one, other, pair, families } = await mergedRecipients('ulang')
  await makeAlike(world, families)
  await labelDifferent(world, [one, other])
  await matchLists(world)
  expect((await world.as('ratna').get(`/api/matches/${pair}`)).body.state).toBe('queued')
  expect(await aliasOf(other)).toBe(one)
})

test('nor does a question to the village', async () => {
  const { one, other, pair } = await mergedRecipients('tanya')
  await labelDifferent(world, [one, other])
  const asked = { note: 'Apakah ini satu keluarga?' }
  expect((await world.as('ratna').post(`/api/matches/${pair}/question`, asked)).status).toBe(200)
  await stirAround(other)
  expect(await aliasOf(other)).toBe(one)
})

test('what is proposed is not done before the second person', async () => {
  const { one, other, pair } = await mergedRecipients('usul')
  await labelDifferent(world, [one, other])
  expect((await say(world, pair, { verdict: 'different' })).body.proposed).toBe(true)
  await stirAround(other)
  expect(await aliasOf(other)).toBe(one)
  const confirmed = await world.as('hendra').post(`/api/matches/${pair}/proposal/confirm`)
  expect(confirmed.status).toBe(200)
  expect(await aliasOf(other)).toBeNull()
})

test('who takes a doubt back does not merge two recipients alone', async () => {
  const { families } = await seedDecree(world, { families: 2, number: 'kembali' })
  const [one, other] = families.map((each) => each.householdId).toSorted()
  const pair = await addPair(world, [one ?? '', other ?? ''])
  await say(world, pair, { verdict: 'unsure' })
  // The engine has become certain since, before the decree named both.
  await asOwnerOf(world, (client) =>
    client.query(`update match_pair set engine_state = 'joined' where id = $1`, [pair]),
  )
  const back = { reason: 'ternyata satu keluarga' }
  const undone = await world.as('ratna').post(`/api/matches/${pair}/undo`, back)
  expect(undone.body).toMatchObject({ state: 'proposed', proposed: true })
  const url = `/api/matches/${pair}/proposal/reject`
  const rejected = await world.as('hendra').post(url, { reason: 'belum terbukti sama' })
  expect(rejected.body).toMatchObject({ state: 'unsure', proposed: false })
  expect(await aliasOf(other ?? '')).toBeNull()
})

test('of a family that left its list nobody is asked and nothing waits', async () => {
  const { families } = await seedDecree(world, { families: 2, number: 'pergi' })
  const [named = ''] = families.map((each) => each.householdId)
  const gone = await listFamily(world, { head: { name: 'Sudah Pergi', bornOn: '1966-06-06' } })
  const [asked, unsure, proposed] = [
    await addPair(world, [gone, await someone('Tetangga Satu')]),
    await addPair(world, [gone, await someone('Tetangga Dua')]),
    await addPair(world, [gone, named]),
  ]
  const note = 'Apakah ini satu keluarga?'
  await world.as('ratna').post(`/api/matches/${asked}/question`, { note })
  await say(world, unsure, { verdict: 'unsure' })
  expect((await say(world, proposed, { verdict: 'same' })).body.proposed).toBe(true)
  const questions = async () => (await world.as('sari').get('/api/match-questions')).body.total
  const before = await questions()
  await asOwnerOf(world, (client) =>
    client.query(`update household set state = 'withdrawn' where id = $1`, [gone]),
  )
  await matchLists(world)
  expect(await questions()).toBe(before - 1)
  for (const pair of [asked, unsure, proposed]) {
    const { body } = await world.as('ratna').get(`/api/matches/${pair}`)
    expect(body).toMatchObject({ state: 'withdrawn', decidedAt: null, reason: null })
  }
  const url = `/api/matches/${proposed}/proposal/confirm`
  expect((await world.as('hendra').post(url)).body.code).toBe('matching.no-proposal')
  expect(world.failures).toEqual([])
})

function someone(name: string): Promise<string> {
  return listFamily(world, { head: { name, bornOn: '1955-05-05' } })
}

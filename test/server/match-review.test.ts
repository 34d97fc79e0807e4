import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../server/floor.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { addPair, eventsOf, say } from '../support/review-seed.ts'
import { addCash, makeRound } from '../support/round-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ratna = () => world.as('ratna')
const hendra = () => world.as('hendra')
const sari = () => world.as('sari')

const nik = '1901991205760007'
const family = (name: string, village = sariVillage) =>
  listFamily(world, {
    head: { name, bornOn: '1976-05-12', nik },
    village,
    address: `Jl. Raya, telp ${nik}`,
    members: [{ name: `Anak ${name}`, bornOn: '2004-01-02' }],
  })

/** Two families of two villages that may be one. */
async function doubtful(name: string) {
  const one = await family(name)
  const other = await family(`${name} dua`, otherVillage)
  return { one, other, pair: await addPair(world, [one, other]) }
}

const queue = async (query = '') =>
  (await ratna().get(`/api/matches${query}`)).body as {
    rows: { id: string; state: string; worth: number; decidedByName: string | null }[]
    total: number
  }

const review = async (pair: string) => (await ratna().get(`/api/matches/${pair}/review`)).body

describe('unsure', () => {
  test('a pair goes back of the queue, with who, when and why, and can be found by it', async () => {
    const first = await doubtful('Ragu Satu')
    const second = await doubtful('Ragu Dua')
    const said = await say(world, first.pair, { verdict: 'unsure', reason: 'Tidak ada yang tahu' })
    expect(said.body).toMatchObject({ state: 'unsure', aliasOf: null, proposed: false })
    const open = await queue()
    expect(open.rows.at(-1)).toMatchObject({ id: first.pair, decidedByName: 'Ratna Dinsos' })
    expect(open.rows[0]?.id).toBe(second.pair)
    expect((await queue('?state=unsure')).rows.map((row) => row.id)).toEqual([first.pair])
    const shown = await ratna().get(`/api/matches/${first.pair}`)
    expect(shown.body).toMatchObject({ state: 'unsure', reason: 'Tidak ada yang tahu' })
    const undone = await ratna().post(`/api/matches/${first.pair}/undo`)
    expect(undone.body.state).toBe('queued')
    expect(await eventsOf(world, first.pair)).toEqual(['match-pair.unsure', 'match-pair.undone'])
  })

  test('what the engine joined is not unsure: it is taken apart or it stands', async () => {
    const { one, other } = { one: await family('Pasti'), other: await family('Pasti lagi') }
    const pair = await addPair(world, [one, other], { state: 'joined', probability: 0.999 })
    const { status, body } = await say(world, pair, { verdict: 'unsure' })
    expect([status, body.code]).toEqual([409, 'matching.not-now'])
  })
})

describe('asking the village', () => {
  const ask = (pair: string) =>
    ratna().post(`/api/matches/${pair}/question`, { note: 'Apakah ini orang yang sama?' })

  test('each village is asked, sees its own question alone, and no number', async () => {
    const { pair } = await doubtful('Tanya Satu')
    expect((await ask(pair)).body.state).toBe('asked')
    expect((await ask(pair)).body.code).toBe('matching.not-now')
    const { questions, villages } = await review(pair)
    expect(questions.map((each: { villageCode: string }) => each.villageCode)).toEqual([
      sariVillage,
      otherVillage,
    ])
    expect(villages).toContainEqual({ code: sariVillage, name: 'Gunung Muda', operators: 1 })
    const own = await sari().get('/api/match-questions')
    expect(own.body.rows).toHaveLength(1)
    expect(own.body.rows[0]).toMatchObject({
      villageCode: sariVillage,
      left: { headName: 'Tanya Satu', bornYear: 1976, members: ['Anak Tanya Satu'] },
      right: { headName: 'Tanya Satu dua', villageName: 'Gunung Pelawan' },
    })
    expect(JSON.stringify(own.body)).not.toMatch(/\d{9}|1976-05/)
    expect((await sari().get('/api/match-questions/count')).body).toEqual({ open: 1, answered: 0 })
    const elsewhere = questions[1].id
    const body = { answer: 'same', note: '' }
    const refused = await sari().post(`/api/match-questions/${elsewhere}/answer`, body)
    expect(refused.body.code).toBe('matching.question-not-found')
  })

  test('a ready question goes by its code, own words as they were typed', async () => {
    const { pair } = await doubtful('Tanya Siap')
    const put = (body: unknown) => ratna().post(`/api/matches/${pair}/question`, body)
    expect((await put({ ready: 'ask-anything' })).body.code).toBe('kernel.wrong-input')
    expect((await put({ ready: 'ask-siblings' })).body.state).toBe('asked')
    const coded = { ready: 'ask-siblings', note: '' }
    expect((await review(pair)).questions).toMatchObject([coded, coded])
    const seen = async () => (await sari().get('/api/match-questions')).body.rows.at(-1)
    expect(await seen()).toMatchObject(coded)
    await ratna().post(`/api/matches/${pair}/undo`)
    await put({ note: 'Siapa ini?' })
    expect(await seen()).toMatchObject({ ready: null, note: 'Siapa ini?' })
    await ratna().post(`/api/matches/${pair}/undo`)
  })

  test('the answer brings the pair first before the office, which decides', async () => {
    const { pair } = await doubtful('Tanya Dua')
    await ask(pair)
    const { questions } = await review(pair)
    const [mine, other] = questions as { id: string }[]
    const note = `Pindah tahun lalu, NIK ${nik}`
    const given = await sari().post(`/api/match-questions/${mine?.id}/answer`, {
      answer: 'different',
      note,
    })
    expect(given.body).toEqual({ state: 'answered' })
    const again = await sari().post(`/api/match-questions/${mine?.id}/answer`, {
      answer: 'same',
      note: '',
    })
    expect(again.body.code).toBe('matching.question-closed')
    // The other village has not answered yet.
    expect((await ratna().get(`/api/matches/${pair}`)).body.state).toBe('asked')
    const { body: made } = await world.as('admin').post('/api/accounts', {
      signInName: 'lina',
      name: 'Lina Operator',
      role: 'village-operator',
      areas: [otherVillage],
    })
    const lina = world.nobody()
    const password = 'jembatan-lama-3-perahu'
    await lina.post('/api/password', { signInName: 'lina', code: made.code, password })
    const knows = { answer: 'unknown', note: 'Tidak kenal' }
    await lina.post(`/api/match-questions/${other?.id}/answer`, knows)
    await doubtful('Tanya Tiga')
    expect((await queue()).rows[0]).toMatchObject({ id: pair, state: 'answered' })
    const shown = (await review(pair)).questions
    const answered = shown.find((each: { id: string }) => each.id === mine?.id)
    expect(answered).toMatchObject({
      state: 'answered',
      answer: 'different',
      answeredByName: 'Sari Operator',
    })
    expect(answered.answerNote).not.toContain('1205760007')
    const decided = await say(world, pair, { verdict: 'different' })
    expect(decided.body.state).toBe('different')
  })

  test('one village alone: its answer is enough', async () => {
    const one = await family('Satu Desa')
    const pair = await addPair(world, [one, await family('Satu Desa lagi')])
    await ask(pair)
    const [question] = (await review(pair)).questions
    await sari().post(`/api/match-questions/${question.id}/answer`, { answer: 'same', note: '' })
    expect((await ratna().get(`/api/matches/${pair}`)).body.state).toBe('answered')
    expect(await eventsOf(world, pair)).toEqual(['match-pair.asked', 'match-pair.answered'])
  })

  test('a question that is withdrawn is the village’s no more', async () => {
    const { pair } = await doubtful('Tanya Empat')
    await ask(pair)
    const [question] = (await review(pair)).questions
    const back = await ratna().post(`/api/matches/${pair}/undo`)
    expect(back.body.state).toBe('queued')
    const { status, body } = await sari().post(`/api/match-questions/${question.id}/answer`, {
      answer: 'same',
      note: '',
    })
    expect([status, body.code]).toEqual([404, 'matching.question-not-found'])
    const open = (await sari().get('/api/match-questions')).body.rows
    expect(open.map((row: { id: string }) => row.id)).not.toContain(question.id)
    expect((await eventsOf(world, pair)).at(-1)).toBe('match-pair.question-withdrawn')
  })

  test('only a village operator answers; the database lets a village do nothing else', async () => {
    expect((await world.as('budi').get('/api/match-questions')).status).toBe(403)
    expect((await ratna().get('/api/match-questions')).status).toBe(403)
    const { pair } = await doubtful('Tanya Lima')
    await ask(pair)
    const attack = (statement: string) =>
      asOwner(world.urls.area, async (client) => {
        await client.query('begin')
        const context = [1, world.accountId('sari'), sariVillage, `${sariVillage}/`, '', '']
        await client.query('select entas.set_context($1, $2, $3, $4, $5, $6)', context)
        return client.query(statement)
      })
    const seen = await attack('select village_code from entas.match_question')
    expect(seen.rowCount).toBeGreaterThan(0)
    const villages = new Set(seen.rows.map((row) => row.village_code))
    expect([...villages]).toEqual([sariVillage])
    const reopen = "update entas.match_question set state = 'open', answer = null"
    await expect(attack(reopen)).rejects.toThrow('row-level security')
    await expect(attack('update entas.match_question set note = note')).rejects.toThrow('denied')
    await expect(attack('select from entas.match_proposal')).rejects.toThrow('denied')
    await expect(attack('select from entas.match_pair')).rejects.toThrow('denied')
  })
})

describe('two persons where aid hangs on it', () => {
  let number = 0
  async function aided(name: string) {
    number += 1
    const seed = await seedDecree(world, { families: 1, number: `188.45/${number}/2026` })
    const named = seed.families[0]?.householdId ?? ''
    const other = await family(name)
    return { named, other, decreeId: seed.decreeId, pair: await addPair(world, [named, other]) }
  }
  const aliasOf = async (id: string) => (await ratna().get(`/api/households/${id}`)).body.aliasOf

  test('same is proposed; never who proposed it confirms it; another does', async () => {
    const { named, other, pair } = await aided('Bantuan Satu')
    const proposed = await say(world, pair, { verdict: 'same' })
    expect(proposed.body).toMatchObject({ state: 'proposed', aliasOf: null, proposed: true })
    expect(await aliasOf(other)).toBeNull()
    const { proposals, aid } = await review(pair)
    expect(aid).toEqual([{ householdId: named, kind: 'decree', what: `188.45/${number}/2026` }])
    expect(proposals[0]).toMatchObject({ own: true, state: 'open', because: aid })
    const own = await ratna().post(`/api/matches/${pair}/proposal/confirm`)
    expect([own.status, own.body.code]).toEqual([409, 'matching.own-proposal'])
    expect((await say(world, pair, { verdict: 'different' })).body.code).toBe(
      'matching.waits-for-second',
    )
    expect((await queue('?state=proposed')).rows.map((row) => row.id)).toContain(pair)
    expect((await queue()).rows.map((row) => row.id)).not.toContain(pair)
    const confirmed = await hendra().post(`/api/matches/${pair}/proposal/confirm`)
    expect(confirmed.body).toMatchObject({ state: 'same', proposed: false })
    expect(await aliasOf(other)).toBe(named)
    expect(await eventsOf(world, pair)).toEqual(['match-pair.proposed', 'match-pair.confirmed'])
  })

  test('taking apart takes two as well, and says why', async () => {
    const { named, other, pair } = await aided('Bantuan Dua')
    await say(world, pair, { verdict: 'same' })
    await hendra().post(`/api/matches/${pair}/proposal/confirm`)
    const silent = await hendra().post(`/api/matches/${pair}/undo`)
    expect(silent.body.code).toBe('matching.reason-needed')
    const reason = 'Ternyata dua keluarga'
    const undone = await hendra().post(`/api/matches/${pair}/undo`, { reason })
    expect(undone.body).toMatchObject({ state: 'same', proposed: true })
    expect(await aliasOf(other)).toBe(named)
    expect((await queue('?state=proposed')).rows.map((row) => row.id)).toContain(pair)
    const rejected = await ratna().post(`/api/matches/${pair}/proposal/reject`, { reason })
    expect(rejected.body).toMatchObject({ state: 'same', proposed: false })
    await hendra().post(`/api/matches/${pair}/undo`, { reason })
    const apart = await ratna().post(`/api/matches/${pair}/proposal/confirm`)
    expect(apart.body).toMatchObject({ state: 'queued', proposed: false })
    expect(await aliasOf(other)).toBeNull()
  })

  test('a rejected proposal puts the pair where it was; an own one can be taken back', async () => {
    const { pair } = await aided('Bantuan Tiga')
    await say(world, pair, { verdict: 'unsure' })
    await say(world, pair, { verdict: 'same' })
    const reason = 'Alamatnya lain'
    const rejected = await hendra().post(`/api/matches/${pair}/proposal/reject`, { reason })
    expect(rejected.body.state).toBe('unsure')
    await say(world, pair, { verdict: 'same' })
    expect((await hendra().post(`/api/matches/${pair}/undo`)).body.code).toBe(
      'matching.waits-for-second',
    )
    const back = await ratna().post(`/api/matches/${pair}/undo`)
    expect(back.body).toMatchObject({ state: 'unsure', proposed: false })
    const { proposals } = await review(pair)
    expect(proposals.map((each: { state: string }) => each.state)).toEqual([
      'withdrawn',
      'rejected',
    ])
  })

  test('a verdict of different that moves nobody is one person’s', async () => {
    const { pair } = await aided('Bantuan Empat')
    const said = await say(world, pair, { verdict: 'different' })
    expect(said.body).toMatchObject({ state: 'different', proposed: false })
  })

  test('taking apart what the engine joined takes two, and stands until then', async () => {
    const { named, other, pair } = await aided('Bantuan Lima')
    await asOwnerOf(world, (client) =>
      client.query(`update match_pair set engine_state = 'joined' where id = $1`, [pair]),
    )
    await say(world, pair, { verdict: 'unsure' })
    // Back to what the engine says: joined now, which takes two as well.
    const reason = 'Mesin sudah yakin'
    const back = await ratna().post(`/api/matches/${pair}/undo`, { reason })
    expect(back.body).toMatchObject({ state: 'proposed', proposed: true })
    expect(await aliasOf(other)).toBeNull()
    await hendra().post(`/api/matches/${pair}/proposal/confirm`)
    expect(await aliasOf(other)).toBe(named)
    const said = await say(world, pair, { verdict: 'different' })
    expect(said.body).toMatchObject({ state: 'joined', proposed: true })
    expect(await aliasOf(other)).toBe(named)
    await hendra().post(`/api/matches/${pair}/proposal/confirm`)
    expect(await aliasOf(other)).toBeNull()
  })

  test('the database refuses one person in two roles', async () => {
    const { pair } = await aided('Bantuan Enam')
    await say(world, pair, { verdict: 'same' })
    const settle = `update match_proposal set state = 'confirmed', settled_by = proposed_by
      where match_pair_id = $1`
    const decide = `update match_pair set state = 'same', needs_two = true, proposed_by = $2,
      decided_by = $2 where id = $1`
    await asOwnerOf(world, async (client) => {
      await expect(client.query(settle, [pair])).rejects.toThrow('match_proposal_four_eyes')
      const byOne = client.query(decide, [pair, world.accountId('ratna')])
      await expect(byOne).rejects.toThrow('match_pair_four_eyes')
    })
  })

  test('aid is shown with the record it was given under, and is its own again apart', async () => {
    const { named, other, decreeId, pair } = await aided('Bantuan Tujuh')
    const programmeId = await addCash(world, 'TUNAI-UJI')
    await makeRound(world, { programmeId, decreeId, roundNo: 1 })
    await say(world, pair, { verdict: 'same' })
    await hendra().post(`/api/matches/${pair}/proposal/confirm`)
    const { aid } = await review(pair)
    expect(aid.map((each: { kind: string }) => each.kind)).toEqual(['decree', 'payment'])
    const aidOf = async (id: string) => (await ratna().get(`/api/households/${id}/aid`)).body.rows
    expect(await aidOf(other)).toMatchObject([{ partId: named, partOwn: false }])
    expect(await aidOf(named)).toMatchObject([{ partId: named, partOwn: true }])
    await ratna().post(`/api/matches/${pair}/undo`, { reason: 'Ternyata dua keluarga' })
    await hendra().post(`/api/matches/${pair}/proposal/confirm`)
    expect(await aidOf(other)).toEqual([])
    expect(await aidOf(named)).toHaveLength(1)
  })
})

test('a matching leaves alone what a person has in hand', async () => {
  for (const each of strangers) await listFamily(world, each)
  const pairs: string[] = []
  for (const name of ['Siti Kurniasih', 'Abdul Wahid', 'Yohanes Manalu']) {
    const head = { name, bornOn: '1981-03-14' }
    const one = await listFamily(world, { head })
    const other = await listFamily(world, { head, village: otherVillage })
    pairs.push(await addPair(world, [one, other]))
  }
  const [unsure = '', asked = '', proposed = ''] = pairs
  await say(world, unsure, { verdict: 'unsure' })
  await ratna().post(`/api/matches/${asked}/question`, { note: 'Siapa yang tahu?' })
  const [left] = (
    await asOwnerOf(world, (client) =>
      client.query('select left_household_id as id from match_pair where id = $1', [proposed]),
    )
  ).rows
  const seed = await seedDecree(world, { families: 1, number: 'kuat' })
  await asOwnerOf(world, async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query('update decree_line set household_id = $2 where decree_id = $1', [
      seed.decreeId,
      left.id,
    ])
  })
  await say(world, proposed, { verdict: 'same' })
  await matchLists(world)
  const states = async () =>
    Promise.all(pairs.map(async (pair) => (await ratna().get(`/api/matches/${pair}`)).body.state))
  expect(await states()).toEqual(['unsure', 'asked', 'proposed'])
  // Certain or gone, the engine moves nobody: not one of the six is an alias.
  const found = await asOwnerOf(world, (client) =>
    client.query(
      `select engine_state, one.alias_of as left, other.alias_of as right
       from match_pair join household one on one.id = left_household_id
       join household other on other.id = right_household_id
       where match_pair.id = any($1)`,
      [pairs],
    ),
  )
  for (const row of found.rows) expect(row).toMatchObject({ left: null, right: null })
  expect(found.rows.map((row) => row.engine_state)).toContain('joined')
})

test('nothing went wrong inside', () => {
  expect(world.failures).toEqual([])
})

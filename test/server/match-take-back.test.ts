import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CastName } from '../support/cast.ts'
import { otherVillage } from '../support/cast.ts'
import { seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { addPair, eventsOf, say } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const family of strangers) await listFamily(world, family)
})
afterAll(() => world.close())

const reason = 'Keluarga menunjukkan satu KK'
const family = (name: string) => listFamily(world, { head: { name, bornOn: '1976-05-12' } })

async function doubtful(name: string): Promise<string> {
  return addPair(world, [await family(name), await family(`${name} dua`)])
}

type Kind = 'matches' | 'person-pairs'

const undo = (as: CastName, path: string, body?: Readonly<Record<string, unknown>>) =>
  world.as(as).post(`/api/${path}/undo`, body)
const shown = async (as: CastName, path: string) => (await world.as(as).get(`/api/${path}`)).body

/** A child in the lists of both parents. */
async function twoFamilies(name: string, serial: string): Promise<string> {
  const child = { name, bornOn: '2011-09-14', nik: `190199140911${serial}` }
  const mother = { name: `Halimah ${name}`, bornOn: '1980-02-11' }
  const father = { name: `Thamrin ${name}`, bornOn: '1958-07-23' }
  const one = await listFamily(world, { head: mother, members: [child] })
  await listFamily(world, { head: father, members: [child], village: otherVillage })
  await matchLists(world)
  const { rows } = (await world.as('ratna').get('/api/person-pairs')).body
  const found = rows.find(
    (row: { left: { householdId: string }; right: { householdId: string } }) =>
      [row.left.householdId, row.right.householdId].includes(one),
  )
  return found.id
}

const sayTwo = (id: string, by: CastName = 'ratna') =>
  world.as(by).post(`/api/person-pairs/${id}/decision`, { verdict: 'two-persons', reason })

describe.each<
  [
    Kind,
    (name: string) => Promise<string>,
    (id: string, by: 'ratna' | 'hendra') => ReturnType<typeof sayTwo>,
  ]
>([
  ['matches', doubtful, (id, by) => say(world, id, { verdict: 'different', reason }, by)],
  ['person-pairs', (name) => twoFamilies(name, String(1000 + name.length)), sayTwo],
])('a verdict on %s', (kind, make, decide) => {
  test('of oneself is taken back at once, of another with a reason', async () => {
    const id = await make('Pandu')
    const path = `${kind}/${id}`
    await decide(id, 'hendra')
    const silent = await undo('ratna', path)
    expect([silent.status, silent.body.code]).toEqual([422, 'matching.reason-needed'])
    expect((await shown('ratna', path)).decidedByName).toBe('Hendra Dinsos')
    expect((await undo('ratna', path, { reason })).status).toBe(200)
    await decide(id, 'ratna')
    expect((await undo('ratna', path)).status).toBe(200)
    const subject = kind === 'matches' ? 'match-pair' : 'person-pair'
    const once = [`${subject}.decided`, `${subject}.undone`]
    expect(await eventsOf(world, id)).toEqual([...once, ...once])
  })

  test('that is no longer the one that was seen is not taken back, own or not', async () => {
    const id = await make('Pandu Dua')
    const path = `${kind}/${id}`
    const said = await decide(id, 'ratna')
    const seen = said.body.saidAt
    expect((await shown('hendra', path)).saidAt).toBe(seen)
    await undo('hendra', path, { reason, seen })
    const gone = await undo('ratna', path, { seen })
    expect([gone.status, gone.body.code]).toEqual([409, 'matching.changed-meanwhile'])
    for (const by of ['hendra', 'ratna'] as const) {
      await decide(id, by)
      for (const why of [{}, { reason }]) {
        const late = await undo('ratna', path, { seen, ...why })
        expect([late.status, late.body.code]).toEqual([409, 'matching.changed-meanwhile'])
      }
      const now = await shown('ratna', path)
      expect(now.decidedByName).toBe(by === 'ratna' ? 'Ratna Dinsos' : 'Hendra Dinsos')
      expect((await undo(by, path, { seen: now.saidAt })).status).toBe(200)
    }
    expect((await shown('ratna', path)).saidAt).toBeNull()
  })

  test('may be taken back by who decides, and the page says so to nobody else', async () => {
    const id = await make('Pandu Tiga')
    const path = `${kind}/${id}`
    const may = async () =>
      Promise.all(
        (['ratna', 'hendra', 'maya'] as const).map(async (as) => (await shown(as, path)).mayUndo),
      )
    expect(await may()).toEqual([false, false, false])
    await decide(id, 'ratna')
    expect(await may()).toEqual([true, true, false])
    expect((await undo('maya', path, { reason })).status).toBe(403)
  })
})

test('a proposal may be taken back by who made it alone, and as it was seen', async () => {
  const { families } = await seedDecree(world, { families: 1, number: '188.45/90/2026' })
  const named = families[0]?.householdId ?? ''
  const id = await addPair(world, [named, await family('Usul')])
  const path = `matches/${id}`
  const first = await say(world, id, { verdict: 'same' })
  expect((await shown('ratna', path)).mayUndo).toBe(true)
  expect((await shown('hendra', path)).mayUndo).toBe(false)
  expect((await shown('maya', path)).mayUndo).toBe(false)
  await world.as('hendra').post(`/api/${path}/proposal/reject`, { reason })
  await say(world, id, { verdict: 'same' })
  const late = await undo('ratna', path, { seen: first.body.saidAt })
  expect(late.body.code).toBe('matching.changed-meanwhile')
  expect((await undo('hendra', path, { reason })).body.code).toBe('matching.waits-for-second')
  const { saidAt } = await shown('ratna', path)
  expect((await undo('ratna', path, { seen: saidAt })).body).toMatchObject({ state: 'queued' })
})

test('what a second person has confirmed is nobody’s own, and no late key undoes it', async () => {
  const { families } = await seedDecree(world, { families: 1, number: '188.45/91/2026' })
  const named = families[0]?.householdId ?? ''
  const id = await addPair(world, [named, await family('Sah')])
  const path = `matches/${id}`
  const proposed = await say(world, id, { verdict: 'same' })
  const confirmed = await world.as('hendra').post(`/api/${path}/proposal/confirm`)
  const late = await undo('ratna', path, { seen: proposed.body.saidAt })
  expect(late.body.code).toBe('matching.changed-meanwhile')
  const silent = await undo('hendra', path, { seen: confirmed.body.saidAt })
  expect(silent.body.code).toBe('matching.reason-needed')
  expect((await shown('ratna', path)).state).toBe('same')
})

test('a question that was asked again, or answered, is not withdrawn by a late key', async () => {
  const id = await doubtful('Tanya')
  const path = `matches/${id}`
  const ask = async (as: CastName) =>
    (await world.as(as).post(`/api/${path}/question`, { note: 'Satu keluarga?' })).body.saidAt
  const first = await ask('ratna')
  expect((await undo('hendra', path)).body.code).toBe('matching.reason-needed')
  await undo('hendra', path, { reason, seen: first })
  const second = await ask('hendra')
  expect((await undo('ratna', path, { seen: first })).body.code).toBe('matching.changed-meanwhile')
  const [question] = (await world.as('sari').get('/api/match-questions')).body.rows
  const answer = { answer: 'different', note: '' }
  await world.as('sari').post(`/api/match-questions/${question.id}/answer`, answer)
  const late = await undo('hendra', path, { seen: second })
  expect(late.body.code).toBe('matching.changed-meanwhile')
  expect((await shown('hendra', path)).state).toBe('answered')
})

test('nothing went wrong inside', () => {
  expect(world.failures).toEqual([])
})

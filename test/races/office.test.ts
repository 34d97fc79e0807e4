import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../server/classification/decree/issue-decree.ts'
import { listLines } from '../../server/classification/decree/store.ts'
import { reading } from '../../server/database.ts'
import { sariVillage } from '../support/cast.ts'
import { confirmVillage, familiesOf } from '../support/decided-families.ts'
import { addFamily } from '../support/families.ts'
import { countWaiting, overtakenBy } from '../support/overtaken.ts'
import { addPair, say } from '../support/review-seed.ts'
import { visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

// Two people at once, with the order fixed: one transaction is held open until the other waits for
// it.

let world: World
let first: pg.Client
beforeAll(async () => {
  world = await openWorld()
  first = new pg.Client({ connectionString: world.ownerUrl })
  await first.connect()
})
afterAll(async () => {
  await first.end()
  await world.close()
})

const overtaken = <Answer>(
  act: () => Promise<unknown>,
  other: () => Promise<Answer>,
  many?: number,
) => overtakenBy(first, act, other, many)

async function newFamily(name: string): Promise<string> {
  const family = await addFamily(
    { job: world.ownerUrl },
    { tenantId: 1, name, village: sariVillage },
  )
  await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
  return family.householdId
}

test('a visit that comes while the office takes the one before over changes nothing', async () => {
  const id = await newFamily('Rusmini')
  const budi = world.as('budi')
  expect((await budi.post('/api/visits', visitOf(id))).status).toBe(200)
  const late = await overtaken(
    async () => {
      await first.query("update entas.visit set state = 'accepted' where household_id = $1", [id])
      await first.query("update entas.household set state = 'accepted' where id = $1", [id])
    },
    () => budi.post('/api/visits', visitOf(id)),
  )
  expect(late.body.code).toBe('visits.already-accepted')
  const now = await first.query(
    `select household.state, array_agg(visit.state) as visits
     from entas.household join entas.visit on household_id = household.id
     where household.id = $1 group by household.state`,
    [id],
  )
  expect(now.rows).toEqual([{ state: 'accepted', visits: ['accepted'] }])
})

test('a visit that comes while its family is confirmed is not passed over', async () => {
  const { accepted, decisionOf } = familiesOf(() => world)
  const { householdId } = await accepted('Rukiah')
  const { id } = await decisionOf(householdId)
  const answer = await overtaken(
    async () => {
      const family = [householdId]
      await first.query("update entas.visit set state = 'sent' where household_id = $1", family)
      await first.query("update entas.household set state = 'visited' where id = $1", family)
    },
    () => world.as('hendra').post('/api/decisions/confirm', { ids: [id] }),
  )
  expect(answer.body.code).toBe('classification.visit-waits')
  expect(await decisionOf(householdId)).toMatchObject({ state: 'proposed' })
})

test('a change that the database ends for the sake of another is made once more', async () => {
  const { accepted, decisionOf } = familiesOf(() => world)
  const { householdId } = await accepted('Rusdi')
  const { id } = await decisionOf(householdId)
  await first.query('begin')
  await first.query('update entas.household set address = address where id = $1', [householdId])
  const answer = world.as('hendra').post('/api/decisions/confirm', { ids: [id] })
  await expect.poll(() => countWaiting(first)).toBe(1)
  // The confirming one has waited longer: it is the one to be ended.
  await first.query('update entas.decision set state = state where id = $1', [id])
  await first.query('commit')
  expect((await answer).body).toMatchObject({ confirmed: 1 })
  expect(world.failures).toEqual([])
})

test('a decree that is drafted anew while it is frozen is frozen as it then stands', async () => {
  const id = await newFamily('Sapiah')
  await world.as('budi').post('/api/visits', visitOf(id))
  await world.as('ratna').post('/api/visits/accept', { village: sariVillage })
  await confirmVillage(world, sariVillage)
  const wish = { number: '188.45/77/2023', title: 'Penetapan', decreedOn: '2023-09-29' }
  const drafted = (await world.as('ratna').post('/api/decrees', wish)).body
  const lineCount = drafted.lineCount
  expect(lineCount).toBeGreaterThan(0)
  const answer = await overtaken(
    async () => {
      await first.query('update entas.decree set line_count = line_count where id = $1', [
        drafted.id,
      ])
      await first.query(
        "update entas.decree_line set address = 'Jalan Baru' where decree_id = $1",
        [drafted.id],
      )
    },
    () => {
      const typed = { number: wish.number, lineCount }
      return world.as('bupati').post(`/api/decrees/${drafted.id}/freeze`, typed)
    },
  )
  const part = { village: undefined, limit: 10, offset: 0 }
  const lines = await reading(world.database, world.actor('ratna'), (db) =>
    listLines(db, drafted.id, part),
  )
  expect(lines[0]?.address).toBe('Jalan Baru')
  expect(answer.body.digest).toBe(digestOf(wish, lines))
})

test('of two drafts that name the same family, frozen at once, one is frozen', async () => {
  const id = await newFamily('Rohani')
  await world.as('budi').post('/api/visits', visitOf(id))
  await world.as('ratna').post('/api/visits/accept', { village: sariVillage })
  await confirmVillage(world, sariVillage)
  const wish = { title: 'Penetapan', decreedOn: '2023-09-29' }
  const numbers = ['188.45/78/2023', '188.45/79/2023']
  const drafts = await Promise.all(
    numbers.map((number) => world.as('ratna').post('/api/decrees', { ...wish, number })),
  )
  // Both have looked at their lines and cannot end before the other has.
  const answers = await overtaken(
    () => first.query('lock table entas.event in share row exclusive mode'),
    () =>
      Promise.all(
        drafts.map(({ body }, at) => {
          const typed = { number: numbers[at], lineCount: body.lineCount }
          return world.as('bupati').post(`/api/decrees/${body.id}/freeze`, typed)
        }),
      ),
    2,
  )
  expect(answers.map((each) => each.status).toSorted()).toEqual([200, 409])
  const refused = answers.find((each) => each.status === 409)
  expect(refused?.body.code).toBe('classification.decree-changed')
  expect(refused?.body.details).toEqual({ count: 1 })
  const frozen = await first.query(
    `select count(*)::integer as decrees
     from entas.decree_line line join entas.decree on decree.id = line.decree_id
     where line.household_id = $1 and decree.state = 'frozen'`,
    [id],
  )
  expect(frozen.rows[0].decrees).toBe(1)
})

test('two families of a draft that are merged while it is frozen: one of the two is done', async () => {
  const ids = [await newFamily('Kembar Satu'), await newFamily('Kembar Dua')]
  for (const id of ids) await world.as('budi').post('/api/visits', visitOf(id))
  await world.as('ratna').post('/api/visits/accept', { village: sariVillage })
  await confirmVillage(world, sariVillage)
  const wish = { number: '188.45/80/2023', title: 'Penetapan', decreedOn: '2023-09-29' }
  const { body: draft } = await world.as('ratna').post('/api/decrees', wish)
  const typed = { number: wish.number, lineCount: draft.lineCount }
  const pair = await addPair(world, [ids[0] ?? '', ids[1] ?? ''])
  // Each has looked at what the other is about to write, or waits for the other to have written.
  const [merged, frozen] = await overtaken(
    () => first.query('lock table entas.event in share row exclusive mode'),
    () =>
      Promise.all([
        say(world, pair, { verdict: 'same' }),
        world.as('bupati').post(`/api/decrees/${draft.id}/freeze`, typed),
      ]),
    2,
  )
  const isMerged = merged.status === 200 && !merged.body.proposed
  expect([isMerged, frozen.status === 200].toSorted()).toEqual([false, true])
  if (isMerged) expect(frozen.body.code).toBe('classification.decree-changed')
})

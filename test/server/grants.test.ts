import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { addCash, instruct, makeRound } from '../support/round-seed.ts'
import { openWorld, type World } from '../support/world.ts'

// What a role could do past the application: by a fault of ours, or of what we build on.

const village = '19.01.01.2004'
let world: World
let household: string
beforeAll(async () => {
  world = await openWorld()
  household = newId()
  await asOwnerOf(world, async (client) => {
    await client.query(
      `insert into household (tenant_id, id, village_code, head_name, head_name_key, verifier_id,
         state, derived_at)
       values (1, $1, $2, 'x', 'x', $3, 'visited', now())`,
      [household, village, world.accountId('budi')],
    )
    await client.query(visit, [newId(), household, village, world.accountId('budi'), 'sent'])
  })
})
afterAll(() => world.close())

const visit = `insert into entas.visit (tenant_id, id, household_id, village_code, verifier_id,
  instrument, channel, visited_on, result, state, digest, received_at)
  values (1, $1, $2, $3, $4, 'x', 'form', '2023-09-01', 'complete', $5, '', now())`

/** One statement as a login role in the regency; a verifier only with own tasks. */
async function attempt(role: 'office' | 'area', statement: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: world.urls[role] })
  await client.connect()
  try {
    await client.query('begin')
    const verifier = role === 'area' ? world.accountId('budi') : ''
    await client.query(`select entas.set_context(1, null, '~', '!', '', $1)`, [verifier])
    return (await client.query(statement, values)).rowCount
  } finally {
    await client.end()
  }
}

describe('a verifier', () => {
  test('puts a newer visit in the place of one that waits, and takes none over', async () => {
    const replaced = "update entas.visit set state = 'replaced'"
    expect(await attempt('area', replaced)).toBe(1)
    const accepted = "update entas.visit set state = 'accepted'"
    await expect(attempt('area', accepted)).rejects.toThrow('row-level security')
    const values = [newId(), household, village, world.accountId('budi'), 'accepted']
    await expect(attempt('area', visit, values)).rejects.toThrow('row-level security')
  })

  test('marks a family as visited and nothing else', async () => {
    expect(await attempt('area', "update entas.household set state = 'visited'")).toBe(1)
    for (const state of ['decided', 'listed', 'accepted']) {
      const change = `update entas.household set state = '${state}'`
      await expect(attempt('area', change)).rejects.toThrow('row-level security')
    }
    const result = "update entas.household set result = 'extremely-poor'"
    await expect(attempt('area', result)).rejects.toThrow('permission denied')
  })
})

describe('the office', () => {
  test.each([
    "update entas.visit set answers = '{}'",
    "update entas.visit set result = 'dead'",
    "update entas.decision set result = 'extremely-poor'",
    'update entas.decision set proposed_by = null',
    "update entas.criteria set definition = '{}'",
    'update entas.programme_term set amount = 1',
    'delete from entas.visit',
    'delete from entas.decision',
    'delete from entas.payment_line',
  ])('may not: %s', async (statement) => {
    await expect(attempt('office', statement)).rejects.toThrow('permission denied')
  })
})

describe('an instructed round', () => {
  let roundId: string
  let programmeId: string
  beforeAll(async () => {
    const { decreeId } = await seedDecree(world, { families: 2, number: 'tetap' })
    programmeId = await addCash(world, 'TETAP')
    roundId = (await makeRound(world, { programmeId, decreeId, roundNo: 1 })).body.id
    expect((await instruct(world, roundId, 700_000)).body.state).toBe('instructed')
  })

  test.each([
    "update payment_round set state = 'draft', instructed_by = null where id = $1",
    "update payment_round set state = 'cancelled' where id = $1",
    'update payment_round set amount = 1 where id = $1',
    'update payment_round set round_no = 2 where id = $1',
    'update payment_line set amount = 1 where round_id = $1',
    'delete from payment_guard where round_id = $1',
    `insert into payment_line (tenant_id, id, round_id, line_no, reference, household_id,
       decree_line_no, village_code, payee_name, amount)
     select tenant_id, gen_random_uuid(), round_id, 9, 'extra', household_id, 1, village_code,
       'x', 1
     from payment_line where round_id = $1 limit 1`,
  ])('stands, even before the owner of the database: %s', async (statement) => {
    const tried = asOwnerOf(world, (client) => client.query(statement, [roundId]))
    await expect(tried).rejects.toMatchObject({ code: '23001' })
  })

  test('takes no line of another round', async () => {
    const { decreeId } = await seedDecree(world, { families: 1, number: 'lain' })
    const other = (await makeRound(world, { programmeId, decreeId, roundNo: 1 })).body.id
    const move = 'update payment_line set round_id = $1 where round_id = $2'
    const tried = asOwnerOf(world, (client) => client.query(move, [roundId, other]))
    await expect(tried).rejects.toMatchObject({ code: '23001' })
  })
})

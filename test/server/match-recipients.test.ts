import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwnerOf, seedDecree } from '../support/decree-seed.ts'
import { listFamily, matchLists, strangers } from '../support/matching-seed.ts'
import { makeAlike } from '../support/review-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const family of strangers) await listFamily(world, family)
})
afterAll(() => world.close())

test('two recipients who are surely one wait for two persons; a third ties nobody together', async () => {
  const first = await seedDecree(world, { families: 2, number: 'satu' })
  const second = await seedDecree(world, { families: 2, number: 'dua' })
  const pair = [first.families[0], second.families[0]].filter((each) => each !== undefined)
  await makeAlike(world, pair)
  const third = await listFamily(world, {
    head: { name: 'Baharudin Wiryono', bornOn: '1971-04-09', nik: pair[0]?.headNationalId ?? '' },
  })
  await matchLists(world)
  const ids = pair.map((each) => each.householdId)
  const rows = await asOwnerOf(world, (client) =>
    client.query(
      `select state, engine_state, evidence -> 'objections' as objections,
         left_household_id = any($1) and right_household_id = any($1) as recipients
       from match_pair where left_household_id = any($2) and right_household_id = any($2)
       order by recipients desc`,
      [ids, [...ids, third]],
    ),
  )
  expect(rows.rows[0]).toMatchObject({ state: 'queued', objections: ['aid-hangs-on-both'] })
  expect(rows.rows).toHaveLength(3)
  const aliases = await asOwnerOf(world, (client) =>
    client.query(`select alias_of from household where id = any($1)`, [ids]),
  )
  expect(aliases.rows).toEqual([{ alias_of: null }, { alias_of: null }])
  const queued = (await world.as('ratna').get('/api/matches?state=queued')).body.rows
  const found = queued.find(
    (row: { left: { householdId: string }; right: { householdId: string } }) =>
      ids.includes(row.left.householdId) && ids.includes(row.right.householdId),
  )
  const said = { verdict: 'same', reason: 'orang yang sama menurut KK' }
  const answer = await world.as('ratna').post(`/api/matches/${found.id}/decision`, said)
  expect(answer.body).toMatchObject({ proposed: true })
})

test('what a recipient stands for is not taken apart by the engine, but by two persons', async () => {
  const { families } = await seedDecree(world, { families: 1, number: 'tiga' })
  const [recipient] = families
  if (recipient === undefined) throw new Error('a decree without a family')
  await makeAlike(world, [recipient])
  const again = await listFamily(world, {
    head: {
      name: 'Baharudin Wiryono',
      bornOn: '1971-04-09',
      nik: recipient.headNationalId ?? '',
    },
  })
  await matchLists(world)
  const standsFor = async () => {
    const found = await asOwnerOf(world, (client) =>
      client.query('select alias_of from household where id = $1', [again]),
    )
    return found.rows[0]?.alias_of
  }
  expect(await standsFor()).toBe(recipient.householdId)
  await asOwnerOf(world, (client) =>
    client.query(
      `update person set name = 'Sumarni Halawa', name_key = 'SUMARNI HALAWA',
         born_on = '1999-01-30', national_id_cipher = null, national_id_index = null
       where household_id = $1`,
      [again],
    ),
  )
  await matchLists(world)
  expect(await standsFor()).toBe(recipient.householdId)
  // Nor by what happens beside it: another double of the same recipient comes and is parted.
  const third = await listFamily(world, {
    head: {
      name: 'Baharudin Wiryono',
      bornOn: '1971-04-09',
      nik: recipient.headNationalId ?? '',
    },
  })
  await matchLists(world)
  expect(await standsFor()).toBe(recipient.householdId)
  const joined = (await world.as('ratna').get('/api/matches?state=joined')).body.rows
  const pair = joined.find(
    (row: { left: { householdId: string }; right: { householdId: string } }) =>
      row.left.householdId === recipient.householdId && row.right.householdId === again,
  )
  expect(joined.length).toBeGreaterThan(1)
  expect(third).not.toBe(again)
  const said = { verdict: 'different', reason: 'dua orang, salah ketik di daftar' }
  const answer = await world.as('ratna').post(`/api/matches/${pair.id}/decision`, said)
  expect(answer.body).toMatchObject({ proposed: true })
})

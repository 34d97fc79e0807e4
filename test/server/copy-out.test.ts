import { afterAll, beforeAll, expect, test } from 'vitest'
import { bulkWorking } from '../../server/bulk.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const many = `select each, repeat('x', 1000) from generate_series(1, 100000) as each`

test('who leaves a copy early ends the transaction with what went wrong', async () => {
  const leaving = bulkWorking(world.database, 1, async (db) => {
    for await (const page of db.copyOut(many)) {
      if (page.length > 0) throw new Error('a number that cannot be opened')
    }
  })
  await expect(leaving).rejects.toThrow('a number that cannot be opened')
  expect(await bulkWorking(world.database, 1, async (db) => db.tenantId)).toBe(1)
})

test('a copy that the database refuses says so', async () => {
  const wrong = bulkWorking(world.database, 1, async (db) => {
    for await (const _ of db.copyOut('select 1 / (each - 5) from generate_series(1, 9) as each')) {
      // Nothing is kept.
    }
  })
  await expect(wrong).rejects.toThrow('division by zero')
})

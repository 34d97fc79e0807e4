import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { oneRow, working } from '../../server/database.ts'
import { asOwner } from '../../server/floor.ts'
import { drainJobs } from '../../server/jobs.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a connection that breaks between two statements ends its transaction, not the server', async () => {
  const { database } = world
  const broken = working(database, 1, async (db) => {
    const self = await oneRow(db, sql<{ pid: number }>`select pg_backend_pid() as pid limit 1`)
    await asOwner(world.ownerUrl, async (client) => {
      await client.query('select pg_terminate_backend($1)', [self.pid])
      const gone = () => client.query('select from pg_stat_activity where pid = $1', [self.pid])
      await expect.poll(async () => (await gone()).rowCount).toBe(0)
    })
    return oneRow(db, sql`select 1 limit 1`)
  })
  await expect(broken).rejects.toThrow()
  const after = working(database, 1, (db) => oneRow(db, sql`select 1 as one limit 1`))
  expect(await after).toEqual({ one: 1 })
})

test('jobs find a pool that hears of its broken connections', async () => {
  const warned = vi.spyOn(console, 'warn')
  await drainJobs(world.house)
  expect(warned.mock.calls.flat()).toEqual([])
})

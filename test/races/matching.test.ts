import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { working } from '../../server/database.ts'
import { record } from '../../server/events.ts'
import { drainJobs } from '../../server/jobs.ts'
import { newId } from '../../server/new-id.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import { listFamily, strangers } from '../support/matching-seed.ts'
import { countWaiting } from '../support/overtaken.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const family of strangers) await listFamily(world, family)
})
afterAll(() => world.close())

/** A list has entered: its matching waits to be run. */
function enterList(): Promise<unknown> {
  return working(world.database, 1, (db) =>
    record(db, { name: 'import.entered', subject: newId() }),
  )
}

/** By a connection of its own: a transaction sees the activity of others as it first saw it. */
const waitingNow = () => asOwnerOf(world, countWaiting)

test('two lists are matched one after the other, not both at once', async () => {
  await enterList()
  await enterList()
  const atOnce = await asOwnerOf(world, async (client) => {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(7301, 1)')
    const done = drainJobs(world.house)
    await expect.poll(waitingNow).toBeGreaterThan(0)
    // Time for the other to have read what this one has not written yet.
    await sleep(1_500)
    const waiting = await waitingNow()
    await client.query('commit')
    await done
    return waiting
  })
  expect(atOnce).toBe(1)
  const matched = await asOwnerOf(world, (client) =>
    client.query(`select count(*)::integer as count from event where name = 'import.matched'`),
  )
  expect(matched.rows[0].count).toBe(2)
  expect(world.failures).toEqual([])
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

test('no login role owns a table or may make one', async () => {
  for (const role of [db.database.door, db.database.office, db.database.area, db.database.job]) {
    await expect(sql`create table entas.mine (id integer)`.execute(role)).rejects.toThrow(
      'permission denied',
    )
  }
})

test('every role may add a job, only the job role may see one', async () => {
  await sql`select entas.add_job('nothing', '{}'::json, 'once')`.execute(db.database.area)
  await sql`select entas.add_job('nothing', '{}'::json, 'once')`.execute(db.database.office)
  const jobs = sql<{ count: number }>`select count(*) as count from graphile_worker.jobs`
  expect((await jobs.execute(db.database.job)).rows[0]?.count).toBe(1)
  await expect(jobs.execute(db.database.office)).rejects.toThrow('permission denied')
})

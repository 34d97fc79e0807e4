import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '../../server/floor.ts'
import { migrate } from '../../server/migrate.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { checkAppendOnly, checkRowPolicies } from '../support/row-policies.ts'

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

test('a role sees its regency, its areas, its tasks, and nothing else', async () => {
  await checkRowPolicies(db.urls, db.ownerUrl)
})

test('events cannot be changed or removed, not even by the owner of the database', async () => {
  await checkAppendOnly(db.urls, db.ownerUrl)
})

test('a migration that was applied with another content is refused', async () => {
  await asOwner(db.ownerUrl, (client) =>
    client.query("update entas_floor.migration set digest = 'x' where name like '0001-%'"),
  )
  await expect(migrate(db.ownerUrl)).rejects.toMatchObject({ code: 'floor.migration-changed' })
})

test('a database of a later version is refused', async () => {
  await asOwner(db.ownerUrl, (client) =>
    client.query(`
      delete from entas_floor.migration where digest = 'x';
      insert into entas_floor.migration values ('9999-later.sql', 'y')`),
  )
  await expect(migrate(db.ownerUrl)).rejects.toMatchObject({ code: 'floor.migration-unknown' })
})

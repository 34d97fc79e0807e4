import { type Kysely, sql } from 'kysely'
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

test('the office may add a job of its own regency, only the job role may see one', async () => {
  const add = (role: Kysely<unknown>, payload: string) =>
    role.transaction().execute(async (transaction) => {
      await sql`select entas.set_context(1, null, '~', '!', '', '')`.execute(transaction)
      await sql`select entas.add_job('nothing', ${payload}::json, 'once')`.execute(transaction)
    })
  await add(db.database.office, '{"tenantId":1}')
  await add(db.database.office, '{"tenantId":1}')
  for (const payload of ['{"tenantId":2}', '{}']) {
    await expect(add(db.database.office, payload)).rejects.toThrow('another regency')
  }
  for (const role of [db.database.area, db.database.door]) {
    await expect(add(role, '{"tenantId":1}')).rejects.toThrow('permission denied')
  }
  const jobs = sql<{ count: number }>`select count(*) as count from graphile_worker.jobs`
  expect((await jobs.execute(db.database.job)).rows[0]?.count).toBe(1)
  await expect(jobs.execute(db.database.office)).rejects.toThrow('permission denied')
})

test('nobody runs a function that was not given to them', async () => {
  const found = await asOwner(db.ownerUrl, (client) =>
    client.query<{ name: string }>(`
      select proname as name from pg_proc
      where pronamespace = 'entas'::regnamespace
        and has_function_privilege('entas_backup', oid, 'execute')
      order by proname`),
  )
  expect(found.rows).toEqual([])
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

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reissueFirstCode } from '../../server/access/add-account.ts'
import { seedAreas } from '../../server/areas/seed-areas.ts'
import { createTenantWithAdministrator, readTenants } from '../../server/create-tenant.ts'
import { working } from '../../server/database.ts'
import { asOwner } from '../../server/floor.ts'
import { serve } from '../../server/main.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await openTestDatabase()
  await seedAreas(db.database, { under: '19' })
})
afterAll(() => db.close())

const masterKey = randomBytes(32)

function create(tenantId: number, regencyCode: string, signInName: string) {
  const administrator = { signInName, name: 'Administrator' }
  return createTenantWithAdministrator(
    db.database,
    { tenantId, regencyCode, demonstration: false, masterKey },
    administrator,
  )
}

test('a regency is made with its administrator or not at all, and then again', async () => {
  await create(1, '19.01', 'admin')
  await expect(create(2, '19.02', 'admin')).rejects.toMatchObject({
    code: 'access.sign-in-name-taken',
  })
  expect((await readTenants(db.database)).map((tenant) => tenant.code)).toEqual(['19.01'])
  const { name, code } = await create(2, '19.02', 'admin.2')
  expect(name).toBe('Kabupaten Belitung')
  expect(code).toMatch(/^[A-Z2-9]{4}-/)
  expect((await readTenants(db.database)).map((tenant) => tenant.code)).toEqual(['19.01', '19.02'])
})

test('a code that nobody has used is given out anew; after the first sign-in never', async () => {
  const again = () => working(db.database, 2, (writer) => reissueFirstCode(writer))
  const codes = [await again(), await again()]
  expect(codes.map((each) => each?.signInName)).toEqual(['admin.2', 'admin.2'])
  expect(codes[0]?.code).not.toBe(codes[1]?.code)
  await asOwner(db.ownerUrl, (client) =>
    client.query(
      `update entas.account set password_hash = 'x', one_time_code_hash = null
       where sign_in_name = 'admin.2'`,
    ),
  )
  expect(await again()).toBeUndefined()
})

test('a plain address of the network is refused before anything listens or is opened', async () => {
  const dataDirectory = path.join(tmpdir(), `entas-never-${randomBytes(6).toString('hex')}`)
  const served = serve({
    dataDirectory,
    keyFile: `${dataDirectory}.key`,
    host: '0.0.0.0',
    port: 0,
    log: () => {},
  })
  await expect(served).rejects.toMatchObject({ code: 'floor.plain-network' })
  expect(existsSync(dataDirectory)).toBe(false)
})

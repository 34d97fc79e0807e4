import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedAreas } from '../../server/areas/seed-areas.ts'
import { createTenant } from '../../server/create-tenant.ts'
import { asOwner } from '../../server/floor.ts'
import {
  createMasterKey,
  defaultKeyFile,
  openKeyring,
  openMasterKey,
  readMasterKey,
  rewrapTenantKeys,
} from '../../server/key-file.ts'
import { blindIndex, sealContext, sealText, unsealText } from '../../server/keyring.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let folder: string
let db: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'entas-keys-'))
  db = await openTestDatabase()
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true, force: true })
})

const number = '1901990101900001'

test('the key stands beside the data folder, for its owner only, and stays the same', async () => {
  const file = defaultKeyFile(path.join(folder, 'data'))
  expect(file).toBe(path.join(folder, 'data.key'))
  const key = await openMasterKey(file)
  expect(key).toHaveLength(32)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await openMasterKey(file)).equals(key)).toBe(true)
  await expect(createMasterKey(file)).rejects.toThrow('EEXIST')
  expect((await readMasterKey(file)).equals(key)).toBe(true)
})

test('a key file that is missing, open to others or cut short is refused', async () => {
  const file = path.join(folder, 'other.key')
  await expect(readMasterKey(file)).rejects.toMatchObject({ code: 'keys.missing' })
  await createMasterKey(file)
  await chmod(file, 0o644)
  await expect(readMasterKey(file)).rejects.toMatchObject({ code: 'keys.readable-by-others' })
  await chmod(file, 0o600)
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, -5))
  await expect(readMasterKey(file)).rejects.toMatchObject({ code: 'keys.damaged' })
})

test('each regency has keys of its own; another master key opens none; rotation keeps them', async () => {
  await seedAreas(db.database, { under: '19' })
  const from = randomBytes(32)
  const to = randomBytes(32)
  for (const [tenantId, regencyCode] of [[1, '19.01'] as const, [2, '19.02'] as const]) {
    const place = { tenantId, regencyCode, demonstration: false, masterKey: from }
    await createTenant(db.database, place)
  }
  const ring = await openKeyring(db.database, from)
  const context = sealContext(1, 'national-id')
  const sealed = sealText(ring.of(1), number, context)
  expect(sealed.toString('latin1')).not.toContain(number)
  expect(unsealText(ring.of(1), sealed, context)).toBe(number)
  expect(() => unsealText(ring.of(2), sealed, context)).toThrow()
  const index = blindIndex(ring.of(1), 'nik', number)
  expect(index.equals(blindIndex(ring.of(2), 'nik', number))).toBe(false)
  expect(ring.of(1).seal.equals(ring.of(1).index)).toBe(false)

  await expect(openKeyring(db.database, to)).rejects.toMatchObject({ code: 'keys.other-master' })
  await expect(rewrapTenantKeys(db.database, { from: to, to })).rejects.toThrow()
  expect(await rewrapTenantKeys(db.database, { from, to })).toEqual({ rewrapped: 2 })
  await expect(openKeyring(db.database, from)).rejects.toMatchObject({ code: 'keys.other-master' })
  const rotated = await openKeyring(db.database, to)
  expect(unsealText(rotated.of(1), sealed, context)).toBe(number)
  expect(blindIndex(rotated.of(1), 'nik', number).equals(index)).toBe(true)
})

test('a wrapped key moved to another regency does not open', async () => {
  const other = await openTestDatabase()
  try {
    await seedAreas(other.database, { under: '19' })
    const masterKey = randomBytes(32)
    const place = { regencyCode: '19.01', demonstration: false, masterKey }
    await createTenant(other.database, { tenantId: 1, ...place })
    await asOwner(other.ownerUrl, (client) =>
      client.query(`
        insert into entas.tenant (id, name, demonstration, created_at)
        values (2, 'x', false, now());
        update entas.tenant_key set tenant_id = 2`),
    )
    await expect(openKeyring(other.database, masterKey)).rejects.toThrow('keys.other-master')
  } finally {
    await other.close()
  }
})

test('all areas of the country are there after the first start, quickly, and once', async () => {
  const fresh = await openTestDatabase()
  try {
    const begun = performance.now()
    const { added } = await seedAreas(fresh.database)
    const seconds = (performance.now() - begun) / 1000
    expect(added).toBeGreaterThan(91_000)
    expect(seconds).toBeLessThan(20)
    process.stdout.write(`areas: ${added} in ${seconds.toFixed(1)} s\n`)
    expect(await seedAreas(fresh.database)).toEqual({ added: 0 })
    const found = await asOwner(fresh.urls.area, (client) =>
      client.query("select name, name_key from entas.area where code = '19.01.02.2004'"),
    )
    expect(found.rows).toEqual([{ name: 'Gunung Muda', name_key: 'GUNUNGMUDA' }])
  } finally {
    await fresh.close()
  }
})

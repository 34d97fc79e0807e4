import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedAreas } from '../../server/areas/seed-areas.ts'
import { AnchorDamaged, readAnchors, writeAnchor } from '../../server/audit/anchor.ts'
import { chainOf, digestOf, firstChain } from '../../server/audit/digest.ts'
import { sealAll, sealBatch } from '../../server/audit/seal-events.ts'
import { startSealer } from '../../server/audit/sealer.ts'
import { listSealedAfter } from '../../server/audit/store.ts'
import { type Suspicion, verifyAudit } from '../../server/audit/verify-audit.ts'
import { createTenant } from '../../server/create-tenant.ts'
import { working } from '../../server/database.ts'
import { record } from '../../server/events.ts'
import { asOwner } from '../../server/floor.ts'
import { newId } from '../../server/new-id.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

const tenantId = 1
let test1: TestDatabase

beforeEach(async () => {
  test1 = await openTestDatabase()
  await seedAreas(test1.database, { under: '19.01' })
  const masterKey = randomBytes(32)
  const made = { tenantId, regencyCode: '19.01', demonstration: false, masterKey }
  await createTenant(test1.database, made)
  await recordMany(30)
  await sealAll(test1.database, tenantId)
})

afterEach(() => test1.close())

async function recordMany(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await working(test1.database, tenantId, (db) =>
      record(db, { name: 'thing.done', subject: newId(), detail: { index } }),
    )
  }
}

/** Statements of whoever owns the database: no trigger stops them. */
async function attack(...statements: string[]): Promise<void> {
  await asOwner(test1.ownerUrl, async (client) => {
    await client.query('alter table entas.event disable trigger all')
    await client.query('alter table entas.event_seal disable trigger all')
    for (const statement of statements) await client.query(statement)
  })
}

/** The owner makes every seal fit again: digests, links and head. */
async function recomputeChain(): Promise<void> {
  const rows = await working(test1.database, tenantId, (db) =>
    listSealedAfter(db, { position: 0, limit: 1000 }),
  )
  await asOwner(test1.ownerUrl, async (client) => {
    let chain = firstChain
    let position = 0
    await client.query('update entas.event_seal set position = position + 100000')
    for (const row of rows) {
      if (row.id === null || row.name === null) continue
      const digest = digestOf(tenantId, { ...row, id: row.id, name: row.name })
      chain = chainOf(chain, digest)
      position++
      await client.query(
        'update entas.event_seal set position = $1, digest = $2, chain = $3 where event_id = $4',
        [position, digest, chain, row.eventId],
      )
    }
    await client.query('delete from entas.event_seal where position > 100000')
    await client.query('update entas.event_head set position = $1, chain = $2', [position, chain])
  })
}

async function anchorText(): Promise<string> {
  let text = ''
  for await (const part of writeAnchor(test1.database, tenantId, new Date())) text += part
  return text
}

async function verify(anchored?: string) {
  const anchor = anchored === undefined ? undefined : readAnchors(anchored)[0]
  return verifyAudit(test1.database, { tenantId, anchor })
}

async function eventAt(position: number): Promise<string> {
  const [row] = await working(test1.database, tenantId, (db) =>
    listSealedAfter(db, { position: position - 1, limit: 1 }),
  )
  return row?.eventId ?? ''
}

const shown = ({ what, position, eventId }: Suspicion) => ({ what, position, eventId })

const insertAt = (id: string, when: string) => `
  insert into entas.event (tenant_id, id, name, detail, happened_at, recorded_at)
  values (1, '${id}', 'thing.forged', '{}', ${when}, ${when})`

test('an untouched chain verifies, with its anchor and without', async () => {
  const anchor = await anchorText()
  await recordMany(3)
  await sealAll(test1.database, tenantId)
  expect(await verify()).toMatchObject({ verified: true, events: 34, unsealed: 0, suspicions: [] })
  expect(await verify(anchor)).toMatchObject({ verified: true, anchored: 31, suspicions: [] })
})

test('a changed event is named', async () => {
  const eventId = await eventAt(7)
  await attack(`update entas.event set detail = '{"index": 99}' where id = '${eventId}'`)
  const found = await verify()
  expect(found.verified).toBe(false)
  expect(found.suspicions).toEqual([
    { what: 'changed', position: 7, eventId, name: 'thing.done', by: 'chain' },
  ])
})

test('an actor or an instant changed by a microsecond is named', async () => {
  const [first, second] = [await eventAt(3), await eventAt(4)]
  await attack(
    `update entas.event set actor_id = '${newId()}' where id = '${first}'`,
    `update entas.event set recorded_at = recorded_at + interval '1 microsecond'
     where id = '${second}'`,
  )
  expect((await verify()).suspicions.map(shown)).toEqual([
    { what: 'changed', position: 3, eventId: first },
    { what: 'changed', position: 4, eventId: second },
  ])
})

test('a removed event is named, and the anchor still knows what it was', async () => {
  const anchor = await anchorText()
  const eventId = await eventAt(12)
  await attack(`delete from entas.event where id = '${eventId}'`)
  expect((await verify()).suspicions).toEqual([
    { what: 'removed', position: 12, eventId, name: null, by: 'chain' },
  ])
  expect((await verify(anchor)).suspicions).toEqual([
    { what: 'removed', position: 12, eventId, name: 'thing.done', by: 'anchor' },
  ])
})

test('an event removed with its seal leaves a hole that is named', async () => {
  const eventId = await eventAt(12)
  await attack(
    `delete from entas.event where id = '${eventId}'`,
    `delete from entas.event_seal where event_id = '${eventId}'`,
  )
  expect((await verify()).suspicions.map(shown)).toContainEqual({
    what: 'removed',
    position: 12,
    eventId: null,
  })
})

test('the last events removed with their seals are missed by the head', async () => {
  const eventId = await eventAt(31)
  await attack(
    `delete from entas.event where id = '${eventId}'`,
    `delete from entas.event_seal where event_id = '${eventId}'`,
  )
  expect((await verify()).suspicions.map(shown)).toEqual([
    { what: 'removed', position: 31, eventId: null },
  ])
})

test('an event slipped in with an old date is named, before and after it is sealed', async () => {
  const eventId = newId()
  await attack(insertAt(eventId, "now() - interval '2 days'"))
  expect((await verify()).suspicions.map(shown)).toEqual([
    { what: 'inserted', position: null, eventId },
  ])
  await sealAll(test1.database, tenantId)
  expect((await verify()).suspicions.map(shown)).toEqual([
    { what: 'inserted', position: 32, eventId },
  ])
})

test('two events whose places were exchanged are named', async () => {
  const [first, second] = [await eventAt(5), await eventAt(6)]
  await attack(
    `update entas.event_seal set event_id = '${newId()}' where position = 5`,
    `update entas.event_seal set event_id = '${first}', digest = (
       select digest from entas.event_seal where position = 5) where position = 6`,
    `update entas.event_seal set event_id = '${second}' where position = 5`,
  )
  const found = (await verify()).suspicions
  expect(found.map((each) => each.position)).toEqual(expect.arrayContaining([5, 6]))
})

test('with the whole chain computed again, the anchor names what was changed', async () => {
  const anchor = await anchorText()
  const eventId = await eventAt(9)
  await attack(`update entas.event set name = 'thing.undone' where id = '${eventId}'`)
  await recomputeChain()
  expect(await verify()).toMatchObject({ verified: true })
  expect((await verify(anchor)).suspicions).toEqual([
    { what: 'changed', position: 9, eventId, name: 'thing.done', by: 'anchor' },
  ])
})

test('with the whole chain computed again, the anchor names what was removed', async () => {
  const anchor = await anchorText()
  const eventId = await eventAt(9)
  await attack(`delete from entas.event where id = '${eventId}'`)
  await recomputeChain()
  expect(await verify()).toMatchObject({ verified: true, events: 30 })
  expect((await verify(anchor)).suspicions).toEqual([
    { what: 'removed', position: 9, eventId, name: 'thing.done', by: 'anchor' },
  ])
})

test('with the whole chain computed again, the anchor names what was slipped in', async () => {
  const anchor = await anchorText()
  const eventId = newId()
  const when = `(select recorded_at from entas.event where id = '${await eventAt(8)}')`
  await attack(
    insertAt(eventId, when),
    'update entas.event_seal set position = position + 1000 where position > 8',
    'update entas.event_seal set position = position - 999 where position > 1000',
    `insert into entas.event_seal (tenant_id, position, event_id, digest, chain, sealed_at)
     select 1, 9, '${eventId}', digest, chain, sealed_at from entas.event_seal where position = 8`,
  )
  await recomputeChain()
  expect(await verify()).toMatchObject({ verified: true, events: 32 })
  expect((await verify(anchor)).suspicions).toEqual([
    { what: 'inserted', position: 9, eventId, name: 'thing.forged', by: 'anchor' },
  ])
})

test('with everything cut off behind a place, the anchor names what is gone', async () => {
  const anchor = await anchorText()
  await attack(
    'delete from entas.event where recorded_at >= (select max(recorded_at) from entas.event)',
  )
  await recomputeChain()
  expect(await verify()).toMatchObject({ verified: true })
  const found = (await verify(anchor)).suspicions
  expect(found).toMatchObject([{ what: 'removed', position: 31, name: 'thing.done' }])
})

test('an anchor with one changed byte is refused', async () => {
  const anchor = await anchorText()
  expect(() => readAnchors(anchor.replace('thing.done', 'thing.gone'))).toThrow(AnchorDamaged)
  expect(() => readAnchors(anchor.slice(0, -80))).toThrow(AnchorDamaged)
  expect(readAnchors(`${anchor}${anchor}`)).toHaveLength(2)
})

test('facts without their events are counted', async () => {
  await attack(`
    insert into entas.account (id, tenant_id, sign_in_name, name, role, scope, created_at)
    values ('${newId()}', 1, 'ghost', 'Ghost', 'auditor', 'regency', now())`)
  const found = await verify()
  expect(found.verified).toBe(false)
  expect(found.facts).toContainEqual({ name: 'accounts', rows: 1, events: 0, agrees: false })
})

test('two sealers at once write every event once', async () => {
  await recordMany(40)
  await Promise.all(Array.from({ length: 4 }, () => sealBatch(test1.database, tenantId, null)))
  await sealAll(test1.database, tenantId)
  expect(await verify()).toMatchObject({ verified: true, events: 71, unsealed: 0 })
})

test('the running sealer finds an event that another transaction committed late', async () => {
  const sealer = startSealer(test1.database, { log: () => {} })
  try {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const late = working(test1.database, tenantId, async (db) => {
      await record(db, { name: 'thing.late' })
      await held
    })
    await recordMany(5)
    await expect.poll(async () => (await verify()).events).toBe(36)
    release()
    await late
    await expect.poll(async () => (await verify()).events).toBe(37)
  } finally {
    await sealer.stop()
  }
  expect(await verify()).toMatchObject({ verified: true })
})

test('no role of the server can change or remove an event or a seal', async () => {
  for (const table of ['event', 'event_seal']) {
    for (const pool of ['office', 'area', 'job', 'door'] as const) {
      const client = test1.urls[pool]
      await expect(
        asOwner(client, (connection) => connection.query(`delete from entas.${table}`)),
        `${pool} deletes from ${table}`,
      ).rejects.toThrow(/permission denied|append-only/)
    }
  }
})

import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../core/access/actor.ts'
import { areaCode } from '../../core/areas/area-scope.ts'
import { id } from '../../core/kernel/id.ts'
import { firstRow, type Reader, reading } from '../../server/database.ts'
import { asOwner } from '../../server/floor.ts'
import { findByIndex, findBySourceKey, findByWords } from '../../server/registry/store.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

const families = 20_000
const villages = 20
const wanted = 777
const village = `19.01.09.${2000 + (wanted % villages)}`
const otherVillage = `19.01.09.${2000 + ((wanted + 1) % villages)}`
const number = randomBytes(16)

let db: TestDatabase

beforeAll(async () => {
  db = await openTestDatabase()
  await asOwner(db.ownerUrl, async (client) => {
    const digits = `decode(lpad(to_hex(n), 32, '0'), 'hex')`
    await client.query(`
      create temporary table made as
        select n, gen_random_uuid() as family, gen_random_uuid() as person,
          '19.01.09.' || (2000 + n % ${villages}) as village,
          case n when ${wanted} then 'ZUBAIDAH KARTIKA' else 'SITI AMINAH ' || n end as name,
          case n when ${wanted} then '\\x${number.toString('hex')}'::bytea
            else ${digits} end as number
        from generate_series(1, ${families}) as n;
      insert into entas.household
        (tenant_id, id, village_code, head_name, head_name_key, derived_at)
        select 1, family, village, name, name, now() from made;
      insert into entas.person
        (tenant_id, id, household_id, village_code, name, name_key, national_id_index, derived_at)
        select 1, person, family, village, name, name, number, now() from made;
      insert into entas.household_source_key
        (tenant_id, owner, key, household_id, import_id, row_no)
        select 1, 'p3ke', 'K' || n, family, gen_random_uuid(), n from made;
      analyze entas.household, entas.person, entas.household_source_key`)
  })
})

afterAll(() => db.close())

const office = actor({ kind: 'regency', areas: [] })
const inVillage = (code: string) => actor({ kind: 'areas', areas: [areaCode(code)] })

const searches = {
  'words of a name': (reader: Reader) => findByWords(reader, ['ZUBAI', 'KART'], 10),
  'a NIK': (reader: Reader) => findByIndex(reader, { kind: 'national-id', index: number }),
  'an ID Keluarga': (reader: Reader) => findBySourceKey(reader, `K${wanted}`),
} as const

describe.each(Object.entries(searches))('a search by %s', (_, search) => {
  test.each([
    ['the whole regency', office],
    ['its village', inVillage(village)],
  ])('touches a handful of rows, for %s', async (_, who) => {
    const { found, scans } = await searching(who, search)
    expect(found).toBe(1)
    expect(scans).toMatchObject({ sequential: 0 })
    // The family's own rows, and what the policies look at: never a share of the regency.
    expect(scans?.touched).toBeLessThan(10)
  })

  test('finds nothing of another village', async () => {
    const { found } = await searching(inVillage(otherVillage), search)
    expect(found).toBe(0)
  })
})

/** What one search read, as PostgreSQL counted it within its transaction. */
function searching(who: Actor, search: (reader: Reader) => Promise<readonly string[]>) {
  return reading(db.database, who, async (reader) => {
    const found = await search(reader)
    const scans = await firstRow(
      reader,
      sql<{ sequential: number; touched: number }>`
        select sum(seq_scan)::integer as sequential,
          sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::integer as touched
        from pg_stat_xact_user_tables
        where schemaname = 'entas'
          and relname in ('household', 'person', 'household_source_key')
        limit 1`,
    )
    return { found: found.length, scans }
  })
}

function actor(scope: Actor['scope']): Actor {
  const role = scope.kind === 'regency' ? 'social-office' : 'village-operator'
  const accountId = id<'account'>('00000000-0000-7000-8000-000000000001')
  return { accountId, name: 'Ratna', tenantId: 1, role, scope }
}

import type { Client } from 'pg'
import pg from 'pg'
import { expect } from 'vitest'
import type { DatabaseUrls } from '../../server/database.ts'
import { asOwner } from '../../server/floor.ts'

const households = {
  mine: '00000000-0000-7000-8000-000000000001',
  assigned: '00000000-0000-7000-8000-000000000002',
  elsewhere: '00000000-0000-7000-8000-000000000003',
  otherRegency: '00000000-0000-7000-8000-000000000004',
} as const

const verifier = '00000000-0000-7000-8000-00000000000a'
const village = '19.01.02.2004'
const otherVillage = '19.01.05.2001'

/** Two regencies, three villages, one assigned family: what each role may see of them. */
export async function checkRowPolicies(urls: DatabaseUrls, ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, fill)
  const seen = (url: string, context: Context) => inContext(url, context, listHouseholds)
  const { mine, assigned, elsewhere, otherRegency } = households
  const nowhere = { from: '~', to: '!', areas: '', verifier: '' }

  expect(await seen(urls.office, { tenant: 1, ...nowhere })).toEqual([mine, assigned, elsewhere])
  expect(await seen(urls.office, { tenant: 2, ...nowhere })).toEqual([otherRegency])
  const bySari = { tenant: 1, ...nowhere, areas: village }
  expect(await seen(urls.area, bySari)).toEqual([mine, assigned])
  const byDistrict = { tenant: 1, ...nowhere, from: '19.01.05.', to: '19.01.05.~' }
  expect(await seen(urls.area, byDistrict)).toEqual([elsewhere])
  expect(await seen(urls.area, { tenant: 1, ...nowhere, verifier })).toEqual([assigned])
  expect(await seen(urls.area, { tenant: 2, ...nowhere, verifier })).toEqual([])
  expect(await seen(urls.job, { tenant: 1, ...nowhere })).toHaveLength(4)

  const move = (client: Client) => client.query('update entas.household set tenant_id = 2')
  await expect(inContext(urls.office, { tenant: 1, ...nowhere }, move)).rejects.toThrow(
    'row-level security',
  )
  const withoutContext = asOwner(urls.office, listHouseholds)
  expect(await withoutContext).toEqual([])
  await expect(asOwner(urls.door, listHouseholds)).rejects.toThrow('permission denied')
}

/**
 * Events are added and read, never changed: not by a role, not by the job role, not by the owner.
 */
export async function checkAppendOnly(urls: DatabaseUrls, ownerUrl: string): Promise<void> {
  const change = 'update entas.event set name = name'
  await asOwner(ownerUrl, (client) =>
    client.query(`
      insert into entas.event (tenant_id, id, name, happened_at)
      values (1, '${households.mine}', 'test.done', now())`),
  )
  await expect(asOwner(urls.office, (client) => client.query(change))).rejects.toThrow('denied')
  await expect(asOwner(urls.job, (client) => client.query(change))).rejects.toThrow('append-only')
  await expect(asOwner(ownerUrl, (client) => client.query(change))).rejects.toThrow('append-only')
  const truncate = 'truncate entas.event'
  await expect(asOwner(ownerUrl, (client) => client.query(truncate))).rejects.toThrow('append-only')
}

type Context = {
  readonly tenant: number
  readonly from: string
  readonly to: string
  readonly areas: string
  readonly verifier: string
}

async function inContext<Result>(
  url: string,
  context: Context,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    const { tenant, from, to, areas } = context
    const values = [tenant, null, from, to, areas, context.verifier]
    await client.query('select entas.set_context($1, $2, $3, $4, $5, $6)', values)
    return await work(client)
  } finally {
    await client.end()
  }
}

async function listHouseholds(client: Client): Promise<readonly string[]> {
  const found = await client.query<{ id: string }>(
    'select id from entas.household order by tenant_id, id limit 10',
  )
  return found.rows.map((row) => row.id)
}

async function fill(client: Client): Promise<void> {
  await client.query(`
    insert into entas.tenant (id, name, demonstration, created_at)
    values (1, 'One', true, now()), (2, 'Two', true, now())`)
  const insert = `
    insert into entas.household
      (tenant_id, id, village_code, head_name, head_name_key, verifier_id, derived_at)
    values ($1, $2, $3, 'x', 'x', $4, now())`
  await client.query(insert, [1, households.mine, village, null])
  await client.query(insert, [1, households.assigned, village, verifier])
  await client.query(insert, [1, households.elsewhere, otherVillage, null])
  await client.query(insert, [2, households.otherRegency, village, null])
}

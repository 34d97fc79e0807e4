import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Entrance,
  mayRole,
  type Role,
  rolePermissions,
} from '../../core/access/permissions.ts'
import { asOwner } from '../../server/floor.ts'
import { newId } from '../../server/new-id.ts'
import { registeredEndpoints } from '../../server/route.ts'
import { type CastName, cast, otherVillage, regencyCode, sariVillage } from '../support/cast.ts'
import { addFamily, type Family } from '../support/families.ts'
import { type Answer, type Browser, openWorld, type Regency, type World } from '../support/world.ts'

/** Names that no text of the house contains: whoever meets one has seen the family. */
const names = {
  near: 'Zqnear Umpama',
  assigned: 'Zqassigned Umpama',
  far: 'Zqfar Umpama',
  abroad: 'Zqabroad Umpama',
} as const

let world: World
let second: Regency
let families: Record<keyof typeof names, Family>

beforeAll(async () => {
  world = await openWorld()
  second = await world.addRegency({ code: '19.02', villages: ['19.02.01.1001', '19.02.01.1002'] })
  const { urls } = world
  const verifierId = world.accountId('budi')
  const here = { tenantId: 1, village: sariVillage }
  families = {
    near: await addFamily(urls, { ...here, name: names.near }),
    assigned: await addFamily(urls, { ...here, name: names.assigned, verifierId }),
    far: await addFamily(urls, { tenantId: 1, village: otherVillage, name: names.far }),
    abroad: await addFamily(urls, { tenantId: 2, village: '19.02.01.1001', name: names.abroad }),
  }
})
afterAll(() => world.close())

type Shown = keyof typeof names

const roleActors: readonly CastName[] = [
  'admin',
  'ratna',
  'dewi',
  'sari',
  'budi',
  'tono',
  'maya',
  'bupati',
]

type Route = {
  readonly key: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly permission: Entrance
}

function routes(): Route[] {
  return [...registeredEndpoints].map(([key, { permission }]) => {
    const [method, path] = key.split(' ') as [Route['method'], string]
    return { key, method, path, permission }
  })
}

const pathWith = (route: Route, id: string) => route.path.replace(/:[A-Za-z]+/g, id)

/** Broken on purpose: whoever may not come in must be sent away before anybody reads it. */
function knock(browser: Browser, route: Route): Promise<Answer> {
  const url = pathWith(route, newId())
  if (route.method === 'GET') return browser.get(url)
  if (route.method === 'DELETE') return browser.delete(url)
  const headers = { 'content-type': 'application/json' }
  return browser.send({ method: route.method, url, headers, payload: '{"broken' })
}

const refusals = ['access.sign-in-needed', 'access.not-allowed', 'access.csrf']

describe('role x endpoint', () => {
  test('every role has somebody who knocks', () => {
    const knocking = new Set(roleActors.map((name) => cast[name].role))
    expect([...knocking].sort()).toEqual(Object.keys(rolePermissions).sort())
    expect(routes().length).toBeGreaterThan(10)
  })

  test('nobody enters but by a public door', async () => {
    for (const route of routes()) {
      const { status, body } = await knock(world.nobody(), route)
      const refused = status === 401 && body?.code === 'access.sign-in-needed'
      expect(refused, `nobody ${route.key}: ${status} ${body?.code}`).toBe(
        route.permission !== 'public',
      )
    }
  })

  test.each(roleActors)(
    '%s enters where the table of permissions says, and nowhere else',
    async (name) => {
      const role: Role = cast[name].role
      for (const route of routes()) {
        const { permission } = route
        if (permission === 'public' || permission === 'signed-in') continue
        const { status, body } = await knock(world.as(name), route)
        const said = `${name} ${route.key}: ${status} ${body?.code}`
        if (mayRole(role, permission)) expect(refusals, said).not.toContain(body?.code)
        else expect([status, body?.code], said).toEqual([403, 'access.not-allowed'])
      }
    },
  )

  test('what is grave is in few hands', () => {
    const holders = (permission: Parameters<typeof mayRole>[1]) =>
      (Object.keys(rolePermissions) as Role[]).filter((role) => mayRole(role, permission))
    expect(holders('account.manage')).toEqual(['administrator'])
    expect(holders('national-id.unmask')).toEqual(['social-office'])
    expect(holders('decree.freeze')).toEqual(['regent'])
    expect(holders('payment.instruct')).toEqual(['payer'])
    expect(holders('audit.read').sort()).toEqual(['administrator', 'auditor'])
    expect(holders('decision.confirm')).toEqual(['social-office'])
    expect(holders('visit.record')).toEqual(['verifier'])
  })
})

/** Everything that a person can GET: without a parameter, and with each family's ids. */
async function readAll(browser: Browser): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  for (const route of routes().filter((each) => each.method === 'GET')) {
    const ids = Object.values(families).flatMap((each) => [each.householdId, each.personId])
    const urls = route.path.includes(':') ? ids.map((id) => pathWith(route, id)) : [route.path]
    for (const url of urls) answers.set(url, await browser.get(url))
    if (route.path === '/api/households') {
      for (const name of Object.values(names)) {
        const url = `${route.path}?search=${encodeURIComponent(name)}`
        answers.set(url, await browser.get(url))
      }
    }
  }
  return answers
}

/** Which families an answer shows, files unpacked; an id that was asked for is no news. */
function shownIn(url: string, answer: Answer): Shown[] {
  const text = textOf(answer)
  return (Object.keys(names) as Shown[]).filter((which) => {
    const { householdId, personId } = families[which]
    const ids = [householdId, personId].filter((id) => !url.includes(id))
    const family = names[which].split(' ')[0] ?? ''
    return text.includes(family) || ids.some((id) => text.includes(id))
  })
}

function textOf(answer: Answer): string {
  const { bytes } = answer
  return bytes.subarray(0, 2).toString() === 'PK' ? unzipped(bytes) : bytes.toString('utf8')
}

/** The parts of a workbook by its central directory. */
function unzipped(bytes: Buffer): string {
  const parts: string[] = []
  let at = bytes.indexOf(Buffer.from('PK\x01\x02'))
  while (at !== -1) {
    const [packed, size] = [bytes.readUInt16LE(at + 10) !== 0, bytes.readUInt32LE(at + 20)]
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(from, from + size)
    parts.push((packed ? inflateRawSync(body) : body).toString('utf8'))
    at = bytes.indexOf(Buffer.from('PK\x01\x02'), at + 46)
  }
  return parts.join('\n')
}

async function seenBy(browser: Browser): Promise<Set<Shown>> {
  const seen = new Set<Shown>()
  for (const [url, answer] of await readAll(browser)) {
    for (const which of shownIn(url, answer)) seen.add(which)
  }
  return seen
}

describe('area x endpoint', () => {
  test.each([
    ['ratna', ['near', 'assigned', 'far']],
    ['maya', ['near', 'assigned', 'far']],
    ['sari', ['near', 'assigned']],
    ['budi', ['assigned']],
    ['wati', []],
    ['admin', []],
  ] as const)('%s meets in lists, records, counts and files just: %s', async (name, expected) => {
    expect([...(await seenBy(world.as(name)))].sort()).toEqual([...expected].sort())
  })

  test('another regency sees its own families and none of ours', async () => {
    expect([...(await seenBy(second.as('ratna')))]).toEqual(['abroad'])
    expect([...(await seenBy(second.as('sari')))]).toEqual(['abroad'])
  })

  test('totals count what the asker may see', async () => {
    const totals: Record<string, number> = {}
    for (const name of ['ratna', 'sari'] as const) {
      totals[name] = (await world.as(name).get('/api/households')).body.total
    }
    expect(totals).toEqual({ ratna: 3, sari: 2 })
    expect((await second.as('ratna').get('/api/households')).body.total).toBe(1)
  })

  test('the trail of one regency says nothing of the other', async () => {
    const ours = (await world.as('maya').get('/api/events?name=account.created')).body
    const theirs = (await second.as('maya').get('/api/events?name=account.created')).body
    expect(ours.total).toBe(Object.keys(cast).length)
    expect(theirs.total).toBe(Object.keys(cast).length)
    const ids = (body: { rows: { subjectId: string }[] }) => body.rows.map((row) => row.subjectId)
    expect(ids(ours).filter((id) => ids(theirs).includes(id))).toEqual([])
    const accounts = JSON.stringify((await second.as('admin').get('/api/accounts')).body)
    expect(accounts).not.toContain('"ratna"')
  })

  test('an administrator cannot touch an account of another regency', async () => {
    const url = `/api/accounts/${world.accountId('ratna')}/block`
    const answer = await second.as('admin').post(url, { reason: 'Bukan urusan kami' })
    expect(answer.body.code).toBe('kernel.not-found')
    expect((await world.as('ratna').get('/api/session')).body.session).not.toBeNull()
  })
})

/** Tables whose rows belong to a regency, but which are global by design: seen by the door only. */
const doorTables = ['account', 'tenant_code', 'tenant_key']

describe('the database says it again', () => {
  const tables = () =>
    asOwner(world.ownerUrl, async (client) => {
      const found = await client.query<{ name: string; guarded: boolean }>(`
        select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as guarded
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'entas'
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum > 0
        where c.relkind in ('r', 'p')`)
      return found.rows.filter((row) => !doorTables.includes(row.name))
    })

  test('every table with rows of a regency is guarded, also against its owner', async () => {
    const found = await tables()
    expect(found.length).toBeGreaterThan(15)
    expect(found.filter((table) => !table.guarded)).toEqual([])
  })

  test('without a context no role sees a row of any of them', async () => {
    for (const { name } of await tables()) {
      for (const role of ['office', 'area'] as const) {
        const count = await asOwner(world.urls[role], async (client) => {
          const right = `has_table_privilege(current_user, 'entas.${name}', 'select') as may`
          const { may } = (await client.query(`select ${right}`)).rows[0]
          if (!may) return 0
          return (await client.query(`select from entas.${name} limit 1`)).rowCount
        })
        expect(count, `${role} ${name}`).toBe(0)
      }
    }
    const all = await asOwner(world.urls.job, (client) =>
      client.query('select from entas.household'),
    )
    expect(all.rowCount).toBe(4)
  })

  test('a village is found by its index, also under the policy', async () => {
    await asOwner(world.ownerUrl, (client) =>
      client.query(`
        insert into entas.household
          (tenant_id, id, village_code, head_name, head_name_key, derived_at)
        select 3, gen_random_uuid(), '${regencyCode}.09.' || (2000 + n % 200), 'x', 'X', now()
        from generate_series(1, 20000) as n;
        analyze entas.household`),
    )
    const village = `${regencyCode}.09.2007`
    const plan = await asOwner(world.urls.area, async (client) => {
      await client.query('begin')
      await client.query('select entas.set_context(3, null, $1, $2, $3, $4)', [
        village,
        `${village}/`,
        '',
        '',
      ])
      const count = await client.query('select from entas.household where tenant_id = 3')
      expect(count.rowCount).toBe(100)
      const explained = await client.query(
        'explain select id from entas.household where tenant_id = $1 and village_code = $2',
        [3, village],
      )
      return explained.rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('household_by_village')
  })
})

test('none of this was a bug', () => {
  expect(world.failures).toEqual([])
})

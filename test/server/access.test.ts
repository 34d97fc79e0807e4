import * as argon2 from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addDemonstrationAccounts } from '../../server/access/add-account.ts'
import { createTenant } from '../../server/create-tenant.ts'
import { asOwner } from '../../server/floor.ts'
import { otherVillage, sariVillage } from '../support/cast.ts'
import { type Answer, openWorld, type World } from '../support/world.ts'

// The real work, counted.
vi.mock('@node-rs/argon2', { spy: true })

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const password = 'sungai jernih di hulu'
let made = 0

/** A new auditor with a password, not signed in. */
async function newPerson(): Promise<{ signInName: string; accountId: string }> {
  const signInName = `orang-${++made}`
  const answer = await create({ signInName })
  const { code, accountId } = answer.body
  const set = await world.nobody().post('/api/password', { signInName, code, password })
  expect(set.status).toBe(200)
  return { signInName, accountId }
}

function create(draft: Record<string, unknown>): Promise<Answer> {
  const whole = { name: 'Orang Baru', role: 'auditor', areas: [], ...draft }
  return world.as('admin').post('/api/accounts', whole)
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body?.code }).toEqual({ status, code })
  expect(answer.headers['content-type']).toContain('application/problem+json')
}

/** Moves an account's waiting time into the past, as if one had waited. */
const waited = (signInName: string) =>
  asOwner(world.ownerUrl, (client) =>
    client.query(
      "update entas.account set waits_until = now() - interval '1 second' where sign_in_name = $1",
      [signInName],
    ),
  )

test('the page learns who is signed in, what they may do and where', async () => {
  const { status, body } = await world.as('sari').get('/api/session')
  expect(status).toBe(200)
  expect(body.session.account).toMatchObject({ signInName: 'sari', role: 'village-operator' })
  expect(body.session.permissions).toContain('household.read')
  expect(body.session.permissions).not.toContain('decree.freeze')
  expect(body.session.tenant).toMatchObject({ code: '19.01', name: 'Kabupaten Bangka' })
  expect(JSON.stringify(body)).not.toMatch(/hash|password/i)
})

test('nobody learns the name of the place and nothing else', async () => {
  const { body } = await world.nobody().get('/api/session')
  expect(body).toEqual({ session: null, demonstration: false, place: 'Kabupaten Bangka' })
})

test('one signs in with name and password, written as one likes, and out again', async () => {
  const { signInName } = await newPerson()
  const person = world.nobody()
  const upper = signInName.toUpperCase()
  expect((await person.post('/api/session', { signInName: upper, password })).status).toBe(200)
  expect((await person.get('/api/session')).body.session.account.signInName).toBe(signInName)
  expect((await person.delete('/api/session')).body).toEqual({ signedOut: true })
  expect((await person.get('/api/session')).body.session).toBeNull()
  expectProblem(await person.get('/api/events'), 401, 'access.sign-in-needed')
})

test('the cookie is out of reach of scripts and other sites, and only its hash is kept', async () => {
  const { signInName } = await newPerson()
  const answer = await world.nobody().post('/api/session', { signInName, password })
  const cookie = String(answer.headers['set-cookie'])
  expect(cookie).toMatch(/^entas=[\w-]{43}; /)
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Strict')
  const token = /entas=([\w-]{43})/.exec(cookie)?.[1] ?? ''
  const found = await asOwner(world.ownerUrl, (client) =>
    client.query('select 1 from entas.session where strpos(session::text, $1) > 0', [token]),
  )
  expect(found.rowCount).toBe(0)
})

test('an old cookie does not open the door after signing in again', async () => {
  const { signInName } = await newPerson()
  const person = world.nobody()
  const first = await person.post('/api/session', { signInName, password })
  const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
  await person.post('/api/session', { signInName, password })
  const old = world.nobody()
  const answer = await old.send({ method: 'GET', url: '/api/events', headers: { cookie } })
  expectProblem(answer, 401, 'access.sign-in-needed')
})

test('a wrong password and an unknown name answer the same, and both have to wait', async () => {
  const { signInName } = await newPerson()
  const tries: string[][] = []
  for (const name of [signInName, 'tidak-ada']) {
    const codes: string[] = []
    for (let each = 0; each < 5; each++) {
      const answer = await world.nobody().post('/api/session', {
        signInName: name,
        password: 'bukan yang ini',
      })
      codes.push(`${answer.status} ${answer.body.code} ${JSON.stringify(answer.body.details)}`)
    }
    tries.push(codes)
  }
  expect(tries[0]).toEqual(tries[1])
  expect(tries[0]?.[3]).toContain('access.wrong-credentials')
  expect(tries[0]?.[4]).toContain('access.wait-before-retry')
})

test('while waiting even the right password is refused; after it the count begins anew', async () => {
  const { signInName } = await newPerson()
  const person = world.nobody()
  for (let each = 0; each < 4; each++) {
    await person.post('/api/session', { signInName, password: 'bukan yang ini' })
  }
  const early = await person.post('/api/session', { signInName, password })
  expectProblem(early, 429, 'access.wait-before-retry')
  await waited(signInName)
  expect((await person.post('/api/session', { signInName, password })).status).toBe(200)
  const wrong = await person.post('/api/session', { signInName, password: 'bukan yang ini' })
  expectProblem(wrong, 401, 'access.wrong-credentials')
})

test('ten tries a minute for one name are the end, however they turn out', async () => {
  const codes: string[] = []
  for (let each = 0; each < 12; each++) {
    const answer = await world.nobody().post('/api/session', { signInName: 'ramai', password: 'x' })
    codes.push(answer.body.code)
  }
  expect(codes.at(-1)).toBe('access.wait-before-retry')
})

test('one address has sixty tries a minute, whatever the names', async () => {
  const codes: string[] = []
  for (let each = 0; each < 62; each++) {
    const guess = { signInName: `tebak-${each}`, code: 'AAAA', password: 'x' }
    codes.push((await world.nobody('10.99.0.1').post('/api/password', guess)).body.code)
  }
  expect(codes.slice(-3)).toEqual([
    'access.wrong-code',
    'access.wait-before-retry',
    'access.wait-before-retry',
  ])
  const elsewhere = { signInName: 'tebak-0', code: 'AAAA', password: 'x' }
  expectProblem(await world.nobody().post('/api/password', elsewhere), 401, 'access.wrong-code')
})

test('an unknown name costs one verification, as a known one does', async () => {
  const { signInName } = await newPerson()
  const work = async (name: string) => {
    const [hashed, verified] = [vi.mocked(argon2.hash), vi.mocked(argon2.verify)]
    hashed.mockClear()
    verified.mockClear()
    const guess = { signInName: name, password: 'bukan yang ini' }
    await world.nobody().post('/api/session', guess)
    return { hashed: hashed.mock.calls.length, verified: verified.mock.calls.length }
  }
  const once = { hashed: 0, verified: 1 }
  expect([await work(signInName), await work('siapa-1'), await work('siapa-2')]).toEqual([
    once,
    once,
    once,
  ])
  const { body } = await create({ signInName: 'belum-punya' })
  expect(body.code).toBeDefined()
  expect(await work('belum-punya')).toEqual(once)
})

test('a one-time code buys one password, once, in time', async () => {
  const signInName = 'sekali'
  const { code } = (await create({ signInName })).body
  const set = (body: object) =>
    world.nobody().post('/api/password', { signInName, code, password, ...body })
  expectProblem(await set({ code: 'AAAA-BBBB-CCCC' }), 401, 'access.wrong-code')
  expectProblem(await set({ password: 'pendek' }), 422, 'access.password-too-weak')
  expect((await set({ code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` })).status).toBe(200)
  expectProblem(await set({}), 401, 'access.wrong-code')
  const late = (await create({ signInName: 'terlambat' })).body
  await asOwner(world.ownerUrl, (client) =>
    client.query(
      "update entas.account set one_time_code_until = now() where sign_in_name = 'terlambat'",
    ),
  )
  const tooLate = await set({ signInName: 'terlambat', code: late.code })
  expectProblem(tooLate, 401, 'access.wrong-code')
})

test('a new password signs out every other browser of the account', async () => {
  const { signInName } = await newPerson()
  const [here, there] = [world.nobody(), world.nobody()]
  for (const each of [here, there]) await each.post('/api/session', { signInName, password })
  const wrong = await here.post('/api/session/password', { current: 'x', next: 'laut biru luas' })
  expectProblem(wrong, 401, 'access.wrong-credentials')
  const next = { current: password, next: 'laut biru yang luas' }
  expect((await here.post('/api/session/password', next)).status).toBe(200)
  expect((await here.get('/api/events')).status).toBe(200)
  expect((await there.get('/api/events')).status).toBe(401)
})

test('a session ends after half an hour without a request, and after twelve hours', async () => {
  for (const set of ["seen_at = now() - interval '31 minutes'", 'ends_at = now()']) {
    const { signInName, accountId } = await newPerson()
    const person = world.nobody()
    await person.post('/api/session', { signInName, password })
    expect((await person.get('/api/events')).status).toBe(200)
    await asOwner(world.ownerUrl, (client) =>
      client.query(`update entas.session set ${set} where account_id = $1`, [accountId]),
    )
    expectProblem(await person.get('/api/events'), 401, 'access.sign-in-needed')
  }
})

test('a blocked account is out at once and comes back only when unblocked', async () => {
  const { signInName, accountId } = await newPerson()
  const person = world.nobody()
  await person.post('/api/session', { signInName, password })
  const admin = world.as('admin')
  const reason = { reason: 'Pindah tugas ke dinas lain' }
  expect((await admin.post(`/api/accounts/${accountId}/block`, reason)).status).toBe(200)
  expect((await person.get('/api/events')).status).toBe(401)
  const again = await person.post('/api/session', { signInName, password })
  expectProblem(again, 403, 'access.account-blocked')
  await admin.post(`/api/accounts/${accountId}/unblock`, reason)
  expect((await person.post('/api/session', { signInName, password })).status).toBe(200)
})

test('a new code ends the old password and its sessions', async () => {
  const { signInName, accountId } = await newPerson()
  const person = world.nobody()
  await person.post('/api/session', { signInName, password })
  const { code } = (await world.as('admin').post(`/api/accounts/${accountId}/code`)).body
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  expect((await person.get('/api/events')).status).toBe(401)
  const old = await person.post('/api/session', { signInName, password })
  expectProblem(old, 401, 'access.wrong-credentials')
})

test('an administrator does not block themselves out', async () => {
  const own = `/api/accounts/${world.accountId('admin')}`
  const admin = world.as('admin')
  const block = await admin.post(`${own}/block`, { reason: 'Salah tekan saja' })
  expectProblem(block, 403, 'access.not-oneself')
  expectProblem(await admin.post(`${own}/code`), 403, 'access.not-oneself')
})

test('accounts are made with a role and areas that fit, under a name of their own', async () => {
  expectProblem(await create({ signInName: 'sari' }), 409, 'access.sign-in-name-taken')
  const scope = { role: 'village-operator' }
  const none = await create({ signInName: 'a-1', ...scope })
  expectProblem(none, 422, 'access.scope-wrong')
  const far = await create({ signInName: 'a-2', ...scope, areas: ['19.02.01.1001'] })
  expectProblem(far, 422, 'access.scope-wrong')
  const invented = await create({ signInName: 'a-3', ...scope, areas: ['19.01.99.9999'] })
  expectProblem(invented, 422, 'access.area-unknown')
  expectProblem(await create({ signInName: 'a b' }), 422, 'kernel.wrong-input')
  const right = await create({ signInName: 'a-4', ...scope, areas: [sariVillage, otherVillage] })
  expect(right.status).toBe(200)
  const list = await world.as('admin').get('/api/accounts')
  const row = list.body.rows.find((each: { signInName: string }) => each.signInName === 'a-4')
  expect(row).toMatchObject({ scope: 'areas', areas: [sariVillage, otherVillage], state: 'active' })
  expect(row.signsInBy).toBe('code')
  expect(JSON.stringify(list.body)).not.toMatch(/hash|argon/i)
})

test('the same name asked for twice at once is given once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => create({ signInName: 'kembar' })),
  )
  expect(answers.map((each) => each.status).sort()).toEqual([200, 409, 409, 409])
})

test('every act on an account is an event with who did it, and no secret', async () => {
  const { accountId } = await newPerson()
  const { body } = await world.as('maya').get(`/api/events?subject=${accountId}`)
  const names = body.rows.map((row: { name: string }) => row.name)
  expect(names).toEqual(['account.signed-in', 'account.password-set', 'account.created'])
  expect(body.rows[2]).toMatchObject({ actorName: 'Agus Admin', actorRole: 'administrator' })
  // A one-time code stands by itself; inside an id the same signs come by chance.
  expect(JSON.stringify(body)).not.toMatch(/hash|argon|token|"([A-Z2-9]{4}-){2}[A-Z2-9]{4}"/)
})

test('a write without the token of the page, or from another site, is refused', async () => {
  const url = '/api/accounts'
  const headers = { 'content-type': 'application/json' }
  const payload = JSON.stringify({ signInName: 'csrf', name: 'Csrf', role: 'auditor', areas: [] })
  const admin = world.as('admin')
  const bare = await admin.send({ method: 'POST', url, headers, payload, withoutToken: true })
  expectProblem(bare, 403, 'access.csrf')
  for (const from of [
    { origin: 'https://jahat.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const foreign = { method: 'POST', url, headers: { ...headers, ...from }, payload } as const
    expectProblem(await admin.send(foreign), 403, 'access.other-origin')
  }
  const form = { 'content-type': 'text/plain' }
  const simple = await admin.send({ method: 'POST', url, headers: form, payload })
  expect(simple.status).toBe(415)
  const list = JSON.stringify((await admin.get('/api/accounts')).body)
  expect(list).not.toContain('"csrf"')
})

test('nobody gets in without a secret when this is no demonstration', async () => {
  const door = world.nobody()
  const list = await door.get('/api/demonstration/accounts')
  expectProblem(list, 403, 'access.demonstration-only')
  const enter = await door.post('/api/demonstration/session', { signInName: 'ratna' })
  expectProblem(enter, 403, 'access.demonstration-only')
})

test('in a demonstration its own accounts sign in without a secret, real ones never', async () => {
  const demo = await openWorld({ demonstration: true })
  try {
    const { database, masterKey } = demo
    const place = { tenantId: 7, regencyCode: '19.02', demonstration: true, masterKey }
    await createTenant(database, place)
    const person = { signInName: 'ani', name: 'Ani', role: 'auditor', areas: [] } as const
    await addDemonstrationAccounts(database, 7, [person])
    const offered = await demo.nobody().get('/api/demonstration/accounts')
    expect(offered.body.accounts).toEqual([
      { signInName: 'ani', name: 'Ani', role: 'auditor', areaNames: [] },
    ])
    const ani = demo.nobody()
    const entered = await ani.post('/api/demonstration/session', { signInName: 'ani' })
    expect(entered.body.session.tenant).toMatchObject({ id: 7, demonstration: true })
    const real = await demo.nobody().post('/api/demonstration/session', { signInName: 'ratna' })
    expectProblem(real, 401, 'access.wrong-credentials')
    const guess = await demo.nobody().post('/api/session', { signInName: 'ani', password: 'none' })
    expectProblem(guess, 401, 'access.wrong-credentials')
    await expect(addDemonstrationAccounts(database, 1, [person])).rejects.toThrow('demonstration')
  } finally {
    await demo.close()
  }
})

test('answers carry a strict policy and are not kept', async () => {
  const { headers } = await world.as('ratna').get('/api/session')
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("style-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test('what does not exist, what is too large and what is not JSON are problems', async () => {
  const admin = world.as('admin')
  expectProblem(await admin.get('/api/nothing'), 404, 'kernel.not-found')
  const headers = { 'content-type': 'application/json' }
  const url = '/api/accounts'
  const large = { method: 'POST', url, headers, payload: `"${'x'.repeat(3_000_000)}"` } as const
  expectProblem(await admin.send(large), 413, 'kernel.too-large')
  const broken = { method: 'POST', url, headers, payload: '{"a":' } as const
  expectProblem(await admin.send(broken), 400, 'kernel.wrong-input')
})

test('health says that it serves', async () => {
  const { status, body } = await world.nobody().get('/health')
  expect(status).toBe(200)
  expect(body).toMatchObject({ state: 'serving', demonstration: false })
})

test('areas reach as far as the scope, and name what lies above', async () => {
  const sari = (await world.as('sari').get('/api/areas')).body
  expect(sari.areas.map((area: { code: string }) => area.code)).toEqual([
    '19.01',
    '19.01.02',
    sariVillage,
  ])
  const ratna = (await world.as('ratna').get('/api/areas?under=19.01.02')).body
  expect(ratna.areas[0]).toMatchObject({ code: '19.01.02', kind: 'district' })
  expect(ratna.total).toBeGreaterThan(5)
  const province = (await world.as('ratna').get('/api/areas?under=19')).body
  expect(province.total).toBe(7)
})

test('none of this was a bug', () => {
  expect(world.failures).toEqual([])
})

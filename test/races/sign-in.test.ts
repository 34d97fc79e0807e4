import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overtakenBy } from '../support/overtaken.ts'
import { openWorld, type World } from '../support/world.ts'

// Two browsers at one account, with the order fixed: its row is held until both want to write it.

let world: World
let first: pg.Client
beforeAll(async () => {
  world = await openWorld()
  first = new pg.Client({ connectionString: world.ownerUrl })
  await first.connect()
})
afterAll(async () => {
  await first.end()
  await world.close()
})

async function newAccount(signInName: string): Promise<string> {
  const account = { signInName, name: 'Orang Baru', role: 'auditor', areas: [] }
  return (await world.as('admin').post('/api/accounts', account)).body.code
}

const hold = (signInName: string) => () =>
  first.query('select from entas.account where sign_in_name = $1 for update', [signInName])

test('wrong passwords that come at once are all counted', async () => {
  await newAccount('serentak')
  const guess = { signInName: 'serentak', password: 'bukan yang ini' }
  // The door has two connections: two at once are as many as can be.
  const guessTwice = () => Promise.all([1, 2].map(() => world.nobody().post('/api/session', guess)))
  const failures: number[] = []
  for (const _ of [1, 2]) {
    await overtakenBy(first, hold('serentak'), guessTwice, 2)
    const { rows } = await first.query(
      "select failures, waits_until from entas.account where sign_in_name = 'serentak'",
    )
    failures.push(rows[0].failures)
  }
  expect(failures).toEqual([2, 4])
  const waits = await world.nobody().post('/api/session', guess)
  expect(waits.body).toMatchObject({ code: 'access.wait-before-retry', details: { seconds: 2 } })
})

test('of two that use a one-time code at once, one gets the account', async () => {
  const code = await newAccount('rebutan')
  const passwords = ['sungai jernih di hulu', 'gunung tinggi di timur']
  const answers = await overtakenBy(
    first,
    hold('rebutan'),
    () =>
      Promise.all(
        passwords.map((password) =>
          world.nobody().post('/api/password', { signInName: 'rebutan', code, password }),
        ),
      ),
    2,
  )
  expect(answers.map((each) => each.status).toSorted()).toEqual([200, 401])
  expect(answers.find((each) => each.status === 401)?.body.code).toBe('access.wrong-code')
  const won = passwords[answers.findIndex((each) => each.status === 200)]
  const entered = await world.nobody().post('/api/session', {
    signInName: 'rebutan',
    password: won,
  })
  expect(entered.status).toBe(200)
})

test('a new code given out while a password is changed is not undone by it', async () => {
  const code = await newAccount('diganti')
  const browser = world.nobody()
  const password = 'sungai jernih di hulu'
  await browser.post('/api/password', { signInName: 'diganti', code, password })
  const answer = await overtakenBy(
    first,
    () =>
      first.query(
        `update entas.account set password_hash = null, one_time_code_hash = 'x'
         where sign_in_name = 'diganti'`,
      ),
    () =>
      browser.post('/api/session/password', { current: password, next: 'gunung tinggi di timur' }),
  )
  expect([answer.status, answer.body.code]).toEqual([401, 'access.wrong-credentials'])
})

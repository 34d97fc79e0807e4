import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('the page learns who is signed in, what they may do and where', async () => {
  const { status, body } = await world.as('sari').get('/api/session')
  expect(status).toBe(200)
  expect(body.session.account).toMatchObject({ signInName: 'sari', role: 'village-operator' })
  expect(body.session.permissions).toContain('household.read')
  expect(body.session.permissions).not.toContain('decree.freeze')
  expect(body.session.tenant).toMatchObject({ code: '19.01', name: 'Kabupaten Bangka' })
  expect(JSON.stringify(body)).not.toMatch(/hash|password/i)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('what the database cannot hold is wrong input, not a bug', async () => {
  const ratna = world.as('ratna')
  const decide = (reason: string) =>
    ratna.post(`/api/matches/${newId()}/decision`, { verdict: 'unsure', reason })
  const label = { pairNo: 5_000_000_000, label: 'same' }
  const answers = [
    await decide('alasan \0 dengan nol'),
    await decide('alasan \ud800 setengah'),
    await ratna.post('/api/persons/known', { name: 'SITI\0' }),
    await ratna.post(`/api/match-quality/${newId()}/labels`, label),
    await ratna.get(`/api/matches/${'-'.repeat(36)}`),
  ]
  for (const { status, body } of answers) {
    expect([status, body.code]).toEqual([422, 'kernel.wrong-input'])
  }
  expect((await decide('alasan yang benar 👪')).body.code).toBe('matching.pair-not-found')
  expect(world.failures).toEqual([])
})

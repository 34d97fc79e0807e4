import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('criteria', () => {
  test('that are unknown are refused by name', async () => {
    const change = {
      validFrom: '2025-01-01',
      decree: 'Keputusan Bupati',
      criteriaInUse: ['poor-roof'],
    }
    const answer = await world.as('ratna').post('/api/criteria', change)
    expect(answer.body).toMatchObject({
      code: 'classification.unknown-rule',
      details: { codes: 'poor-roof' },
    })
  })
})

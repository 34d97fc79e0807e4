import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uncertaintyOf, type Waiting, worthOf } from './worth.ts'

const anyPair = fc.record({
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  objected: fc.boolean(),
  members: fc.integer({ min: 2, max: 30 }),
  aided: fc.integer({ min: 0, max: 2 }),
  settles: fc.integer({ min: 0, max: 10 }),
})

const pair = (but: Partial<Waiting>): Waiting => ({
  probability: 0.5,
  objected: false,
  members: 6,
  aided: 0,
  settles: 0,
  ...but,
})

describe('what an answer is worth', () => {
  test('an even chance is worth one bit a person', () => {
    expect(worthOf(pair({}))).toBe(6)
  })

  test('an answer that is known is worth nothing, however much hangs on it', () => {
    expect(worthOf(pair({ probability: 1, aided: 2, settles: 5 }))).toBe(0)
    expect(worthOf(pair({ probability: 0 }))).toBe(0)
  })

  test('what an objection speaks against is not taken for known', () => {
    const sure = { probability: 0.9999, objected: true }
    expect(uncertaintyOf(sure)).toBeCloseTo(0.469, 3)
  })

  test('more persons, aid and questions settled never make an answer worth less', () => {
    fc.assert(
      fc.property(anyPair, (one) => {
        const worth = worthOf(one)
        expect(worthOf({ ...one, members: one.members + 1 })).toBeGreaterThanOrEqual(worth)
        expect(worthOf({ ...one, aided: one.aided + 1 })).toBeGreaterThanOrEqual(worth)
        expect(worthOf({ ...one, settles: one.settles + 1 })).toBeGreaterThanOrEqual(worth)
        expect(worth).toBeGreaterThanOrEqual(0)
      }),
      { seed: 12 },
    )
  })

  test('nearer to one half is worth more, and yes and no count alike', () => {
    fc.assert(
      fc.property(anyPair, fc.double({ min: 0, max: 0.5, noNaN: true }), (one, nearer) => {
        const further = { ...one, probability: nearer / 2 }
        const near = { ...one, probability: nearer }
        expect(worthOf(near)).toBeGreaterThanOrEqual(worthOf(further))
        expect(worthOf({ ...near, probability: 1 - nearer })).toBeCloseTo(worthOf(near), 2)
      }),
      { seed: 12 },
    )
  })
})

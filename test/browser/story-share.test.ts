import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { steps } from '../../command/demonstration/player-steps.ts'
import { secondsLeft, shareOf } from '../../web/access/story-share.ts'

describe('the share of the story', () => {
  it('knows every step and grows from one to the next', () => {
    const shares = steps.map((step) => shareOf({ step }))
    expect(shares[0]).toBe(0)
    for (const [at, share] of shares.slice(1).entries()) {
      expect(share, steps[at + 1]).toBeGreaterThan(shares[at] ?? 1)
    }
  })

  it('grows within a step and stays below the next', () => {
    const step = fc.constantFrom(...steps)
    fc.assert(
      fc.property(step, fc.nat(1000), fc.nat(1000), (name, one, other) => {
        const of = 1000
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const low = shareOf({ step: name, part: { done: less, of } })
        const high = shareOf({ step: name, part: { done: more, of } })
        expect(low).toBeLessThanOrEqual(high)
        expect(high).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('tells the time left by the time gone by: half of it done, as much again', () => {
    const half = { step: 'visits', part: { done: 485, of: 750 }, seconds: 200 }
    expect(shareOf(half)).toBeCloseTo(0.5, 3)
    expect(secondsLeft(half)).toBeCloseTo(200, 0)
  })

  it('promises nothing before it can know', () => {
    expect(secondsLeft({ step: 'prepare', seconds: 100 })).toBeNull()
    expect(secondsLeft({ step: 'lists', seconds: 1 })).toBeNull()
    expect(secondsLeft({})).toBeNull()
  })
})

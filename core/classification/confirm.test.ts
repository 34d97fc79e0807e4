import { describe, expect, test } from 'vitest'
import { decideConfirm, type Proposal } from './confirm.ts'

const at = new Date('2023-09-29T03:00:00Z')
const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000)

function proposal(id: string, but: Partial<Proposal> = {}): Proposal {
  return { id, own: false, visitWaits: false, changed: false, proposedAt: at, ...but }
}

describe('named decisions', () => {
  test('are confirmed but for what is left out and counted', () => {
    const decision = decideConfirm(
      [
        proposal('a'),
        proposal('b', { own: true }),
        proposal('c', { visitWaits: true }),
        proposal('d', { changed: true }),
        proposal('e', { own: true, visitWaits: true }),
      ],
      'each',
    )
    expect(decision).toEqual({ is: 'confirm', ids: ['a'], own: 2, skipped: 1, visitWaits: 1 })
  })

  test.each([
    ['not-proposed', 0, []],
    ['own-proposal', 1, [proposal('a', { own: true })]],
    ['visit-waits', 1, [proposal('a', { visitWaits: true })]],
    ['visit-waits', 1, [proposal('a', { visitWaits: true }), proposal('b', { own: true })]],
  ] as const)('are refused as %s', (because, count, proposals) => {
    expect(decideConfirm(proposals, 'each')).toEqual({ is: 'refused', because, count })
  })
})

describe('a whole village', () => {
  const two = [proposal('a'), proposal('b')]

  test('is confirmed as it was seen, also when others did part of it since', () => {
    const all = { is: 'confirm', ids: ['a', 'b'], own: 0, skipped: 0, visitWaits: 0 }
    expect(decideConfirm(two, { count: 2, at })).toEqual(all)
    expect(decideConfirm(two, { count: 5, at })).toEqual(all)
    expect(decideConfirm([], { count: 5, at })).toEqual({ ...all, ids: [] })
  })

  test('is refused when there is more than was seen', () => {
    const more = { is: 'refused', because: 'more-than-seen', count: 1 }
    expect(decideConfirm(two, { count: 1, at })).toEqual(more)
    const later = [proposal('a'), proposal('c', { proposedAt: minutesLater(1) })]
    expect(decideConfirm(later, { count: 2, at })).toEqual(more)
    expect(decideConfirm(later, { count: 2, at: minutesLater(1) }).is).toBe('confirm')
  })
})

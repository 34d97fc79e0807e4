import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addFamily, emptyFamilies } from './families.ts'
import { figuresOf, nextPair, type SavedPair, type SavedStratum } from './quality-figures.ts'
import { bandOf, type DrawnPair, openSampler } from './quality-sample.ts'

const families = emptyFamilies(400)
const nobody = { name: 'Umpama', sex: null, bornOn: null, nationalId: '' }
for (let at = 0; at < 400; at += 1) {
  addFamily(families, {
    id: `01a20573-4729-7f64-996b-${String(at * 7919).padStart(12, '0')}`,
    villageCode: null,
    address: '',
    familyCard: '',
    head: nobody,
    members: [],
  })
}
const pairs = Array.from({ length: 4000 }, (_, at) => ({
  left: at % 399,
  right: (at % 399) + 1 + (at % (399 - (at % 399))),
  probability: at % 2 === 0 ? 0.3 : 0.7,
}))
const lists = new Uint8Array(400).fill(1, 200)

function drawnFrom(offered: typeof pairs, seed = 5) {
  const sampler = openSampler({ families, lists, seed })
  for (const pair of offered) sampler.offer(pair, 'refused')
  return sampler.strata()
}

describe('the sample of a run', () => {
  test('counts every stratum exactly and keeps no more than its share', () => {
    const strata = drawnFrom(pairs)
    expect(strata.reduce((sum, { size }) => sum + size, 0)).toBe(pairs.length)
    for (const { size, drawn } of strata) expect(drawn.length).toBe(Math.min(150, size))
  })

  test('is the same in whatever order pairs come, from either side, and another by another seed', () => {
    const once = drawnFrom(pairs)
    fc.assert(
      fc.property(fc.shuffledSubarray(pairs, { minLength: pairs.length }), (shuffled) => {
        const turned = shuffled.map(({ left, right, probability }) => {
          return { left: right, right: left, probability }
        })
        const keys = (found: ReturnType<typeof drawnFrom>) =>
          found.map(({ drawn }) => drawn.map(({ draw }) => draw))
        expect(keys(drawnFrom(turned))).toEqual(keys(once))
      }),
      { seed: 19, numRuns: 5 },
    )
    const other = drawnFrom(pairs, 6).flatMap(({ drawn }) => drawn.map(pairKey))
    const same = once
      .flatMap(({ drawn }) => drawn.map(pairKey))
      .filter((key) => other.includes(key))
    expect(same.length).toBeLessThan(other.length * 0.9)
  })

  test('draws every pair with the same chance, within what chance allows', () => {
    const times = new Map<string, number>()
    for (let seed = 1; seed <= 200; seed += 1) {
      const strata = drawnFrom(pairs.slice(0, 600), seed * 104_729)
      for (const pair of strata.flatMap(({ drawn }) => drawn)) {
        times.set(pairKey(pair), (times.get(pairKey(pair)) ?? 0) + 1)
      }
    }
    // The largest stratum has about 170 of the 600: 150 of them are drawn.
    expect(Math.min(...times.values())).toBeGreaterThan(200 * 0.6)
  })

  test('leaves pairs under the floor to the reckoning', () => {
    const sampler = openSampler({ families, lists, seed: 1 })
    sampler.offer({ left: 0, right: 1, probability: 0.0005 }, 'refused')
    expect(sampler.strata()).toEqual([])
    expect(sampler.expectedBelow()).toBeCloseTo(0.0005)
    expect([bandOf(0.0009), bandOf(0.001), bandOf(0.999), bandOf(1)]).toEqual([-1, 0, 7, 7])
  })
})

function pairKey({ left, right }: DrawnPair): string {
  return `${Math.min(left, right)} ${Math.max(left, right)}`
}

describe('strata of several lists together', () => {
  const strata: readonly SavedStratum[] = [
    { no: 0, band: 7, joined: true, leftList: 'a', rightList: 'a', size: 1000 },
    { no: 1, band: 7, joined: true, leftList: 'a', rightList: 'b', size: 3 },
  ]
  const pair = (pairNo: number, stratumNo: number, draw: number): SavedPair => {
    return { pairNo, stratumNo, draw, label: null }
  }
  const drawn = [pair(1, 0, 10), pair(2, 1, 20), pair(3, 0, 30), pair(4, 1, 40), pair(5, 1, 50)]
  const labelled = (...numbers: number[]): SavedPair[] =>
    drawn.map((each) => ({ ...each, label: numbers.includes(each.pairNo) ? 'same' : null }))
  const all = () => true

  test('are a sample as far as the lowest cut', () => {
    expect(nextPair({ strata, pairs: drawn }, all)).toBe(1)
    expect(nextPair({ strata, pairs: labelled(1, 2) }, all)).toBe(3)
    expect(nextPair({ strata, pairs: labelled(1, 2, 3) }, all)).toBeUndefined()
  })

  test('count labels of one list only as far as they stand without a gap', () => {
    const sample = { strata, pairs: labelled(2, 4) }
    expect(figuresOf(sample, all).labels).toBe(0)
    expect(figuresOf(sample, (stratum) => stratum.no === 1).labels).toBe(2)
    expect(nextPair(sample, (stratum) => stratum.no === 1)).toBe(5)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseStratum, type OpenStratum, tellFigures } from './quality-allocation.ts'
import { chanceFrom, estimateQuality, type StratumLabels } from './quality-interval.ts'

/** A registry that is known: joined or not, pairs, share that is truly one family. */
type World = readonly (readonly [boolean, number, number])[]

const worlds: Readonly<Record<string, World>> = {
  'a good matching of a small registry': [
    [true, 400, 0.9995],
    [true, 70, 0.99],
    [false, 20, 0.6],
    [false, 60, 0.06],
    [false, 600, 0.001],
  ],
  'a bad matching of a larger one': [
    [true, 4000, 0.97],
    [true, 900, 0.8],
    [false, 800, 0.2],
    [false, 9000, 0.02],
    [false, 30000, 0.002],
  ],
  'a matching that is right throughout': [
    [true, 4000, 1],
    [true, 900, 1],
    [false, 2000, 0],
    [false, 30000, 0],
  ],
}

/** Labels a world as the tool would: the next label where it narrows the figures most. */
function measureOnce(world: World, labels: number, seed: number) {
  const chance = chanceFrom(seed)
  const same = world.map(([, size, share]) => Math.round(size * share))
  const strata = world.map(([joined, size]) => {
    return { joined, size, drawn: Math.min(size, 150), same: 0, different: 0, unsure: 0 }
  })
  for (let label = 0; label < labels; label += 1) {
    const at = chooseStratum(strata)
    const stratum = strata[at ?? -1]
    if (stratum === undefined) break
    const left = stratum.size - stratum.same - stratum.different
    if (chance() * left < (same[at ?? 0] ?? 0) - stratum.same) stratum.same += 1
    else stratum.different += 1
  }
  const sum = (of: (at: number) => number) => world.reduce((all, _, at) => all + of(at), 0)
  const right = sum((at) => (world[at]?.[0] === true ? (same[at] ?? 0) : 0))
  return {
    intervals: estimateQuality(strata),
    precision: right / sum((at) => (world[at]?.[0] === true ? world[at][1] : 0)),
    recall: right / sum((at) => same[at] ?? 0),
  }
}

describe('the 95 % interval', () => {
  test.each(Object.entries(worlds))(
    'holds the truth in at least 93 of 100 samples of 120 labels: %s',
    (name, world) => {
      const runs = 150
      const held = { precision: 0, recall: 0 }
      for (let run = 0; run < runs; run += 1) {
        const { intervals, precision, recall } = measureOnce(world, 120, 20_26 + run * 7919)
        const inside = (truth: number, { low, high }: { low: number; high: number }) =>
          truth >= low - 1e-9 && truth <= high + 1e-9
        if (inside(precision, intervals.precision)) held.precision += 1
        if (inside(recall, intervals.recall)) held.recall += 1
      }
      const shares = [held.precision / runs, held.recall / runs]
      process.stdout.write(
        `coverage, ${name}: ${shares.map((each) => each.toFixed(3)).join(' ')}\n`,
      )
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.93)
    },
  )

  const stratum = fc
    .record({
      joined: fc.boolean(),
      size: fc.integer({ min: 1, max: 20_000 }),
      same: fc.integer({ min: 0, max: 40 }),
      different: fc.integer({ min: 0, max: 40 }),
      unsure: fc.integer({ min: 0, max: 5 }),
    })
    .filter(({ size, same, different, unsure }) => same + different + unsure <= size)
  const strata = fc.array(stratum, { minLength: 1, maxLength: 6 })
  const seeded = { seed: 20_261_122, numRuns: 40 }

  test('lies within 0 and 1, around its value, and is the same every time', () => {
    fc.assert(
      fc.property(strata, (given) => {
        const once = estimateQuality(given)
        for (const { value, low, high } of [once.precision, once.recall]) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(value)
          expect(value).toBeLessThanOrEqual(high)
          expect(high).toBeLessThanOrEqual(1)
        }
        expect(estimateQuality(given)).toEqual(once)
      }),
      seeded,
    )
  })

  test('a wrong join more never raises precision, a right one never lowers it', () => {
    fc.assert(
      fc.property(strata, fc.nat(), (given, pick) => {
        const at = pick % given.length
        const chosen = given[at]
        if (chosen === undefined || !chosen.joined || chosen.same === 0) return
        const worse = given.map((each, place) =>
          place === at ? { ...each, same: each.same - 1, different: each.different + 1 } : each,
        )
        const [before, after] = [estimateQuality(given), estimateQuality(worse)]
        expect(after.precision.value).toBeLessThanOrEqual(before.precision.value + 1e-12)
        expect(after.precision.low).toBeLessThanOrEqual(before.precision.low + 0.02)
        expect(after.precision.high).toBeLessThanOrEqual(before.precision.high + 0.02)
      }),
      seeded,
    )
  })

  test('joined and apart, same and different are two sides of one thing', () => {
    fc.assert(
      fc.property(strata, (given) => {
        const mirrored = given.map((each) => ({
          ...each,
          same: each.different,
          different: each.same,
        }))
        const one = estimateQuality(given).precision
        const other = estimateQuality(mirrored).precision
        if (given.every((each) => !each.joined || each.same + each.different === 0)) return
        expect(one.value + other.value).toBeCloseTo(1, 9)
        expect(one.low + other.high).toBeGreaterThan(0.96)
        expect(one.low + other.high).toBeLessThan(1.04)
      }),
      seeded,
    )
  })

  test('"cannot tell" widens it on both sides', () => {
    const base: StratumLabels = { joined: true, size: 5000, same: 60, different: 4, unsure: 0 }
    const sure = estimateQuality([base]).precision
    const unsure = estimateQuality([{ ...base, unsure: 8 }]).precision
    expect(unsure.low).toBeLessThan(sure.low - 0.05)
    expect(unsure.high).toBeGreaterThan(sure.high)
  })

  test('a registry that is labelled whole has no interval left', () => {
    const whole = { joined: true, size: 30, same: 27, different: 3, unsure: 0 }
    expect(estimateQuality([whole]).precision).toEqual({ value: 0.9, low: 0.9, high: 0.9 })
  })
})

describe('what may be told', () => {
  const open = (joined: boolean, labels: number): OpenStratum => {
    return { joined, size: 1000, drawn: 150, same: labels, different: 0, unsure: 0 }
  }

  test('no figure without labels: it says how many are missing', () => {
    const none = tellFigures([open(true, 0), open(false, 0)])
    expect(none.precision).toEqual({ is: 'missing', needed: 30 })
    expect(none.recall).toEqual({ is: 'missing', needed: 60 })
    const some = tellFigures([open(true, 40), open(false, 0)])
    expect(some.precision.is).toBe('told')
    expect(some.recall).toEqual({ is: 'missing', needed: 20 })
    expect(tellFigures([open(true, 55), open(false, 5)]).recall.is).toBe('told')
  })

  test('a share of nothing is not told', () => {
    const apart = { ...open(false, 0), same: 60, different: 40 }
    expect(tellFigures([apart]).precision).toEqual({ is: 'missing', needed: 0 })
    const unlike = { ...open(false, 0), different: 80 }
    expect(tellFigures([unlike]).recall).toEqual({ is: 'missing', needed: 0 })
  })

  test('labels go where they narrow the figures most, and end with what was drawn', () => {
    const strata = [open(true, 0), { ...open(false, 0), drawn: 7 }]
    const chosen: number[] = []
    for (;;) {
      const at = chooseStratum(strata)
      const stratum = strata[at ?? -1]
      if (at === undefined || stratum === undefined) break
      strata[at] = { ...stratum, same: stratum.same + 1 }
      chosen.push(at)
    }
    expect(chosen.length).toBe(157)
    expect(chosen.slice(0, 10).filter((at) => at === 0).length).toBe(5)
  })
})

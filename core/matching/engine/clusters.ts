import type { Scorer } from './scorer.ts'

/** Pairs found, by row numbers; `left` < `right`. */
export type ScoredPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly probability: Float32Array
  readonly weight: Float32Array
}

const mostBits = 20

/**
 * Groups rows into persons without chaining: pairs at or above `threshold`, the surest first, join
 * two groups only when all pairs between them, taken together, speak for one person (the mean of
 * their weights reaches the threshold's). Pairs that were never candidates are scored here. Returns
 * for each row the smallest row of its group. Independent of the order of the pairs.
 */
export function groupRows(
  pairs: ScoredPairs,
  given: {
    readonly rows: number
    readonly threshold: number
    readonly scorer: Scorer
    readonly order: Uint32Array
  },
): Uint32Array {
  const { rows, threshold, scorer } = given
  const group = Uint32Array.from({ length: rows }, (_, row) => row)
  const members = new Map<number, number[]>()
  const membersOf = (of: number): readonly number[] => members.get(of) ?? [of]
  const wanted = Math.log2(threshold / (1 - threshold))
  const known = new Map<number, number>()
  const score = { probability: 0, weight: 0 }

  function weigh(one: number, other: number): number {
    const key = Math.min(one, other) * 2 ** 26 + Math.max(one, other)
    const had = known.get(key)
    if (had !== undefined) return had
    scorer.score(one, other, 0, score)
    const bits = Math.max(-mostBits, Math.min(mostBits, score.weight))
    known.set(key, bits)
    return bits
  }

  for (const at of given.order) {
    if ((pairs.probability[at] ?? 0) < threshold) continue
    const one = group[pairs.left[at] ?? 0] ?? 0
    const other = group[pairs.right[at] ?? 0] ?? 0
    if (one === other) continue
    const [here, there] = [membersOf(one), membersOf(other)]
    if (here.length + there.length > 2) {
      let sum = 0
      for (const left of here) for (const right of there) sum += weigh(left, right)
      if (sum / (here.length * there.length) < wanted) continue
    }
    const [kept, gone] = one < other ? [one, other] : [other, one]
    const all = [...membersOf(kept), ...membersOf(gone)]
    members.set(kept, all)
    members.delete(gone)
    for (const row of all) group[row] = kept
  }
  return group
}

const mostSureness = 1000

/** Places of pairs, the surest first, to a 256th of a bit; alike ones as they stand. */
export function bySureness({ weight }: ScoredPairs): Uint32Array {
  const keys = new Float64Array(weight.length)
  for (const [at, bits] of weight.entries()) {
    const sureness = Math.max(-mostSureness, Math.min(mostSureness, bits))
    keys[at] = Math.round(-sureness * 256) * 2 ** 32 + at
  }
  keys.sort()
  return Uint32Array.from(keys, (key) => key - Math.floor(key / 2 ** 32) * 2 ** 32)
}

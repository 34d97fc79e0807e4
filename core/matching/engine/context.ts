import type { ScoredPairs, Tree } from './clusters.ts'
import { concat } from './concat.ts'

/** Bits from which on a group only adds: what it says is cut off above. */
const beyondDoubt = 10
/** Bits below which no group is asked. */
const doubtful = -2

/** Pairs of a larger group that nothing brought together are not written out. */
const largestGroup = 120

/**
 * Pairs as their groups see them. Two records whose likeness to each other leaves a doubt are one
 * person when a third, surely each of them, stands between: such a pair weighs what its groups were
 * joined at, and one whose groups were not joined no more than they say together. Pairs that no
 * pass brought together, but whose groups were joined, come behind.
 */
export function pairsInContext(
  pairs: ScoredPairs,
  given: { readonly tree: Tree; readonly sideStart: number },
): ScoredPairs {
  const { tree } = given
  const joined = createJoined(tree)
  const own = pairs.weight.map((bits, at) => {
    const [left, right] = [pairs.left[at] ?? 0, pairs.right[at] ?? 0]
    const group = joined(left, right)
    if (group !== undefined) return group < beyondDoubt ? group : Math.max(bits, group)
    return bits < doubtful ? bits : Math.min(bits, tree.said(left, right))
  })
  const more = unseenPairs(pairs, given)
  const weight = concat([own, Float32Array.from(more.weight)], Float32Array)
  return {
    left: concat([pairs.left, Uint32Array.from(more.left)], Uint32Array),
    right: concat([pairs.right, Uint32Array.from(more.right)], Uint32Array),
    weight,
    probability: weight.map((bits) => 1 / (1 + 2 ** -bits)),
  }
}

/** Pairs that came together with their groups, more likely one person than not. */
function unseenPairs(
  pairs: ScoredPairs,
  { tree, sideStart }: { readonly tree: Tree; readonly sideStart: number },
) {
  const found = { left: [] as number[], right: [] as number[], weight: [] as number[] }
  const across = sideStart < tree.rows
  const joinings = largerJoinings(tree)
  const known = knownPairs(pairs, { rows: tree.rows, joinings })
  for (const { here, there, weight } of joinings) {
    for (const left of here) {
      for (const right of there) {
        if (across && left < sideStart === right < sideStart) continue
        if (known.has(keyOf(left, right))) continue
        found.left.push(Math.min(left, right))
        found.right.push(Math.max(left, right))
        found.weight.push(weight)
      }
    }
  }
  return found
}

type Joining = {
  readonly here: readonly number[]
  readonly there: readonly number[]
  readonly weight: number
}

/** Two rows that came together were a pair: only larger groups hold others. */
function largerJoinings(tree: Tree): readonly Joining[] {
  const groups = new Map<number, readonly number[]>()
  const joinings: Joining[] = []
  const times = new Uint8Array(tree.rows)
  for (const rows of [tree.left, tree.right]) {
    for (const row of rows) times[row] = Math.min(2, (times[row] ?? 0) + 1)
  }
  for (const [at, weight] of tree.weight.entries()) {
    const [one, other] = [tree.left[at] ?? 0, tree.right[at] ?? 0]
    if (times[one] === 1 && times[other] === 1) continue
    const [here, there] = [groups.get(one) ?? [one], groups.get(other) ?? [other]]
    const all = [...here, ...there]
    for (const row of all) groups.set(row, all)
    if (weight > 0 && all.length > 2 && all.length <= largestGroup) {
      joinings.push({ here, there, weight })
    }
  }
  return joinings
}

function knownPairs(
  pairs: ScoredPairs,
  { rows, joinings }: { readonly rows: number; readonly joinings: readonly Joining[] },
): ReadonlySet<number> {
  const joined = new Uint8Array(rows)
  for (const { here, there } of joinings) {
    for (const row of here) joined[row] = 1
    for (const row of there) joined[row] = 1
  }
  const known = new Set<number>()
  for (const [at, left] of pairs.left.entries()) {
    const right = pairs.right[at] ?? 0
    if (joined[left] === 1 && joined[right] === 1) known.add(keyOf(left, right))
  }
  return known
}

function keyOf(one: number, other: number): number {
  return Math.min(one, other) * 2 ** 26 + Math.max(one, other)
}

/** At which weight two rows came into one group; undefined for rows of two. */
function createJoined(tree: Tree) {
  const above = Uint32Array.from({ length: tree.rows }, (_, row) => row)
  const weight = new Float64Array(tree.rows).fill(Number.POSITIVE_INFINITY)
  const size = new Uint32Array(tree.rows).fill(1)
  const rootOf = (row: number): number => {
    let root = row
    while (above[root] !== root) root = above[root] ?? root
    return root
  }
  for (const [at, left] of tree.left.entries()) {
    const [one, other] = [rootOf(left), rootOf(tree.right[at] ?? 0)]
    const [kept, under] = (size[one] ?? 0) < (size[other] ?? 0) ? [other, one] : [one, other]
    above[under] = kept
    weight[under] = tree.weight[at] ?? 0
    size[kept] = (size[kept] ?? 0) + (size[under] ?? 0)
  }
  return (left: number, right: number): number | undefined => {
    let [one, other, least] = [left, right, Number.POSITIVE_INFINITY]
    // The smaller group hangs below: the way up is short.
    while (one !== other) {
      const up = (size[one] ?? 0) <= (size[other] ?? 0) ? one : other
      if (above[up] === up) return undefined
      least = Math.min(least, weight[up] ?? 0)
      if (up === one) one = above[up] ?? up
      else other = above[up] ?? up
    }
    return least
  }
}

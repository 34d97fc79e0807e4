import { mix } from './engine/hash.ts'
import { type Families, idOf } from './families.ts'
import type { Explanation } from './outcome.ts'

/** Pairs with less are not drawn: the engine's own reckoning is all that is told of them. */
export const probabilityFloor = 0.001

/** Where the bands of probability begin; the last ends at 1. */
const bandStarts = [probabilityFloor, 0.01, 0.05, 0.2, 0.5, 0.9, 0.99, 0.999] as const

/** The band of a probability, or -1 below the floor. */
export function bandOf(probability: number): number {
  let band = -1
  for (const start of bandStarts) if (probability >= start) band += 1
  return band
}

/** What became of a pair when the registry was matched. */
export type Fate = 'joined' | 'queued' | 'refused'

/** Pairs of one band and fate between two lists (numbers of lists, the smaller first). */
export type SampleStratum = {
  readonly band: number
  readonly fate: Fate
  readonly lists: readonly [number, number]
  /** How many pairs there are, exactly. */
  readonly size: number
  /** Those with the smallest draws, in the order of their draws. */
  readonly drawn: readonly DrawnPair[]
}

export type DrawnPair = {
  readonly left: number
  readonly right: number
  readonly probability: number
  readonly draw: number
}

/** A stratum whose pairs are named by the ids of their families, to be saved or sent on. */
export type NamedStratum = Omit<SampleStratum, 'drawn'> & { readonly drawn: readonly NamedPair[] }

export type NamedPair = {
  /** The earlier family's id. */
  readonly left: string
  readonly right: string
  readonly probability: number
  readonly draw: number
  /** What the engine saw in a pair that it refused. */
  readonly refusal: Explanation | undefined
}

/** Names the pairs of strata, with why those that were refused were refused. */
export function nameStrata(
  families: Pick<Families, 'ids'>,
  strata: readonly SampleStratum[],
  refusalOf: (pair: DrawnPair) => Explanation | undefined,
): readonly NamedStratum[] {
  return strata.map((stratum) => ({
    ...stratum,
    drawn: stratum.drawn.map((pair) => {
      const ids = [idOf(families, pair.left), idOf(families, pair.right)].toSorted()
      const [left = '', right = ''] = ids
      const refusal = stratum.fate === 'refused' ? refusalOf(pair) : undefined
      return { left, right, probability: pair.probability, draw: pair.draw, refusal }
    }),
  }))
}

export type Sampler = {
  readonly offer: (pair: Omit<DrawnPair, 'draw'>, fate: Fate) => void
  readonly strata: () => readonly SampleStratum[]
  /** True pairs under the floor, as the probabilities add up. */
  readonly expectedBelow: () => number
}

/** So many pairs at most are kept, whatever there are of lists: some 3 MB. */
const mostKept = 60_000
const mostOfStratum = 150
const fewestOfStratum = 15

/**
 * Counts pairs by stratum and keeps of each those with the smallest draw, a hash of both ids with
 * the seed: a simple random sample without replacement that does not hang on the order in which
 * pairs come, in bounded memory (bottom-k, Cohen and Kaplan 2007). `lists` numbers the list of
 * each family.
 */
export function openSampler(from: {
  readonly families: Pick<Families, 'ids'>
  readonly lists: Uint8Array
  readonly seed: number
}): Sampler {
  const { families, lists, seed } = from
  const listCount = 1 + lists.reduce((most, list) => Math.max(most, list), 0)
  const possible = bandStarts.length * 2 * ((listCount * (listCount + 1)) / 2)
  const most = Math.min(mostOfStratum, Math.max(fewestOfStratum, Math.floor(mostKept / possible)))
  const strata = new Map<number, Kept>()
  let below = 0
  return {
    offer: (pair, fate) => {
      const band = bandOf(pair.probability)
      if (band < 0) {
        below += pair.probability
        return
      }
      const [one, other] = [lists[pair.left] ?? 0, lists[pair.right] ?? 0]
      const between = [Math.min(one, other), Math.max(one, other)] as const
      const kept = keptOf(strata, { band, fate, lists: between })
      kept.size += 1
      const draw = drawOf(families, pair, seed)
      if (draw > kept.highest) return
      kept.pairs.push({ ...pair, draw })
      if (kept.pairs.length >= 2 * most) cut(kept, most)
    },
    strata: () =>
      [...strata.entries()]
        .toSorted(([one], [other]) => one - other)
        .map(([, kept]) => {
          cut(kept, most)
          const { band, fate, lists: between, size, pairs } = kept
          return { band, fate, lists: between, size, drawn: [...pairs] }
        }),
    expectedBelow: () => below,
  }
}

type Place = Pick<SampleStratum, 'band' | 'fate' | 'lists'>
type Kept = Place & { size: number; highest: number; pairs: DrawnPair[] }

const fates: readonly Fate[] = ['refused', 'queued', 'joined']

function keptOf(strata: Map<number, Kept>, place: Place): Kept {
  const [one, other] = place.lists
  const key = ((one * 256 + other) * bandStarts.length + place.band) * 3 + fates.indexOf(place.fate)
  const known = strata.get(key)
  if (known !== undefined) return known
  const made = { ...place, size: 0, highest: Number.POSITIVE_INFINITY, pairs: [] }
  strata.set(key, made)
  return made
}

function cut(kept: Kept, most: number): void {
  kept.pairs.sort((one, other) => one.draw - other.draw)
  if (kept.pairs.length <= most) return
  kept.pairs.length = most
  kept.highest = kept.pairs.at(-1)?.draw ?? kept.highest
}

/** 52 bits of both ids and the seed, the same from either side. */
function drawOf(
  families: Pick<Families, 'ids'>,
  pair: { readonly left: number; readonly right: number },
  seed: number,
): number {
  const [one, other] = [idHash(families, pair.left), idHash(families, pair.right)]
  const low = Math.min(one, other)
  const high = Math.max(one, other)
  const first = mix(mix(seed ^ low) ^ high)
  const second = mix(mix(high + 0x9e3779b9) ^ mix(first ^ low))
  return first * 0x100000 + (second & 0xfffff)
}

function idHash(families: Pick<Families, 'ids'>, family: number): number {
  let hash = 0
  for (let at = family * 16; at < family * 16 + 16; at += 4) {
    const { ids } = families
    const word =
      ((ids[at] ?? 0) << 24) |
      ((ids[at + 1] ?? 0) << 16) |
      ((ids[at + 2] ?? 0) << 8) |
      (ids[at + 3] ?? 0)
    hash = mix(hash ^ word)
  }
  return hash
}

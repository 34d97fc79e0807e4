import { idColumn } from '../families.ts'
import { explainPlaces, type FoundPair } from '../match-families.ts'
import type { Model } from '../model.ts'
import { expectMissed } from '../quality-missed.ts'
import {
  type DrawnPair,
  type Fate,
  type NamedStratum,
  nameStrata,
  openSampler,
} from '../quality-sample.ts'
import { placeOf, type RegistryIndex } from './registry-index.ts'

/**
 * Which pairs the sample of a list is drawn from: those of the families that it brought, as a
 * matching of the whole registry counts them. A family that an earlier list brought is in the
 * sample of that one.
 */
export type ListDraw = { readonly brought: readonly string[]; readonly seed: number }

/** A sample's list numbers: families that stand elsewhere, and those that the list brought. */
const [elsewhere, ofList] = [0, 1]

/** Refused pairs of a list, as drawn, and the engine's own reckoning of what no label speaks of. */
export type RefusedSample = {
  readonly strata: readonly NamedStratum[]
  /** True pairs under the floor, as the probabilities add up. */
  readonly expectedBelow: number
  /** True pairs that no key brought together, at least. */
  readonly expectedMissed: number
}

/** A found pair by its places. */
export type PlacedPair = {
  readonly pair: FoundPair
  readonly left: number
  readonly right: number
}

export type RefusedSampler = {
  readonly offer: (pair: Omit<DrawnPair, 'draw'>) => void
  readonly draw: (found: readonly PlacedPair[]) => RefusedSample
}

/** Draws from the refused pairs of a list while it is matched: what was found has no fate yet. */
export function openRefused(index: RegistryIndex, model: Model, of: ListDraw): RefusedSampler {
  const { families, frequencies } = index
  const lists = new Uint8Array(families.count)
  for (const id of of.brought) {
    const place = placeOf(index, id)
    if (place !== undefined) lists[place] = ofList
  }
  const isOwn = (pair: { readonly left: number; readonly right: number }) =>
    lists[pair.left] === ofList || lists[pair.right] === ofList
  const sampler = openSampler({ families, lists, seed: of.seed })
  return {
    offer: (pair) => {
      if (isOwn(pair)) sampler.offer(pair, 'refused')
    },
    draw: (found) => {
      const own = found.filter(isOwn)
      return {
        strata: nameStrata(families, sampler.strata(), ({ left, right }) =>
          explainPlaces({ families, frequencies, model, left, right }),
        ),
        expectedBelow: sampler.expectedBelow(),
        expectedMissed: expectMissed(families, {
          places: Uint32Array.from(own.flatMap(({ left, right }) => [left, right])),
          probability: (at) => own[at]?.pair.explanation.probability ?? 0,
        }),
      }
    },
  }
}

/** Draws from the pairs that were found, now that their fate is known. */
export function drawFound(
  pairs: readonly FoundPair[],
  of: ListDraw & { readonly fateOf: (pair: FoundPair) => Fate },
): readonly NamedStratum[] {
  const brought = new Set(of.brought)
  const own = pairs.filter(({ left, right }) => brought.has(left) || brought.has(right))
  const ids = [...new Set(own.flatMap(({ left, right }) => [left, right]))]
  const places = new Map(ids.map((id, at) => [id, at]))
  const families = idColumn(ids)
  const lists = Uint8Array.from(ids, (id) => (brought.has(id) ? ofList : elsewhere))
  const sampler = openSampler({ families, lists, seed: of.seed })
  for (const pair of own) {
    const [left, right] = [places.get(pair.left) ?? 0, places.get(pair.right) ?? 0]
    sampler.offer({ left, right, probability: pair.explanation.probability }, of.fateOf(pair))
  }
  return nameStrata(families, sampler.strata(), () => undefined)
}

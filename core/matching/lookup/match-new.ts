import { type FoundPair, judge } from '../match-families.ts'
import type { Model } from '../model.ts'
import { bestCandidates, type Search } from './find-known.ts'
import { type ListDraw, openRefused, type PlacedPair, type RefusedSample } from './list-sample.ts'
import { placeOf, type RegistryIndex } from './registry-index.ts'

export type NewFamilies = {
  readonly ids: readonly string[]
  /** Pairs that are judged whether or not they are found: those that stand. */
  readonly pairs: readonly (readonly [string, string])[]
  /** What the sample of the list is drawn from; nothing is drawn when it is left out. */
  readonly draw?: ListDraw
}

/** What is found of a new list, and a sample of what was refused of it. */
export type FoundOfNew = {
  readonly pairs: readonly FoundPair[]
  readonly refused: RefusedSample
}

/**
 * Pairs of some families of the index with all others, judged by a model that was learnt before:
 * what a new list needs, at a cost that grows with the list and not with the registry. Families
 * that are not (any more) known find nothing. A generator: it yields after each family.
 */
export function* matchNew(
  index: RegistryIndex,
  model: Model,
  { ids, pairs, draw = { brought: [], seed: 0 } }: NewFamilies,
): Generator<void, FoundOfNew> {
  const { families, frequencies } = index
  const found: PlacedPair[] = []
  const refused = openRefused(index, model, draw)
  const seen = new Set<number>()
  const consider = (one: number, other: number) => {
    const [left, right] = [Math.min(one, other), Math.max(one, other)]
    const { found: pair, explanation } = judge({ families, frequencies, model, left, right })
    if (pair === undefined) refused.offer({ left, right, probability: explanation.probability })
    else found.push({ pair, left, right })
  }
  for (const [one, other] of pairs) {
    const [left, right] = [placeOf(index, one), placeOf(index, other)]
    if (left === undefined || right === undefined || seen.has(keyOf(left, right))) continue
    seen.add(keyOf(left, right))
    consider(left, right)
    yield
  }
  const own = new Set(ids.map((id) => placeOf(index, id)))
  for (const id of ids) {
    const place = placeOf(index, id)
    if (place === undefined) continue
    for (const other of familiesLike(index, place)) {
      const key = keyOf(place, other)
      if (seen.has(key)) continue
      // Two families of the list come to each other from both sides.
      if (own.has(other)) seen.add(key)
      consider(place, other)
    }
    yield
  }
  found.sort((one, other) =>
    one.pair.left + one.pair.right < other.pair.left + other.pair.right ? -1 : 1,
  )
  return { pairs: found.map(({ pair }) => pair), refused: refused.draw(found) }
}

/** More families than there can be, also while some are added: two places as one number. */
const stride = 2 ** 26

function keyOf(one: number, other: number): number {
  return Math.min(one, other) * stride + Math.max(one, other)
}

/** Families of persons who share keys with somebody of this one. */
function familiesLike(index: RegistryIndex, place: number): ReadonlySet<number> {
  const { families } = index
  const others = new Set<number>()
  const head = families.firstPerson[place] ?? 0
  const end = families.firstPerson[place + 1] ?? 0
  for (let person = head; person < end; person += 1) {
    const search = person === head ? ofHeads : ofMembers
    for (const other of bestCandidates(index, person, search)) {
      others.add(families.family[other] ?? 0)
    }
  }
  return others
}

/** Heads are what pairs of families are compared by; two ways must speak for one. */
const ofHeads: Search = { alike: false, turned: true, fewestPoints: 16, most: 80 }

/** Members bring in who changed the head: by the number, or by a word with the date. */
const ofMembers: Search = {
  ways: new Set(['national-id', 'born', 'word-year']),
  alike: false,
  turned: true,
  fewestPoints: 26,
  most: 20,
}

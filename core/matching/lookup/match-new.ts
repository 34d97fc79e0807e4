import { type FoundPair, judge } from '../match-families.ts'
import type { Model } from '../model.ts'
import { bestCandidates, type Search } from './find-known.ts'
import { placeOf, type RegistryIndex } from './registry-index.ts'

export type NewFamilies = {
  readonly ids: readonly string[]
  /** Pairs that are judged whether or not they are found: those that stand. */
  readonly pairs: readonly (readonly [string, string])[]
}

/**
 * Pairs of some families of the index with all others, judged by a model that was learnt before:
 * what a new list needs, at a cost that grows with the list and not with the registry. Families
 * that are not (any more) known find nothing. A generator: it yields after each family.
 */
export function* matchNew(
  index: RegistryIndex,
  model: Model,
  { ids, pairs }: NewFamilies,
): Generator<void, readonly FoundPair[]> {
  const { families, frequencies } = index
  const found = new Map<string, FoundPair>()
  const consider = (one: number | undefined, other: number | undefined) => {
    if (one === undefined || other === undefined) return
    const [left, right] = [Math.min(one, other), Math.max(one, other)]
    const pair = judge({ families, frequencies, model, left, right })
    if (pair !== undefined) found.set(`${pair.left} ${pair.right}`, pair)
  }
  for (const id of ids) {
    const place = placeOf(index, id)
    if (place === undefined) continue
    for (const other of familiesLike(index, place)) consider(place, other)
    yield
  }
  for (const [one, other] of pairs) {
    consider(placeOf(index, one), placeOf(index, other))
    yield
  }
  return [...found.values()].toSorted((one, other) =>
    one.left + one.right < other.left + other.right ? -1 : 1,
  )
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

import { headOf } from '../families.ts'
import type { Model } from '../model.ts'
import { explainShared, isShown, type SharedPerson, weighShared } from '../shared-persons.ts'
import { bestCandidates, type Search } from './find-known.ts'
import { placeOf, type RegistryIndex } from './registry-index.ts'

/**
 * Persons of some families who may stand in another family too, at a cost that grows with those
 * families and not with the registry. A generator: it yields after each family.
 */
export function* findSharedWith(
  index: RegistryIndex,
  model: Model,
  ids: readonly string[],
): Generator<void, readonly SharedPerson[]> {
  const { families } = index
  const found = new Map<number, readonly [number, number]>()
  for (const id of ids) {
    const family = placeOf(index, id)
    if (family === undefined) continue
    const end = families.firstPerson[family + 1] ?? 0
    for (let person = headOf(families, family); person < end; person += 1) {
      for (const other of bestCandidates(index, person, ofPersons)) {
        const pair = person < other ? ([person, other] as const) : ([other, person] as const)
        const key = pair[0] * families.persons + pair[1]
        if (found.has(key) || !isShown(weighShared(index, model, pair))) continue
        found.set(key, pair)
      }
    }
    yield
  }
  return explainShared(index, model, [...found.values()])
}

/** By the number, with or without a slip, or by the name with the date or its year. */
const ofPersons: Search = {
  ways: new Set(['national-id', 'date-and-serial', 'born', 'name', 'word-pair', 'word-year']),
  alike: false,
  turned: true,
  fewestPoints: 24,
  most: 20,
}

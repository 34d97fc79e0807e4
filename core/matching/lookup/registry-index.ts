import { runToEnd } from '../../kernel/run-to-end.ts'
import { addFamily, type Families, type FamilyIn, idOf } from '../families.ts'
import { countFrequencies, type Frequencies } from '../frequencies.ts'
import { buildHashIndex, type HashIndex, visitKey } from './hash-index.ts'
import { eachKeyOf } from './person-keys.ts'
import { eachWordKey, isSpelledAlike } from './word-keys.ts'

/**
 * All persons of a registry, to be found by what a form knows of one. Families are in the order of
 * their ids; those that came or changed since it was made stand behind, and `gone` says which
 * places no longer count. About 130 bytes a person.
 */
export type RegistryIndex = {
  readonly families: Families
  readonly frequencies: Frequencies
  /** Families and persons that were there when the index was made. */
  readonly made: { readonly families: number; readonly persons: number }
  readonly people: HashIndex
  readonly words: HashIndex
  readonly addedPeople: Map<number, number[]>
  readonly addedWords: Map<number, number[]>
  readonly addedPlaces: Map<string, number>
  readonly gone: Set<number>
}

/** Makes the index of families that are in the order of their ids. */
export function makeRegistryIndex(families: Families): RegistryIndex {
  const people = buildHashIndex({ count: families.persons, keysEach: 10 }, (person, add) => {
    eachKeyOf(families, person, add)
  })
  const words = buildHashIndex({ count: families.words.length, keysEach: 7 }, (word, add) => {
    eachWordKey(families.words[word] ?? '', add)
  })
  return {
    families,
    frequencies: runToEnd(countFrequencies(families)),
    made: { families: families.count, persons: families.persons },
    people,
    words,
    addedPeople: new Map(),
    addedWords: new Map(),
    addedPlaces: new Map(),
    gone: new Set(),
  }
}

/** Takes a family in as it is now, in place of what was known under its id. */
export function putFamily(index: RegistryIndex, family: FamilyIn): number {
  removeFamily(index, family.id)
  const { families } = index
  const known = families.words.length
  const place = addFamily(families, family)
  index.addedPlaces.set(family.id, place)
  const first = families.firstPerson[place] ?? 0
  for (let person = first; person < families.persons; person += 1) {
    eachKeyOf(families, person, (key) => put(index.addedPeople, key, person))
  }
  for (let word = known; word < families.words.length; word += 1) {
    eachWordKey(families.words[word] ?? '', (key) => put(index.addedWords, key, word))
  }
  return place
}

function put(into: Map<number, number[]>, key: number, value: number): void {
  const there = into.get(key)
  if (there === undefined) into.set(key, [value])
  else there.push(value)
}

/** Forgets a family; unknown ids are no matter. */
export function removeFamily(index: RegistryIndex, id: string): void {
  const place = placeOf(index, id)
  if (place === undefined) return
  index.gone.add(place)
  index.addedPlaces.delete(id)
}

/** Where a family stands, or undefined when it is not known (any more). */
export function placeOf(index: RegistryIndex, id: string): number | undefined {
  const added = index.addedPlaces.get(id)
  if (added !== undefined) return added
  let from = 0
  let to = index.made.families - 1
  while (from <= to) {
    const middle = (from + to) >>> 1
    const found = idOf(index.families, middle)
    if (found === id) return index.gone.has(middle) ? undefined : middle
    if (found < id) from = middle + 1
    else to = middle - 1
  }
  return undefined
}

/** True when so much stands behind the index that making it anew is worth its time. */
export function isWorn(index: RegistryIndex): boolean {
  return index.gone.size + index.addedPlaces.size > 1000 + index.made.families / 10
}

/** More persons under one key say little each; the first of them are looked at. */
const mostOfKey = 1000

/** Visits the persons that have a key, those of families that are gone included. */
export function visitPersons(
  index: RegistryIndex,
  key: number,
  visit: (person: number) => void,
  most = mostOfKey,
): void {
  visitKey(index.people, { key, most }, visit)
  for (const person of index.addedPeople.get(key) ?? []) visit(person)
}

/** Words of the registry that are one slip away from this one, the most frequent first. */
export function wordsAlike(index: RegistryIndex, word: string): readonly number[] {
  const { families, frequencies, words } = index
  const found = new Set<number>()
  const consider = (number: number) => {
    if (isSpelledAlike(families.words[number] ?? '', word)) found.add(number)
  }
  eachWordKey(word, (key) => {
    visitKey(words, { key, most: mostOfKey }, consider)
    for (const number of index.addedWords.get(key) ?? []) consider(number)
  })
  const countOf = (number: number) => frequencies.words[number] ?? 0
  return [...found].toSorted((one, other) => countOf(other) - countOf(one)).slice(0, mostWords)
}

const mostWords = 4

import { mix } from '../engine/hash.ts'
import type { Families } from '../families.ts'
import { nameHash } from '../frequencies.ts'
import { isWeakWord } from '../person-name.ts'

/**
 * Ways to find a person again, and what each says: points for a first choice among those found,
 * not evidence. A number is found whole and without its region; a name of one word whole, a longer
 * one by pairs of its words.
 */
export const waysToFind = {
  'national-id': 60,
  'date-and-serial': 24,
  'family-card': 10,
  born: 14,
  name: 16,
  'word-pair': 14,
  'word-village': 12,
  'word-year': 12,
} as const

export type WayToFind = keyof typeof waysToFind

const salts: Readonly<Record<WayToFind, number>> = {
  'national-id': 0x9e37,
  'date-and-serial': 0x79b9,
  'family-card': 0x7c15,
  born: 0xf39c,
  name: 0xc0ac,
  'word-pair': 0xed55,
  'word-village': 0x8a91,
  'word-year': 0x2c1b,
}

export type AddKey = (key: number, way: WayToFind) => void

/** The keys under which a person is found; none where what a way needs is missing. */
export function eachKeyOf(families: Families, person: number, add: AddKey): void {
  const family = families.family[person] ?? 0
  addNumbers(families, person, add)
  // The card is the family's: its head is found by it.
  if (families.cardHigh[family] !== 0 && families.firstPerson[family] === person) {
    add(
      keyOf('family-card', families.cardHigh[family] ?? 0, families.cardLow[family] ?? 0),
      'family-card',
    )
  }
  const born = families.born[person] ?? 0
  if (born !== 0) add(bornKey(born), 'born')
  const village = families.villageHashes[families.village[family] ?? 0] ?? 0
  const hashes = strongWords(families, person)
  if (hashes.length < 2) add(keyOf('name', nameHash(families, person), 0), 'name')
  for (const [at, hash] of hashes.entries()) {
    if (families.village[family] !== 0) add(keyOf('word-village', hash, village), 'word-village')
    if (born !== 0) add(keyOf('word-year', hash, Math.floor(born / 10000)), 'word-year')
    for (const other of hashes.slice(at + 1)) add(pairKey(hash, other), 'word-pair')
  }
}

/** The key of persons born on a day, written as the number YYYYMMDD. */
export function bornKey(day: number): number {
  return keyOf('born', day, 0)
}

/** The keys of a word, by its hash, that the person may have instead of one of theirs. */
export function eachKeyOfWord(
  families: Families,
  asked: { readonly person: number; readonly word: number; readonly instead: number },
  add: AddKey,
): void {
  const family = families.family[asked.person] ?? 0
  const village = families.village[family] ?? 0
  const born = families.born[asked.person] ?? 0
  if (village !== 0) {
    add(keyOf('word-village', asked.word, families.villageHashes[village] ?? 0), 'word-village')
  }
  if (born !== 0) add(keyOf('word-year', asked.word, Math.floor(born / 10000)), 'word-year')
  for (const other of strongWords(families, asked.person)) {
    if (other !== asked.instead) add(pairKey(asked.word, other), 'word-pair')
  }
}

function pairKey(one: number, other: number): number {
  return keyOf('word-pair', Math.min(one, other), Math.max(one, other))
}

function addNumbers(families: Families, person: number, add: AddKey): void {
  const high = families.nationalIdHigh[person] ?? 0
  if (high === 0) return
  const low = families.nationalIdLow[person] ?? 0
  // The high half is kept plus one: region (6) and day (2); the low half: month, year and serial.
  const day = (high - 1) % 100
  add(keyOf('national-id', high, low), 'national-id')
  add(keyOf('date-and-serial', day, low), 'date-and-serial')
}

function strongWords(families: Families, person: number): number[] {
  const hashes: number[] = []
  const end = families.nameStart[person + 1] ?? 0
  for (let at = families.nameStart[person] ?? 0; at < end; at += 1) {
    const number = families.nameWords[at] ?? 0
    if (!isWeakWord(families.words[number] ?? '')) hashes.push(families.wordHashes[number] ?? 0)
  }
  return hashes
}

function keyOf(way: WayToFind, left: number, right: number): number {
  return mix(mix(left ^ salts[way]) ^ (right >>> 0))
}

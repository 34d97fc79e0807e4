import { mix } from './engine/hash.ts'
import type { Families } from './families.ts'

/**
 * How often values stand in the regency's own data: what two different families share by chance.
 * These are counts over all rows, so they equal the mean over all random pairs.
 */
export type Frequencies = {
  readonly words: Uint32Array
  readonly names: CountTable
  readonly births: ReadonlyMap<number, number>
  readonly villages: Uint32Array
  readonly districts: Uint32Array
  readonly addresses: CountTable
  readonly families: number
  readonly persons: number
}

/** Counts by 32-bit hash without keeping keys: two keys that fall together count too high. */
export type CountTable = { readonly counts: Uint32Array; readonly mask: number }

export function* countFrequencies(families: Families): Generator<void, Frequencies> {
  const words = new Uint32Array(families.words.length)
  const names = countTable(families.persons)
  const births = new Map<number, number>()
  for (let person = 0; person < families.persons; person += 1) {
    const end = families.nameStart[person + 1] ?? 0
    for (let at = families.nameStart[person] ?? 0; at < end; at += 1) {
      bump(words, families.nameWords[at] ?? 0)
    }
    bump(names.counts, nameHash(families, person) & names.mask)
    const born = families.born[person] ?? 0
    if (born !== 0) births.set(born, (births.get(born) ?? 0) + 1)
    if (person % 1024 === 0) yield
  }
  const villages = new Uint32Array(families.villageNumbers.size)
  const districts = new Uint32Array(families.districtNumbers.size)
  const addresses = countTable(families.count)
  for (let family = 0; family < families.count; family += 1) {
    bump(villages, families.village[family] ?? 0)
    bump(districts, families.district[family] ?? 0)
    bump(addresses.counts, addressHash(families, family) & addresses.mask)
    if (family % 1024 === 0) yield
  }
  const sizes = { families: families.count, persons: families.persons }
  return { words, names, births, villages, districts, addresses, ...sizes }
}

export function countOf(table: CountTable, hash: number): number {
  return table.counts[hash & table.mask] ?? 0
}

/** A name's words by sound, in any order. */
export function nameHash(families: Families, person: number): number {
  let sum = 0
  const end = families.nameStart[person + 1] ?? 0
  for (let at = families.nameStart[person] ?? 0; at < end; at += 1) {
    sum = (sum + mix(families.wordHashes[families.nameWords[at] ?? 0] ?? 0)) >>> 0
  }
  return mix(sum)
}

/** An address within its village. */
export function addressHash(families: Families, family: number): number {
  let sum = mix(families.villageHashes[families.village[family] ?? 0] ?? 0)
  const end = families.addressStart[family + 1] ?? 0
  for (let at = families.addressStart[family] ?? 0; at < end; at += 1) {
    sum = mix(sum ^ (families.wordHashes[families.addressWords[at] ?? 0] ?? 0))
  }
  return sum
}

function countTable(entries: number): CountTable {
  let size = 1024
  while (size < entries * 2 && size < 1 << 23) size *= 2
  return { counts: new Uint32Array(size), mask: size - 1 }
}

function bump(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

import { addFamily, type Families, type FamilyIn } from '../families.ts'

/**
 * Calls `work` with the place of a family that stands behind the others only for that long: what is
 * asked about is compared like any other and leaves nothing behind, no word and no number.
 */
export function withGuest<Result>(
  families: Families,
  guest: FamilyIn,
  work: (place: number) => Result,
): Result {
  const { count, persons, wordCount } = families
  const words = families.words.length
  const villages = families.villageHashes.length
  const grown = [families.sounds, families.villageNumbers, families.districtNumbers] as const
  const sizes = grown.map((each) => each.size)
  try {
    return work(addFamily(families, guest))
  } finally {
    families.count = count
    families.persons = persons
    families.wordCount = wordCount
    for (const word of families.words.splice(words)) families.wordNumbers.delete(word)
    families.wordHashes.length = words
    families.villageHashes.length = villages
    for (const [at, map] of grown.entries()) shrink(map, sizes[at] ?? 0)
  }
}

/** A map keeps the order in which its keys came: the newest go. */
function shrink(map: Map<string, unknown>, size: number): void {
  if (map.size === size) return
  for (const key of [...map.keys()].slice(size)) map.delete(key)
}

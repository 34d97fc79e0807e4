import { type Families, headOf } from './families.ts'
import { mix, nameHash } from './frequencies.ts'
import { isWeakWord } from './person-name.ts'

/**
 * One way to find pairs worth comparing: persons that share a key. The union of the ways below is
 * what is compared; a block above its cap is left to the finer ways.
 */
export type BlockingPass = {
  readonly name: string
  readonly cap: number
  readonly persons: 'heads' | 'all'
  /** Adds the keys of a person; none when what they need is missing. */
  readonly keys: (families: Families, person: number, add: (key: number) => void) => void
}

export const blockingPasses: readonly BlockingPass[] = [
  { name: 'birth-date-village', cap: 60, persons: 'heads', keys: birthAndVillage },
  { name: 'national-id', cap: 8, persons: 'all', keys: wholeNationalId },
  { name: 'national-id-end-village', cap: 60, persons: 'heads', keys: nationalIdEnd },
  { name: 'national-id-start-name', cap: 60, persons: 'heads', keys: nationalIdStart },
  { name: 'name-birth-year', cap: 80, persons: 'heads', keys: nameAndYear },
  { name: 'name-village', cap: 60, persons: 'heads', keys: nameAndVillage },
  { name: 'word-birth-date', cap: 60, persons: 'all', keys: wordsAndBirth },
  { name: 'word-village-year', cap: 60, persons: 'heads', keys: wordsVillageYear },
  { name: 'word-village-day', cap: 60, persons: 'heads', keys: wordsVillageDay },
  { name: 'family-card', cap: 30, persons: 'heads', keys: familyCard },
]

type Add = (key: number) => void

function wholeNationalId(families: Families, person: number, add: Add): void {
  const high = families.nationalIdHigh[person] ?? 0
  if (high !== 0) add(join(high, families.nationalIdLow[person] ?? 0))
}

/** The last eight digits (month, year, serial) are whole when the slip is in the first eight. */
function nationalIdEnd(families: Families, person: number, add: Add): void {
  if (families.nationalIdHigh[person] === 0) return
  add(join(families.nationalIdLow[person] ?? 0, villageHash(families, person)))
}

/** The first eight digits (region, day) are whole when the slip is in the last eight. */
function nationalIdStart(families: Families, person: number, add: Add): void {
  const high = families.nationalIdHigh[person] ?? 0
  if (high === 0) return
  eachStrongWord(families, person, (word) => add(join(join(high, word), yearOf(families, person))))
}

function birthAndVillage(families: Families, person: number, add: Add): void {
  const born = families.born[person] ?? 0
  if (born !== 0) add(join(born, villageHash(families, person)))
}

function nameAndYear(families: Families, person: number, add: Add): void {
  const year = yearOf(families, person)
  if (year !== 0) add(join(nameHash(families, person), year))
}

function nameAndVillage(families: Families, person: number, add: Add): void {
  add(join(nameHash(families, person), villageHash(families, person)))
}

/** Day and month in either order. */
function wordsAndBirth(families: Families, person: number, add: Add): void {
  const born = families.born[person] ?? 0
  if (born === 0) return
  const month = Math.floor(born / 100) % 100
  const day = born % 100
  const turned = yearOf(families, person) * 10000 + Math.min(month, day) * 100
  eachStrongWord(families, person, (word) => add(join(word, turned + Math.max(month, day))))
}

function wordsVillageYear(families: Families, person: number, add: Add): void {
  const place = join(villageHash(families, person), yearOf(families, person))
  eachStrongWord(families, person, (word) => add(join(word, place)))
}

function wordsVillageDay(families: Families, person: number, add: Add): void {
  const born = families.born[person] ?? 0
  if (born === 0) return
  const place = join(villageHash(families, person), (born % 10000) + 1)
  eachStrongWord(families, person, (word) => add(join(word, place)))
}

function familyCard(families: Families, person: number, add: Add): void {
  const family = families.family[person] ?? 0
  const high = families.cardHigh[family] ?? 0
  if (high !== 0) add(join(high, families.cardLow[family] ?? 0))
}

function eachStrongWord(families: Families, person: number, visit: (hash: number) => void): void {
  const end = families.nameStart[person + 1] ?? 0
  for (let at = families.nameStart[person] ?? 0; at < end; at += 1) {
    const number = families.nameWords[at] ?? 0
    if (!isWeakWord(families.words[number] ?? '')) visit(families.wordHashes[number] ?? 0)
  }
}

function yearOf(families: Families, person: number): number {
  return Math.floor((families.born[person] ?? 0) / 10000)
}

function villageHash(families: Families, person: number): number {
  const family = families.family[person] ?? 0
  return families.villageHashes[families.village[family] ?? 0] ?? 0
}

function join(left: number, right: number): number {
  return mix(mix(left) ^ (right >>> 0))
}

/** Keys of one pass, sorted into blocks. */
type Blocks = {
  readonly keys: Uint32Array
  readonly persons: Uint32Array
  /** Where each bucket of keys begins in `order`. */
  readonly starts: Uint32Array
  readonly order: Uint32Array
}

/** Pairs of families that share a key of one pass, each at least once; yields to let others work. */
export function* candidatePairs(
  families: Families,
  pass: BlockingPass,
  visit: (left: number, right: number) => void,
): Generator<void> {
  const blocks = yield* buildBlocks(families, pass)
  const { keys, persons, starts, order } = blocks
  for (let bucket = 0; bucket + 1 < starts.length; bucket += 1) {
    const from = starts[bucket] ?? 0
    const to = starts[bucket + 1] ?? 0
    if (to - from < 2) continue
    if (to - from > pass.cap) continue
    for (let one = from; one < to; one += 1) {
      const entry = order[one] ?? 0
      for (let two = one + 1; two < to; two += 1) {
        const other = order[two] ?? 0
        if (keys[entry] !== keys[other]) continue
        const left = families.family[persons[entry] ?? 0] ?? 0
        const right = families.family[persons[other] ?? 0] ?? 0
        if (left !== right) visit(left, right)
      }
    }
    yield
  }
}

function* buildBlocks(families: Families, pass: BlockingPass): Generator<void, Blocks> {
  let keys = new Uint32Array(families.count * 2)
  let persons = new Uint32Array(families.count * 2)
  let count = 0
  let current = 0
  const add = (key: number): void => {
    if (count === keys.length) {
      keys = doubled(keys)
      persons = doubled(persons)
    }
    keys[count] = key
    persons[count] = current
    count += 1
  }
  const total = pass.persons === 'heads' ? families.count : families.persons
  for (let at = 0; at < total; at += 1) {
    current = pass.persons === 'heads' ? headOf(families, at) : at
    pass.keys(families, current, add)
    if (at % 256 === 0) yield
  }
  return { keys, persons, ...sortIntoBuckets(keys, count) }
}

function sortIntoBuckets(keys: Uint32Array, count: number) {
  let size = 64
  while (size < count * 2) size *= 2
  const starts = new Uint32Array(size + 2)
  const mask = size - 1
  for (let at = 0; at < count; at += 1) {
    const bucket = ((keys[at] ?? 0) & mask) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let bucket = 0; bucket < size; bucket += 1) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
  }
  starts[size + 1] = count
  const order = new Uint32Array(count)
  for (let at = count - 1; at >= 0; at -= 1) {
    const bucket = ((keys[at] ?? 0) & mask) + 1
    // Filled from behind: each bucket's end moves down to its start.
    const place = (starts[bucket] ?? 0) - 1
    starts[bucket] = place
    order[place] = at
  }
  return { starts: starts.subarray(1), order }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(16, column.length * 2))
  larger.set(column)
  return larger
}

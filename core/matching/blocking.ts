import { mix } from './engine/hash.ts'
import { type Families, headOf } from './families.ts'
import { nameHash } from './frequencies.ts'
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

/** The ways in which persons are compared with each other, whoever the heads of their families. */
export const personPasses: readonly BlockingPass[] = [
  { name: 'national-id', cap: 8, persons: 'all', keys: wholeNationalId },
  { name: 'word-birth-date', cap: 60, persons: 'all', keys: wordsAndBirth },
  { name: 'name-birth-date', cap: 60, persons: 'all', keys: nameAndBirth },
  { name: 'name-birth-year', cap: 80, persons: 'all', keys: nameAndYear },
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

/** Names of nothing but common words have no strong word. */
function nameAndBirth(families: Families, person: number, add: Add): void {
  const born = families.born[person] ?? 0
  if (born !== 0) add(join(nameHash(families, person), born))
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

/** Keys of one pass, sorted into buckets; the columns are used again by the next pass. */
export type Blocks = {
  count: number
  buckets: number
  keys: Uint32Array
  persons: Uint32Array
  /** Where each bucket of keys begins in `order`; one more for the end of the last. */
  starts: Uint32Array
  order: Uint32Array
}

export function emptyBlocks(): Blocks {
  const none = () => new Uint32Array(0)
  return { count: 0, buckets: 0, keys: none(), persons: none(), starts: none(), order: none() }
}

/**
 * Pairs of families that share a key of one pass, each at least once; yields to let others work.
 */
export function candidatePairs(
  families: Families,
  work: { readonly pass: BlockingPass; readonly blocks: Blocks },
  visit: (left: number, right: number) => void,
): Generator<void> {
  return candidatePersons(families, work, (one, other) => {
    visit(families.family[one] ?? 0, families.family[other] ?? 0)
  })
}

/** Pairs of persons of two families that share a key of one pass, each at least once. */
export function* candidatePersons(
  families: Families,
  work: { readonly pass: BlockingPass; readonly blocks: Blocks },
  visit: (left: number, right: number) => void,
): Generator<void> {
  const { pass, blocks } = work
  yield* collectKeys(families, pass, blocks)
  sortIntoBuckets(blocks)
  yield
  for (let bucket = 0; bucket < blocks.buckets; bucket += 1) {
    const from = blocks.starts[bucket + 1] ?? 0
    const to = blocks.starts[bucket + 2] ?? 0
    if (to - from < 2 || to - from > pass.cap) continue
    visitBlock({ families, blocks, from, to }, visit)
    yield
  }
}

function visitBlock(
  block: {
    readonly families: Families
    readonly blocks: Blocks
    readonly from: number
    readonly to: number
  },
  visit: (left: number, right: number) => void,
): void {
  const { families, from, to } = block
  const { keys, persons, order } = block.blocks
  for (let one = from; one < to; one += 1) {
    const entry = order[one] ?? 0
    for (let two = one + 1; two < to; two += 1) {
      const other = order[two] ?? 0
      if (keys[entry] !== keys[other]) continue
      const left = persons[entry] ?? 0
      const right = persons[other] ?? 0
      if (families.family[left] !== families.family[right]) visit(left, right)
    }
  }
}

function* collectKeys(families: Families, pass: BlockingPass, blocks: Blocks): Generator<void> {
  blocks.count = 0
  let current = 0
  const add = (key: number): void => {
    if (blocks.count === blocks.keys.length) {
      const needed = Math.max(families.count, Math.ceil(blocks.count * 1.5), 16)
      blocks.keys = roomFor(blocks.keys, needed)
      blocks.persons = roomFor(blocks.persons, needed)
    }
    blocks.keys[blocks.count] = key
    blocks.persons[blocks.count] = current
    blocks.count += 1
  }
  const total = pass.persons === 'heads' ? families.count : families.persons
  for (let at = 0; at < total; at += 1) {
    current = pass.persons === 'heads' ? headOf(families, at) : at
    pass.keys(families, current, add)
    if (at % 256 === 0) yield
  }
}

/** Counting sort by the low bits of the keys. `starts[bucket + 1]` is where a bucket begins. */
function sortIntoBuckets(blocks: Blocks): void {
  const { count, keys } = blocks
  let size = 64
  while (size < count * 2) size *= 2
  const mask = size - 1
  blocks.buckets = size
  blocks.order = roomFor(blocks.order, count)
  blocks.starts = roomFor(blocks.starts, size + 2)
  const { starts, order } = blocks
  starts.fill(0)
  for (let at = 0; at < count; at += 1) {
    const bucket = ((keys[at] ?? 0) & mask) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let bucket = 0; bucket < size; bucket += 1) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
  }
  starts[size + 1] = count
  // Filled from behind: each bucket's end moves down to its start.
  for (let at = count - 1; at >= 0; at -= 1) {
    const bucket = ((keys[at] ?? 0) & mask) + 1
    const place = (starts[bucket] ?? 0) - 1
    starts[bucket] = place
    order[place] = at
  }
}

function roomFor(column: Uint32Array, needed: number): Uint32Array {
  if (needed <= column.length) return column
  const larger = new Uint32Array(needed)
  larger.set(column)
  return larger
}

import type { Atom } from './atoms.ts'
import { join, mix } from './hash.ts'
import { expectedAgreement, type Kind, sharedInHouses } from './kinds.ts'
import { type Records, valueMask } from './records.ts'

/** Records that share these parts are compared: one way among several to find a double. */
export type Pass = { readonly name: string; readonly atoms: readonly Atom[] }

const sampleRows = 10_000
const patternCount = 4000
/** Each pass costs memory and a sort: few for a large table. */
const passRows = 2_000_000
const [fewestPasses, mostPasses] = [16, 48]
const pairsPerRow = 14
/** In a small table more is looked at: so many pairs, but not more than this for a row. */
const pairsOfSmallTable = 1_500_000
const mostPairsPerRow = 150
/** The smallest tables are compared whole. */
const wholePairs = 600_000
/** What handling a pass costs a row, in pairs. */
const passCost = 0.3
/** A double that one pass finds is found again by so little of the rest: two ways are wanted. */
const leftByOne = 0.3
const leastGain = 0.00002
/** So many parts are tried in pairs. */
const mostParts = 40

/** Key of a row's part; 0 when it is missing. */
export function keyOfRow(records: Records, atom: Atom, row: number): number {
  const cell = records.cells[row * records.width + atom.field] ?? 0
  return atom.keys[cell & valueMask] ?? 0
}

export function passKey(records: Records, pass: Pass, row: number): number {
  if (pass.atoms.length === 0) return 1
  let key = 0
  for (const atom of pass.atoms) {
    const part = keyOfRow(records, atom, row)
    if (part === 0) return 0
    key = key === 0 ? part : join(key, part) || 1
  }
  return key
}

/**
 * Chooses the ways in which doubles are looked for: parts and pairs of parts of different columns,
 * greedily by what they add for what they cost. What a pass costs is counted on a sample of rows;
 * what it finds is foretold by how values of these kinds usually fail, moves of house included.
 * A pass without parts compares every row with every other: that of a small table.
 */
export function choosePasses(
  records: Records,
  atoms: readonly Atom[],
  given: { readonly kinds: readonly Kind[]; readonly rowHashes: Uint32Array },
): readonly Pass[] {
  const { rows } = records
  if ((rows * (rows - 1)) / 2 <= wholePairs) return [{ name: 'all', atoms: [] }]
  const sample = sampleOf(given.rowHashes, sampleRows)
  const keys = atoms.map((atom) => sample.map((row) => keyOfRow(records, atom, row)))
  const presence = atoms.map((_, at) => presentShare(keys[at]))
  const found = foretellPatterns(atoms, given.kinds, presence)
  const scale = Math.max(1, rows / sampleRows)
  const counter = createCounter(sample.length)
  const telling = mostTelling(keys, found, counter)
  const passes = Math.min(mostPasses, Math.max(fewestPasses, Math.round(passRows / rows)))
  const budget = Math.max(pairsPerRow, Math.min(mostPairsPerRow, pairsOfSmallTable / rows))
  const options = optionsOf(telling, { atoms, keys, counter })
    .map((option) => ({ ...option, cost: (option.collisions * scale) / sample.length }))
    .filter((option) => option.cost <= budget / 2)
  return pickGreedily(options, found, { budget, passes }).map(({ at }) => {
    const parts = at.flatMap((index) => atoms[index] ?? [])
    return { name: parts.map((part) => part.name).join(' + '), atoms: parts }
  })
}

/**
 * By what people of one house are known together. The pairs that are looked at agree in a name, a
 * date or a number as well: whoever learnt of households from these alone would take brothers of
 * one name for usual. Learnt from beside them, never looked at for doubles.
 */
export function housePasses(atoms: readonly Atom[], kinds: readonly Kind[]): readonly Pass[] {
  return atoms
    .filter((atom) => atom.isWhole && sharedInHouses.has(kinds[atom.field] ?? 'text'))
    .map((atom) => ({ name: atom.name, atoms: [atom] }))
}

/**
 * Rows with the smallest hashes of their content, whatever their order in the table; of rows that
 * are alike in everything, one, for they would always come together.
 */
export function sampleOf(rowHashes: Uint32Array, count: number): Uint32Array {
  const limit = Math.min(2 ** 32, (count / rowHashes.length) * 2 ** 32)
  const picked: number[] = []
  for (const [row, hash] of rowHashes.entries()) if (hash < limit) picked.push(row)
  picked.sort((one, other) => (rowHashes[one] ?? 0) - (rowHashes[other] ?? 0) || one - other)
  const isNew = (row: number, at: number) => rowHashes[row] !== rowHashes[picked[at - 1] ?? -1]
  return Uint32Array.from(picked.filter(isNew))
}

function presentShare(keys: Uint32Array | undefined): number {
  if (keys === undefined || keys.length === 0) return 0
  let present = 0
  for (const key of keys) if (key !== 0) present += 1
  return present / keys.length
}

type Option = { readonly at: readonly number[]; readonly collisions: number }

/** Of many parts those that doubles share and strangers do not: pairs of parts grow as a square. */
function mostTelling(
  keys: readonly Uint32Array[],
  patterns: readonly Uint8Array[],
  counter: Counter,
): readonly number[] {
  const all = [...keys.keys()]
  if (keys.length <= mostParts) return all
  const worth = keys.map((own, at) => {
    const shared = patterns.reduce((sum, pattern) => sum + (pattern[at] ?? 0), 0)
    return shared * Math.log2((own.length * own.length) / (1 + 2 * counter(own, undefined)))
  })
  const order = all.toSorted((one, other) => (worth[other] ?? 0) - (worth[one] ?? 0) || one - other)
  return order.slice(0, mostParts).sort((one, other) => one - other)
}

function optionsOf(
  parts: readonly number[],
  given: {
    readonly atoms: readonly Atom[]
    readonly keys: readonly Uint32Array[]
    readonly counter: Counter
  },
): Option[] {
  const { atoms, keys, counter } = given
  const options: Option[] = []
  for (const [place, one] of parts.entries()) {
    for (const other of parts.slice(place)) {
      if (other !== one && atoms[other]?.field === atoms[one]?.field) continue
      const at = other === one ? [one] : [one, other]
      const own = keys[one] ?? new Uint32Array(0)
      options.push({ at, collisions: counter(own, other === one ? undefined : keys[other]) })
    }
  }
  return options
}

/** How many pairs of rows share a part, or both of two parts. */
type Counter = (one: Uint32Array, other: Uint32Array | undefined) => number

function createCounter(rows: number): Counter {
  const slots = 2 ** Math.ceil(Math.log2(rows * 2 + 2))
  const keys = new Uint32Array(slots)
  const counts = new Uint16Array(slots)
  return (one, other) => {
    keys.fill(0)
    counts.fill(0)
    let pairs = 0
    for (let row = 0; row < one.length; row += 1) {
      const [left = 0, right = 0] = [one[row], other?.[row]]
      if (left === 0 || (other !== undefined && right === 0)) continue
      const key = other === undefined ? left : join(left, right) || 1
      let slot = key & (slots - 1)
      while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (slots - 1)
      keys[slot] = key
      pairs += counts[slot] ?? 0
      counts[slot] = (counts[slot] ?? 0) + 1
    }
    return pairs
  }
}

/**
 * Doubles as one expects them: for each, the parts on which its two records agree, as bits. Drawn
 * by a fixed rule, so that the same table is searched in the same way each time.
 */
function foretellPatterns(
  atoms: readonly Atom[],
  kinds: readonly Kind[],
  presence: readonly number[],
): readonly Uint8Array[] {
  let state = 20262026
  const draw = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    return mix(state) / 2 ** 32
  }
  const parts = kinds.map((kind, field) => ({
    expected: expectedAgreement[kind],
    atoms: [...atoms.entries()]
      .filter(([, atom]) => atom.field === field)
      .map(([at, atom]) => ({
        at,
        isThere: (presence[at] ?? 0) ** 1.5,
        isWhole: atom.name.endsWith('.all'),
      })),
  }))
  return Array.from({ length: patternCount }, () => {
    const pattern = new Uint8Array(atoms.length)
    const moved = draw() < 0.12
    for (const { expected, atoms: own } of parts) {
      const whole = draw() < (moved ? expected.moved : expected.whole)
      for (const { at, isThere, isWhole } of own) {
        const present = draw() < isThere
        const agrees = whole || (!isWhole && draw() < expected.part)
        pattern[at] = present && agrees ? 1 : 0
      }
    }
    return pattern
  })
}

function pickGreedily<Each extends Option & { readonly cost: number }>(
  options: readonly Each[],
  patterns: readonly Uint8Array[],
  most: { readonly budget: number; readonly passes: number },
): readonly Each[] {
  const left = new Float64Array(patterns.length).fill(1)
  const gained = (doubles: number) => (doubles * (1 - leftByOne)) / patterns.length
  const parts = patterns[0]?.length ?? 0
  const holders = Array.from({ length: parts }, (_, part) => holdersOf(patterns, part))
  let open = options.map((option): Open<Each> => {
    const found = foundBy(option, holders)
    return { option, found, gain: gained(countBits(found)), countedFor: 0 }
  })
  const worthOf = ({ option, gain }: Open<Each>) => gain / (option.cost + passCost)
  const picked: Each[] = []
  let spent = 0
  while (picked.length < most.passes) {
    open = open.filter((each) => spent + each.option.cost <= most.budget)
    // What an option adds only shrinks: one that is the best, counted now, need fear no other.
    let best = bestOf(open, worthOf)
    while (best !== undefined && best.countedFor < picked.length) {
      best.gain = gained(sumOver(best.found, left))
      best.countedFor = picked.length
      best = bestOf(open, worthOf)
    }
    if (best === undefined || best.gain < leastGain) break
    for (const [double, share] of left.entries()) {
      if (hasBit(best.found, double)) left[double] = share * leftByOne
    }
    picked.push(best.option)
    open.splice(open.indexOf(best), 1)
    spent += best.option.cost
  }
  return picked
}

/** The option that is worth most; of equals the first. */
function bestOf<Each>(
  open: readonly Open<Each>[],
  worthOf: (option: Open<Each>) => number,
): Open<Each> | undefined {
  let best: Open<Each> | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const each of open) {
    const worth = worthOf(each)
    if (worth <= most) continue
    best = each
    most = worth
  }
  return best
}

/** An option not yet taken: what it finds, and what it would have added when last counted. */
type Open<Each> = {
  readonly option: Each
  /** The doubles that it finds, a bit each. */
  readonly found: Uint32Array
  gain: number
  /** How many were picked when it was counted. */
  countedFor: number
}

/** The doubles whose records share a part, a bit each. */
function holdersOf(patterns: readonly Uint8Array[], part: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(patterns.length / 32))
  for (const [at, pattern] of patterns.entries()) {
    if (pattern[part] === 1) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
  }
  return bits
}

/** The doubles whose records share these parts. */
function foundBy(
  { at: [one = 0, other = one] }: Option,
  holders: readonly Uint32Array[],
): Uint32Array {
  const [mine, theirs] = [holders[one], holders[other]]
  return mine?.map((bits, at) => bits & (theirs?.[at] ?? 0)) ?? new Uint32Array(0)
}

function countBits(words: Uint32Array): number {
  let count = 0
  for (const word of words) {
    // Sums of pairs, of fours, of bytes (Warren, Hacker's Delight, 5-1).
    let bits = word - ((word >>> 1) & 0x55555555)
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

function hasBit(words: Uint32Array, at: number): boolean {
  return ((words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0
}

/** The sum of the values at whose places a bit stands. */
function sumOver(words: Uint32Array, values: Float64Array): number {
  let sum = 0
  for (let word = 0; word < words.length; word += 1) {
    let left = words[word] ?? 0
    for (; left !== 0; left &= left - 1) {
      sum += values[word * 32 + 31 - Math.clz32(left & -left)] ?? 0
    }
  }
  return sum
}

import type { Atom } from './atoms.ts'
import { join, mix } from './hash.ts'
import { expectedAgreement, type Kind } from './kinds.ts'
import { type Records, valueMask } from './records.ts'

/** Records that share these parts are compared: one way among several to find a double. */
export type Pass = { readonly name: string; readonly atoms: readonly Atom[] }

const sampleRows = 10_000
const patternCount = 4000
const mostPasses = 14
const pairsPerRow = 14
/** Small tables are compared whole. */
const wholePairs = 1_000_000
/** What handling a pass costs a row, in pairs. */
const passCost = 0.3
/** A double that one pass finds is found again by so little of the rest: two ways are wanted. */
const leftByOne = 0.15
const leastGain = 0.0005

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
  const keys = atoms.map((atom) => Uint32Array.from(sample, (row) => keyOfRow(records, atom, row)))
  const presence = atoms.map((_, at) => presentShare(keys[at]))
  const found = foretellPatterns(atoms, given.kinds, presence)
  const scale = rows / sample.length
  const options = optionsOf(atoms, keys)
    .map((option) => ({ ...option, cost: (option.collisions * scale) / sample.length }))
    .filter((option) => option.cost <= pairsPerRow / 2)
  return pickGreedily(options, found).map(({ at }) => {
    const parts = at.flatMap((index) => atoms[index] ?? [])
    return { name: parts.map((part) => part.name).join(' + '), atoms: parts }
  })
}

/** Rows with the smallest hashes of their content, whatever their order in the table. */
export function sampleOf(rowHashes: Uint32Array, count: number): Uint32Array {
  const limit = Math.min(2 ** 32, (count / rowHashes.length) * 2 ** 32)
  const picked: number[] = []
  for (const [row, hash] of rowHashes.entries()) if (hash < limit) picked.push(row)
  picked.sort((one, other) => (rowHashes[one] ?? 0) - (rowHashes[other] ?? 0) || one - other)
  return Uint32Array.from(picked)
}

function presentShare(keys: Uint32Array | undefined): number {
  if (keys === undefined || keys.length === 0) return 0
  let present = 0
  for (const key of keys) if (key !== 0) present += 1
  return present / keys.length
}

type Option = { readonly at: readonly number[]; readonly collisions: number }

function optionsOf(atoms: readonly Atom[], keys: readonly Uint32Array[]): Option[] {
  const options: Option[] = []
  const scratch = new Uint32Array(keys[0]?.length ?? 0)
  for (let one = 0; one < atoms.length; one += 1) {
    for (let other = one; other < atoms.length; other += 1) {
      if (other !== one && atoms[other]?.field === atoms[one]?.field) continue
      const at = other === one ? [one] : [one, other]
      options.push({ at, collisions: countCollisions(keys[one], keys[other], scratch) })
    }
  }
  return options
}

function countCollisions(
  one: Uint32Array | undefined,
  other: Uint32Array | undefined,
  scratch: Uint32Array,
): number {
  let count = 0
  for (let at = 0; at < scratch.length; at += 1) {
    const [left = 0, right = 0] = [one?.[at], other?.[at]]
    if (left === 0 || right === 0) continue
    scratch[count] = one === other ? left : join(left, right)
    count += 1
  }
  const sorted = scratch.subarray(0, count).sort()
  let [pairs, run] = [0, 1]
  for (let at = 1; at < count; at += 1) {
    run = sorted[at] === sorted[at - 1] ? run + 1 : 1
    pairs += run - 1
  }
  return pairs
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
  return Array.from({ length: patternCount }, () => {
    const pattern = new Uint8Array(atoms.length)
    const moved = draw() < 0.12
    for (const [field, kind] of kinds.entries()) {
      const expected = expectedAgreement[kind]
      const whole = draw() < (moved ? expected.moved : expected.whole)
      for (const [at, atom] of atoms.entries()) {
        if (atom.field !== field) continue
        const present = draw() < (presence[at] ?? 0) ** 1.5
        const isWhole = atom.name.endsWith('.all')
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
): readonly Each[] {
  const left = new Float64Array(patterns.length).fill(1)
  const picked: Each[] = []
  const open = new Set(options)
  let spent = 0
  while (picked.length < mostPasses) {
    let best: { readonly option: Each; readonly value: number; readonly gain: number } | undefined
    for (const option of open) {
      if (spent + option.cost > pairsPerRow) continue
      const gain = gainOf(option, patterns, left) / patterns.length
      const value = gain / (option.cost + passCost)
      if (best === undefined || value > best.value) best = { option, value, gain }
    }
    if (best === undefined || best.gain < leastGain) break
    picked.push(best.option)
    open.delete(best.option)
    spent += best.option.cost
    for (const [at, pattern] of patterns.entries()) {
      if (best.option.at.every((part) => pattern[part] === 1))
        left[at] = (left[at] ?? 0) * leftByOne
    }
  }
  return picked
}

function gainOf(option: Option, patterns: readonly Uint8Array[], left: Float64Array): number {
  const [one = 0, other = one] = option.at
  let gain = 0
  for (const [at, pattern] of patterns.entries()) {
    if (pattern[one] === 1 && pattern[other] === 1) gain += (left[at] ?? 0) * (1 - leftByOne)
  }
  return gain
}

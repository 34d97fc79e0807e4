import { createJaroWinkler } from '../strings/jaro-winkler.ts'
import { wordLevels } from './compare-words.ts'
import { dateLevels } from './dates.ts'
import { comparerOf, type Field } from './field.ts'
import { type Compare, chanceSteps, equal, type Found } from './found.ts'
import { codeOf, type Model } from './model.ts'
import { chanceShift, type Records, valueMask } from './records.ts'
import type { Words } from './words.ts'

/** How two records compare, field by field, each as a level and a chance in one code. */
export type PairCoder = {
  /** Code of one field; 0 when either value is missing. */
  code(field: number, left: number, right: number): number
  /** Codes that depend on two fields: numbers of people born together, names turned round. */
  settle(codes: Uint16Array, at: number, left: number, right: number): void
}

const nearDate = dateLevels.indexOf('near')
const shortened = wordLevels.indexOf('shortened')
const similar = wordLevels.indexOf('similar')
const alike = wordLevels.indexOf('alike')

export function createPairCoder(
  fields: readonly Field[],
  records: Records,
  chances: Pick<Model, 'chances' | 'bornTogether'>,
): PairCoder {
  const { cells, width } = records
  const comparers: readonly Compare[] = fields.map(comparerOf)
  const steps = chances.chances.map((row) => Uint8Array.from(row))
  const together = Uint8Array.from(chances.bornTogether)
  const nikAt = fields.findIndex((field) => field.kind === 'nik')
  const dateAt = fields.findIndex((field) => field.kind === 'date')
  const turn = findTurning(fields, records)
  const found: Found = { level: 0, chance: 0 }
  const memos = fields.map((field) => (isDear(field) ? newMemo() : undefined))

  function code(field: number, left: number, right: number): number {
    const one = cells[left * width + field] ?? 0
    const other = cells[right * width + field] ?? 0
    if (one === 0 || other === 0) return 0
    if (one === other) return codeOf(equal, one >>> chanceShift)
    const memo = memos[field]
    if (memo === undefined) return compare(field, one, other)
    const low = Math.min(one & valueMask, other & valueMask)
    const high = Math.max(one & valueMask, other & valueMask)
    const key = low * (valueMask + 1) + high
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - memoBits)
    if (memo.keys[slot] === key) return memo.codes[slot] ?? 0
    const found = compare(field, one, other)
    memo.keys[slot] = key
    memo.codes[slot] = found
    return found
  }

  function compare(field: number, one: number, other: number): number {
    comparers[field]?.(one & valueMask, other & valueMask, found)
    if (found.level === equal) return codeOf(equal, Math.min(one, other) >>> chanceShift)
    const chance = found.chance === 0 ? (steps[field]?.[found.level] ?? 1) : found.chance
    return codeOf(found.level, chance)
  }

  function settle(codes: Uint16Array, at: number, left: number, right: number): void {
    if (nikAt >= 0 && dateAt >= 0) {
      const date = ((codes[at + dateAt] ?? 0) / chanceSteps) | 0
      const nik = codes[at + nikAt] ?? 0
      const level = (nik / chanceSteps) | 0
      if (level > equal && date >= equal && date <= nearDate) {
        codes[at + nikAt] = codeOf(level, Math.min(nik % chanceSteps, together[level] ?? 1))
      }
    }
    if (turn !== undefined) turn(codes, at, left, right)
  }

  return { code, settle }
}

const memoBits = 15

/** The last pairs of values compared, and their codes: lists and families repeat themselves. */
function newMemo() {
  return {
    keys: new Float64Array(1 << memoBits).fill(-1),
    codes: new Uint16Array(1 << memoBits),
  }
}

/** Values of words and free text take long to compare. */
export function isDear({ values }: Field): boolean {
  return values.shape === 'words' || (values.shape === 'plain' && !values.category)
}

/** Given name and surname in each other's column, slips included: both agree, in another order. */
function findTurning(fields: readonly Field[], records: Records) {
  const given = fields.findIndex((field) => field.kind === 'given-name')
  const surname = fields.findIndex((field) => field.kind === 'surname')
  const [one, other] = [fields[given]?.values, fields[surname]?.values]
  if (one?.shape !== 'words' || other?.shape !== 'words') return undefined
  const { cells, width } = records
  const numberOf = (row: number, field: number) => (cells[row * width + field] ?? 0) & valueMask
  const similarity = firstWords(one, other)
  return (codes: Uint16Array, at: number, left: number, right: number): void => {
    const far = (field: number) => (codes[at + field] ?? 0) >= alike * chanceSteps
    if (!far(given) || !far(surname)) return
    const there = similarity(numberOf(left, given), numberOf(right, surname))
    if (there < turnedSimilarity) return
    const back = similarity(numberOf(right, given), numberOf(left, surname))
    if (back < turnedSimilarity) return
    const level = there === 1 && back === 1 ? shortened : similar
    for (const field of [given, surname]) {
      const [near, far] = [left, right].map((row) => cells[row * width + field] ?? 0)
      const chance = Math.min((near ?? 0) >>> chanceShift, (far ?? 0) >>> chanceShift)
      codes[at + field] = codeOf(level, Math.max(1, chance))
    }
  }
}

const turnedSimilarity = 0.85

/** Similarity of the first words of a value of one column and of one of another. */
function firstWords(one: Words, other: Words): (left: number, right: number) => number {
  const jaroWinkler = createJaroWinkler()
  const textsOf = (field: Words) => ({ codes: field.letters, starts: field.letterStarts })
  const [here, there] = [textsOf(one), textsOf(other)]
  return (left, right) => {
    const word = one.words[one.starts[left] ?? 0] ?? 0
    const facing = other.words[other.starts[right] ?? 0] ?? 0
    jaroWinkler.prepare(here, word)
    return jaroWinkler.against(there, facing)
  }
}

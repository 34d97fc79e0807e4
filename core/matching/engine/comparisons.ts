import { createJaroWinkler } from '../strings/jaro-winkler.ts'
import { comparerOf, type Field, sizeOf } from './field.ts'
import { chanceSteps, type Found } from './found.ts'
import type { Words } from './words.ts'

/** How two values of a field compare. Remembers what it found, whatever the model is. */
export type Comparisons = {
  /** Level and chance as one number (`codeOf`); a chance of 0: the table of the level tells. */
  between(field: number, left: number, right: number): number
  /** Whether what was found of each pair of values stays: as quick as looking at equal ones. */
  isQuick(field: number): boolean
  /** Whether the first word of a given name is that of a surname: one of `turns`. */
  turned(given: number, surname: number): number
}

export const turns = { none: 0, similar: 1, same: 2 } as const

/** Columns of so few values have a place for each pair of them. */
const mostForTable = 2048
const mostForTurns = 1 << 21
const memoBits = 15
const valueSpan = 2 ** 26

export function createComparisons(fields: readonly Field[]): Comparisons {
  const compare = fields.map(betweenOf)
  const quick = fields.map((field) => !isDear(field) || sizeOf(field) <= mostForTable)
  return {
    between: (field, left, right) => compare[field]?.(left, right) ?? 0,
    isQuick: (field) => quick[field] ?? false,
    turned: turnsOf(fields),
  }
}

/** Values of words and free text take long to compare. */
function isDear({ values }: Field): boolean {
  return values.shape === 'words' || (values.shape === 'plain' && !values.category)
}

type Between = (left: number, right: number) => number

function directly(field: Field): Between {
  const compare = comparerOf(field)
  const found: Found = { level: 0, chance: 0 }
  return (left, right) => {
    compare(left, right, found)
    return found.level * chanceSteps + found.chance
  }
}

function betweenOf(field: Field): Between {
  if (!isDear(field)) return directly(field)
  return sizeOf(field) <= mostForTable ? inTable(field) : inMemo(field)
}

function inTable(field: Field): Between {
  const between = directly(field)
  const size = sizeOf(field)
  const codes = new Uint16Array((size * (size - 1)) / 2)
  return (left, right) => {
    const high = Math.max(left, right)
    const at = (high * (high - 1)) / 2 + left + right - high
    const known = codes[at] ?? 0
    if (known !== 0) return known
    const code = between(left, right)
    codes[at] = code
    return code
  }
}

/** The last pairs of values compared: lists and families repeat themselves. */
function inMemo(field: Field): Between {
  const between = directly(field)
  const keys = new Float64Array(1 << memoBits).fill(-1)
  const codes = new Uint16Array(1 << memoBits)
  return (left, right) => {
    const low = Math.min(left, right)
    const high = Math.max(left, right)
    const key = low * valueSpan + high
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - memoBits)
    if (keys[slot] === key) return codes[slot] ?? 0
    const code = between(left, right)
    keys[slot] = key
    codes[slot] = code
    return code
  }
}

const turnedSimilarity = 0.85

function turnsOf(fields: readonly Field[]): (given: number, surname: number) => number {
  const one = fields.find((field) => field.kind === 'given-name')
  const other = fields.find((field) => field.kind === 'surname')
  if (one?.values.shape !== 'words' || other?.values.shape !== 'words') return () => turns.none
  const width = sizeOf(other)
  const similarity = firstWords(one.values, other.values)
  const turnOf = (given: number, surname: number): number => {
    const near = similarity(given, surname)
    return near === 1 ? turns.same : near < turnedSimilarity ? turns.none : turns.similar
  }
  if (sizeOf(one) * width > mostForTurns) return turnOf
  const known = new Uint8Array(sizeOf(one) * width)
  return (given, surname) => {
    const at = given * width + surname
    if (known[at] === 0) known[at] = turnOf(given, surname) + 1
    return (known[at] ?? 1) - 1
  }
}

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

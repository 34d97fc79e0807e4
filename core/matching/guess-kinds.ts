import { isIdHeading, isTruthHeading, kindOfHeading } from './column-names.ts'
import { agrees, kindOfValues, signsOf, type ValueSigns } from './column-values.ts'
import type { TableColumn } from './table-spec.ts'

/** A column as a sample of rows shows it; values trimmed, in the order of the rows. */
export type SampledColumn = { readonly name: string; readonly values: readonly string[] }

export type Guess = {
  /** The column that names each row; undefined when none has a value of its own on every row. */
  readonly id: string | undefined
  readonly columns: readonly (TableColumn & { readonly because: 'heading' | 'values' })[]
  /** Columns that are not compared, and why. */
  readonly left: readonly LeftColumn[]
}

export type LeftColumn = {
  readonly name: string
  readonly because: LeftBecause
  /** The column that holds the same. */
  readonly of?: string
}

export type LeftBecause =
  | 'says-who-is-who'
  | 'names-the-row'
  | 'part-of-another'
  | 'the-same-everywhere'
  | 'nothing'

const partShare = 0.9
const enoughForPart = 20

/**
 * Guesses what the columns of a table hold, from their headings and a sample of their values. The
 * values have the last word: a heading `tgl_lahir` above words makes no date.
 */
export function guessKinds(sampled: readonly SampledColumn[]): Guess {
  const id = findId(sampled)
  const rest = sampled.filter((column) => column !== id && column.name !== '')
  const left: LeftColumn[] = []
  const columns: Guess['columns'][number][] = []
  for (const column of rest) {
    const signs = signsOf(column.values)
    const because = leftBecause(column, signs)
    const whole = because === undefined ? wholeOf(column, rest) : undefined
    const found = guessKind(column, signs)
    if (because !== undefined) left.push({ name: column.name, because })
    else if (whole !== undefined) left.push({ name: column.name, ...whole })
    else if (found === undefined) {
      const nothing = signs.filled === 0 ? 'nothing' : 'the-same-everywhere'
      left.push({ name: column.name, because: nothing })
    } else columns.push({ name: column.name, ...found })
  }
  return { id: id?.name, columns, left }
}

function guessKind(column: SampledColumn, signs: ValueSigns) {
  const promised = kindOfHeading(column.name)
  if (promised !== undefined && agrees(signs, promised)) {
    return { kind: promised, because: 'heading' } as const
  }
  const shown = kindOfValues(signs)
  return shown === undefined ? undefined : ({ kind: shown, because: 'values' } as const)
}

/** By heading first; else the first column whose values differ on every row and mean nothing. */
function findId(sampled: readonly SampledColumn[]): SampledColumn | undefined {
  const unique = sampled.filter(({ name, values }) => {
    const isNamed = name !== '' && !isTruthHeading(name)
    return isNamed && !values.includes('') && new Set(values).size === values.length
  })
  const endsWithId = (name: string) => /(^|[^a-z])id$/i.test(name)
  return (
    unique.find((column) => isIdHeading(column.name)) ??
    unique.find((column) => endsWithId(column.name) && kindOfHeading(column.name) === undefined) ??
    unique.find((column) => kindOfHeading(column.name) === undefined)
  )
}

function leftBecause(column: SampledColumn, signs: ValueSigns): LeftBecause | undefined {
  if (isTruthHeading(column.name)) return 'says-who-is-who'
  if (isIdHeading(column.name)) return 'names-the-row'
  if (signs.filled >= enoughForPart && signs.distinct === 1) return 'the-same-everywhere'
  return undefined
}

/**
 * Another column that holds the same words on nearly every row (`first_tok` beside `name`):
 * comparing both would count one agreement twice.
 */
function wholeOf(column: SampledColumn, all: readonly SampledColumn[]) {
  const whole = all.find((other) => other !== column && isPart(column, other))
  return whole === undefined ? undefined : ({ because: 'part-of-another', of: whole.name } as const)
}

/** Begins with it, or holds each of its words, in whatever order. */
function holdsWords(whole: string, part: string): boolean {
  if (whole.startsWith(part)) return true
  const words = new Set(wordsOf(whole))
  return wordsOf(part).every((word) => words.has(word))
}

function wordsOf(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
}

function isPart(part: SampledColumn, whole: SampledColumn): boolean {
  let [both, within, longer] = [0, 0, 0]
  const mostOutside = part.values.length - part.values.length * partShare
  for (const [row, value] of part.values.entries()) {
    const other = whole.values[row] ?? ''
    if (value === '' || other === '') continue
    both += 1
    if (holdsWords(other, value) && /\p{L}{2}/u.test(value)) within += 1
    else if (both - within > mostOutside) return false
    if (other.length > value.length) longer += 1
  }
  return both >= enoughForPart && within >= both * partShare && longer > both / 10
}

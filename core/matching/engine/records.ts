import { kernelProblem } from '../../kernel/problem.ts'
import { type Column, valueText } from '../table/column.ts'
import type { Dates } from './dates.ts'
import { type Digits, digitPlaces, fitsDay, nikLength, regionOf, serialOf } from './digits.ts'
import { type Field, isMissing } from './field.ts'
import type { Kind } from './kinds.ts'
import { findSexes } from './sexes.ts'

/**
 * A table turned on its side: each record's values stand together, so that a pair of records costs
 * two lines of memory. A cell holds a value's number and, above it, how rare the value is.
 */
export type Records = {
  readonly rows: number
  /** Where the records of the second list begin; `rows` when there is one list. */
  readonly sideStart: number
  readonly width: number
  readonly cells: Uint32Array
  readonly roles: Roles
  /** [value of the field of the sex]: 1 a man's, 2 a woman's, 0 neither. Shared memory. */
  readonly sexes: Uint8Array
}

/** The fields that go together, by place; -1 where there is none. */
export type Roles = { readonly nik: number; readonly birthDate: number; readonly sex: number }

/** A cell: the chance that a stranger has this value, in half bits, above its number. */
export const chanceShift = 26
export const valueMask = (1 << chanceShift) - 1

/** More different values, or rows, than this do not fit beside the chance. */
const mostValues = valueMask

/** Throws `kernel.too-large` for a table of more than 67 million rows. */
export function buildRecords(
  columns: readonly Column[],
  fields: readonly Field[],
  sideStart: number,
): Records {
  const rows = columns[0]?.rows.length ?? 0
  if (rows > mostValues) throw kernelProblem('kernel.too-large', { rows, mostRows: mostValues })
  const width = fields.length
  const cells = new Uint32Array(new SharedArrayBuffer(Math.max(4, rows * width * 4)))
  for (const [at, column] of columns.entries()) {
    const field = fields[at]
    if (field === undefined) continue
    const present = new Uint8Array(column.size)
    for (let value = 1; value < column.size; value += 1) {
      present[value] = isMissing(field, value) || saysNothing(column, value) ? 0 : 1
    }
    for (let row = 0; row < rows; row += 1) {
      const value = column.rows[row] ?? 0
      cells[row * width + at] = present[value] === 1 ? value : 0
    }
  }
  const dated = findDated(fields, { rows, cells })
  const numbers = fields[dated.nik]?.values
  const nik = numbers?.shape === 'digits' ? { values: numbers, at: dated.nik } : undefined
  const categories = columns
    .map((column, at) => ({ column, at }))
    .filter(({ at }) => fields[at]?.kind === 'category')
  const { field: sex, ofValue: sexes } = findSexes(categories, { rows, width, cells }, nik)
  return { rows, sideStart, width, cells, roles: { ...dated, sex }, sexes }
}

const nothings = new Set([
  'NA',
  'N/A',
  '#N/A',
  'NULL',
  'NONE',
  'NIL',
  'NAN',
  '-',
  '--',
  '?',
  'UNKNOWN',
])
const oftenNothing = 0.01

/** What programs write for no value, when many rows have it: Na is also somebody's name. */
function saysNothing(column: Column, value: number): boolean {
  const isOften = (column.counts[value] ?? 0) > column.rows.length * oftenNothing
  return isOften && nothings.has(valueText(column, value).toUpperCase())
}

/**
 * Of several NIKs and dates those that fit each other on most rows: the date of birth lies in the
 * NIK, a date of entry or of a wedding does not.
 */
function findDated(
  fields: readonly Field[],
  { rows, cells }: { readonly rows: number; readonly cells: Uint32Array },
): Omit<Roles, 'sex'> {
  const placesOf = (kind: Kind) => [...fields.keys()].filter((at) => fields[at]?.kind === kind)
  const [niks, dates] = [placesOf('nik'), placesOf('date')]
  const [nik = -1, birthDate = -1] = [niks[0], dates[0]]
  if (niks.length * dates.length < 2) return { nik, birthDate }
  let best = { nik, birthDate, fits: 0 }
  for (const each of niks) {
    for (const date of dates) {
      const [numbers, days] = [fields[each]?.values, fields[date]?.values]
      if (numbers?.shape !== 'digits' || days?.shape !== 'date') continue
      let fits = 0
      for (let row = 0; row < rows; row += 1) {
        const day = days.days[cells[row * fields.length + date] ?? 0] ?? 0
        const value = cells[row * fields.length + each] ?? 0
        if (day !== 0 && value !== 0 && fitsDay(numbers, value, day)) fits += 1
      }
      if (fits > best.fits) best = { nik: each, birthDate: date, fits }
    }
  }
  return { nik: best.nik, birthDate: best.birthDate }
}

/**
 * Looks at each record's NIK beside its own record: the number of a family card in its column is
 * no NIK and is taken out; one whose inner date fits no record that carries it is marked doubtful.
 * Counts how many records carry a number of each region, and of each serial.
 */
export function checkNiks(records: Records, fields: readonly Field[]): void {
  const { nik: at, birthDate: dateAt } = records.roles
  const nik = fields[at]?.values
  if (nik?.shape !== 'digits') return
  const cardAt = fields.findIndex((field) => field.kind === 'family-card')
  const card = fields[cardAt]?.values
  if (card?.shape === 'digits') removeCards(records, at, { nik, card, cardAt })
  countParts(records, at, nik)
  const dates = fields[dateAt]?.values
  if (dates?.shape === 'date') markDoubtful(records, { at, nik, dateAt, dates })
}

function countParts(records: Records, at: number, nik: Digits): void {
  countCarried(records, { at, nik, partOf: regionOf, parts: 1_000_000, into: nik.ofRegion })
  countCarried(records, { at, nik, partOf: serialOf, parts: 10_000, into: nik.ofSerial })
}

/** For each number how many records carry one with the same part; of what is no NIK none. */
function countCarried({ rows, width, cells }: Records, given: PartOfNiks): void {
  const { at, nik, partOf, parts, into } = given
  const carried = new Uint32Array(parts)
  const ofValue = Int32Array.from(nik.lengths, (length, value) =>
    length === nikLength ? partOf(nik, value) : -1,
  )
  for (let row = 0; row < rows; row += 1) {
    const part = ofValue[cells[row * width + at] ?? 0] ?? -1
    if (part >= 0) carried[part] = (carried[part] ?? 0) + 1
  }
  for (const [value, part] of ofValue.entries()) into[value] = part < 0 ? 0 : (carried[part] ?? 0)
}

type PartOfNiks = {
  readonly at: number
  readonly nik: Digits
  readonly partOf: (nik: Digits, value: number) => number
  /** So many parts there may be. */
  readonly parts: number
  readonly into: Uint32Array
}

/**
 * A number is a card when more rows hold it as their card than as their NIK: a list that writes the
 * head's NIK into the column of the card takes nothing from anybody.
 */
function removeCards(records: Records, at: number, given: CardsBeside): void {
  const { nik, card, cardAt } = given
  const { rows, width, cells } = records
  const asCard = new Map<number, number>()
  for (let row = 0; row < rows; row += 1) count(asCard, card, cells[row * width + cardAt] ?? 0)
  const asNik = new Map<number, number>()
  const isCard = (value: number): boolean =>
    nik.lengths[value] === nikLength && asCard.has(numberOf(nik, value))
  for (let row = 0; row < rows; row += 1) {
    const value = cells[row * width + at] ?? 0
    if (value !== 0 && isCard(value)) count(asNik, nik, value)
  }
  for (let row = 0; row < rows; row += 1) {
    const value = cells[row * width + at] ?? 0
    if (value === 0 || !isCard(value)) continue
    const number = numberOf(nik, value)
    if ((asCard.get(number) ?? 0) > (asNik.get(number) ?? 0)) cells[row * width + at] = 0
  }
}

type CardsBeside = { readonly nik: Digits; readonly card: Digits; readonly cardAt: number }

function count(counts: Map<number, number>, digits: Digits, value: number): void {
  if (value === 0 || digits.lengths[value] !== nikLength) return
  const number = numberOf(digits, value)
  counts.set(number, (counts.get(number) ?? 0) + 1)
}

/** Sixteen digits as a number: exact enough, of two the last digit may be taken for one. */
function numberOf({ text }: Digits, value: number): number {
  const from = value * digitPlaces
  let [high, low] = [0, 0]
  for (let at = from; at < from + 8; at += 1) high = (high * 10 + (text[at] ?? 0) - 48) | 0
  for (let at = from + 8; at < from + 16; at += 1) low = (low * 10 + (text[at] ?? 0) - 48) | 0
  return high * 1e8 + low
}

function markDoubtful(
  records: Records,
  given: {
    readonly at: number
    readonly nik: Digits
    readonly dateAt: number
    readonly dates: Dates
  },
): void {
  const { rows, width, cells } = records
  const { at, nik, dateAt, dates } = given
  const isOwn = new Uint8Array(nik.doubtful.length)
  for (let row = 0; row < rows; row += 1) {
    const value = cells[row * width + at] ?? 0
    if (value === 0) continue
    const day = dates.days[cells[row * width + dateAt] ?? 0] ?? 0
    if (day === 0 || isOwn[value] === 1) continue
    isOwn[value] = fitsDay(nik, value, day) ? 1 : 0
    nik.doubtful[value] = 1 - isOwn[value]
  }
}

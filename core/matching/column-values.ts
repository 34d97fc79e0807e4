import { readNationalId } from '../registry/national-id.ts'
import { readListDate } from '../sources/list-date.ts'
import type { Kind } from './engine/kinds.ts'

/** What a sample of a column's values shows. Shares are of the values that are there. */
export type ValueSigns = {
  readonly filled: number
  readonly distinct: number
  readonly sixteenDigits: number
  /** Of the sixteen digits, those whose day carries the 40 of women: no family card does. */
  readonly women: number
  readonly dates: number
  readonly emails: number
  readonly phones: number
  /** Digits alone, perhaps with signs between them. */
  readonly numbers: number
}

const most = 0.6
const womenAtLeast = 0.1
const fewDistinct = 40
const fewShare = 0.05
const mostOfFew = 150
const mostShareOfFew = 0.3

export function signsOf(values: readonly string[]): ValueSigns {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  let filled = 0
  for (const count of counts.values()) filled += count
  // Each value is looked at once, however many rows hold it.
  const share = (fits: (value: string) => boolean): number => {
    let fitting = 0
    for (const [value, count] of counts) if (fits(value)) fitting += count
    return filled === 0 ? 0 : fitting / filled
  }
  const sixteenDigits = share((value) => value.length === 16 && /^\d{16}$/.test(value))
  return {
    filled,
    distinct: counts.size,
    sixteenDigits,
    women: sixteenDigits === 0 ? 0 : share(isOfWoman) / sixteenDigits,
    dates: share(isDate),
    emails: share((value) => value.includes('@') && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)),
    phones: share((value) => /^(\+|00?)[\d\s().-]{7,17}$/.test(value)),
    numbers: share((value) => /^\d[\d\s./-]*$/.test(value)),
  }
}

/** Whether values may be of the kind that their heading promises. */
export function agrees(signs: ValueSigns, kind: Kind): boolean {
  if (signs.filled === 0) return true
  if (kind === 'nik') return signs.sixteenDigits >= most || signs.numbers >= most
  if (kind === 'date') return signs.dates >= most
  if (kind === 'email') return signs.emails >= most
  if (kind === 'phone') return signs.phones + signs.numbers >= most
  if (kind === 'category') return isOfFewValues(signs)
  if (kind.endsWith('name')) return signs.numbers < most && signs.emails < most
  return true
}

/** The kind that values show by themselves; undefined where nobody is told apart by them. */
export function kindOfValues(signs: ValueSigns): Kind | undefined {
  if (signs.filled === 0 || signs.distinct < 2) return undefined
  if (signs.emails >= most) return 'email'
  if (signs.sixteenDigits >= most) return signs.women >= womenAtLeast ? 'nik' : 'family-card'
  if (signs.dates >= most) return 'date'
  if (signs.phones >= most) return 'phone'
  if (isCategory(signs)) return 'category'
  if (signs.numbers >= most) return 'identifier'
  return 'text'
}

/** A title of a person is one of a few, that of a song is not. */
function isOfFewValues({ distinct, filled }: ValueSigns): boolean {
  return distinct <= mostOfFew || distinct <= filled * mostShareOfFew
}

function isCategory({ distinct, filled }: ValueSigns): boolean {
  return distinct <= fewDistinct && distinct <= Math.max(2, filled * fewShare)
}

function isDate(value: string): boolean {
  // A short number might be the count of days of a spreadsheet; in a column of dates it is none.
  const mayBe = /[-/. ]/.test(value) ? /\d/.test(value) : /^\d{8}$/.test(value)
  return mayBe && readListDate(value).is === 'day'
}

function isOfWoman(value: string): boolean {
  const reading = readNationalId(value)
  return reading.is === 'right' && reading.parts.sex === 'female'
}

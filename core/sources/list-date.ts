import { type PlainDate, plainDateOf } from '../kernel/plain-date.ts'

const months: ReadonlyMap<string, number> = new Map(
  [
    ['JAN', 'JANUARI', 'JANUARY'],
    ['FEB', 'FEBRUARI', 'PEBRUARI', 'FEBRUARY'],
    ['MAR', 'MARET', 'MARCH', 'MRT'],
    ['APR', 'APRIL'],
    ['MEI', 'MAY'],
    ['JUN', 'JUNI', 'JUNE'],
    ['JUL', 'JULI', 'JULY'],
    ['AGU', 'AGUSTUS', 'AGT', 'AGS', 'AUG', 'AUGUST'],
    ['SEP', 'SEPT', 'SEPTEMBER'],
    ['OKT', 'OKTOBER', 'OCT', 'OCTOBER'],
    ['NOV', 'NOVEMBER', 'NOPEMBER', 'NOP'],
    ['DES', 'DESEMBER', 'DEC', 'DECEMBER'],
  ].flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
)

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/
const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: .*)?$/
const inWords = /^(\d{1,2})[-/. ]+([A-Za-z]+)[-/., ]+(\d{4})$/
const serial = /^\d{4,5}(?:\.0+)?$/
const bare = /^(\d{4})(\d{2})(\d{2})$/

export type ListDate =
  | { readonly is: 'day'; readonly day: PlainDate }
  | { readonly is: 'empty' }
  | { readonly is: 'impossible' }

const empty = { is: 'empty' } as const
const impossible = { is: 'impossible' } as const

/**
 * A day as lists write it: 1970-05-31, 31/05/1970, 31 Mei 1970, or the count of days of a
 * spreadsheet (day 25569 is 1 January 1970). Day before month, as everybody here writes.
 */
export function readListDate(text: string): ListDate {
  const plain = plainIso(text)
  if (plain !== undefined) return { is: 'day', day: plain }
  const trimmed = text.trim().replace(/^['`]+/, '')
  if (trimmed === '' || trimmed === '-' || /^0+$/.test(trimmed)) return empty
  const day = dayOfForms(trimmed)
  return day === undefined ? impossible : { is: 'day', day }
}

/** The form most files have, without a regular expression. */
function plainIso(text: string): PlainDate | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  const year = digitsAt(text, 0) * 100 + digitsAt(text, 2)
  const parts = { year, month: digitsAt(text, 5), day: digitsAt(text, 8) }
  return Number.isNaN(parts.year + parts.month + parts.day) ? undefined : plainDateOf(parts)
}

/** Two digits as a number; NaN when one is none. */
function digitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero
  const ones = text.charCodeAt(at + 1) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const zero = 48

function dayOfForms(text: string): PlainDate | undefined {
  const yearFirst = iso.exec(text) ?? bare.exec(text)
  if (yearFirst !== null) return dayOfParts(yearFirst[1], yearFirst[2], yearFirst[3])
  const numbers = dayFirst.exec(text)
  if (numbers !== null) return dayOfParts(numbers[3], numbers[2], numbers[1])
  const words = inWords.exec(text)
  if (words !== null) {
    const month = months.get((words[2] ?? '').toUpperCase())
    return month === undefined ? undefined : dayOfParts(words[3], String(month), words[1])
  }
  if (serial.test(text)) return dayOfSerial(Math.floor(Number(text)))
  return undefined
}

function dayOfParts(year?: string, month?: string, day?: string): PlainDate | undefined {
  const parts = { year: Number(year), month: Number(month), day: Number(day) }
  if (!Object.values(parts).every(Number.isInteger)) return undefined
  return plainDateOf(parts)
}

const msADay = 86_400_000
const epochSerial = 25_569

function dayOfSerial(days: number): PlainDate | undefined {
  if (days < 1000 || days > 60_000) return undefined
  const text = new Date((days - epochSerial) * msADay).toISOString()
  return dayOfParts(text.slice(0, 4), text.slice(5, 7), text.slice(8, 10))
}

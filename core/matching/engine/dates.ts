import { type Column, valueText } from '../table/column.ts'
import { daysOf } from '../table/days.ts'
import type { Compare } from './found.ts'

/** A column of days as YYYYMMDD, 0 for what is no day. In memory that workers share. */
export type Dates = { readonly shape: 'date'; readonly days: Uint32Array }

export const dateLevels = [
  'missing',
  'equal',
  'swapped',
  'near',
  'year-known',
  'two-parts',
  'same-year',
  'different',
] as const

const levels = { swapped: 2, near: 3, yearKnown: 4, twoParts: 5, sameYear: 6, different: 7 }

export function prepareDates(column: Column): Dates {
  const days = new Uint32Array(new SharedArrayBuffer(column.size * 4))
  for (const [value, day] of daysOf(column).entries()) {
    days[value] = day === 0 ? mistypedDay(valueText(column, value)) : day
  }
  return { shape: 'date', days }
}

const yearFirst = /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})$/

/** 1956-02-31 is no day, but its parts still tell who is meant; 0 for anything else. */
function mistypedDay(text: string): number {
  const [year = 0, month = 0, day = 0] = yearFirst.exec(text)?.slice(1).map(Number) ?? []
  return year >= 1000 ? year * 10_000 + month * 100 + day : 0
}

/**
 * Compares two days, knowing how dates go wrong in lists: day and month swapped; one digit, one or
 * ten off in one part (`near`); 1 January or 1 July where only the year was known. Symmetric.
 */
export function compareDates({ days }: Dates): Compare {
  return (left, right, found) => {
    const one = days[left] ?? 0
    const other = days[right] ?? 0
    found.chance = 0
    if (one === other) {
      found.level = 1
      return
    }
    const [year, month, day] = [yearOf(one), monthOf(one), one % 100]
    const [otherYear, otherMonth, otherDay] = [yearOf(other), monthOf(other), other % 100]
    if (year !== otherYear) {
      const restAlike = month === otherMonth && day === otherDay
      if (!restAlike) found.level = levels.different
      else found.level = isYearSlip(year, otherYear) ? levels.near : levels.twoParts
    } else if (month === otherDay && day === otherMonth) found.level = levels.swapped
    else if (month === otherMonth)
      found.level = isSlip(day, otherDay) ? levels.near : levels.twoParts
    else if (day === otherDay)
      found.level = isSlip(month, otherMonth) ? levels.near : levels.twoParts
    else found.level = isHeaped(one) || isHeaped(other) ? levels.yearKnown : levels.sameYear
  }
}

export function yearOf(day: number): number {
  return (day / 10_000) | 0
}

export function monthOf(day: number): number {
  return ((day / 100) | 0) % 100
}

/** 1 January and 1 July stand where only the year was known. */
function isHeaped(day: number): boolean {
  const rest = day % 10_000
  return rest === 101 || rest === 701
}

/** One off, ten off, one digit wrong or two digits turned round. */
function isSlip(one: number, other: number): boolean {
  const off = Math.abs(one - other)
  if (off === 1 || off === 10) return true
  const tens = (one / 10) | 0
  if (one % 10 === other % 10 || tens === ((other / 10) | 0)) return true
  return (one % 10) * 10 + tens === other
}

function isYearSlip(one: number, other: number): boolean {
  const off = Math.abs(one - other)
  return off <= 2 || off === 10 || off === 20 || off === 100 || isSlip(one % 100, other % 100)
}

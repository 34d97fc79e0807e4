import type { Brand } from './brand.ts'

/** A day of the proleptic Gregorian calendar as `YYYY-MM-DD`; compares as text. */
export type PlainDate = Brand<string, 'PlainDate'>

const shape = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day of a text `YYYY-MM-DD`, or undefined when that day does not exist (31 February). */
export function parsePlainDate(text: string): PlainDate | undefined {
  const match = shape.exec(text)
  if (match === null) return undefined
  const [, year, month, day] = match
  return plainDateOf({ year: Number(year), month: Number(month), day: Number(day) })
}

/** The day of three numbers, or undefined when that day does not exist. */
export function plainDateOf(parts: {
  readonly year: number
  readonly month: number
  readonly day: number
}): PlainDate | undefined {
  const { year, month, day } = parts
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (year < 1 || year > 9999) return undefined
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate
}

/** Like parsePlainDate, for a text that is known to be a day; throws a bug otherwise. */
export function plainDate(text: string): PlainDate {
  const date = parsePlainDate(text)
  if (date === undefined) throw new Error(`not a day: ${text.slice(0, 40)}`)
  return date
}

export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4))
}

export function monthOf(date: PlainDate): number {
  return Number(date.slice(5, 7))
}

export function dayOf(date: PlainDate): number {
  return Number(date.slice(8, 10))
}

/** Completed years of age on a day. */
export function ageOn(born: PlainDate, on: PlainDate): number {
  const years = yearOf(on) - yearOf(born)
  return on.slice(5) < born.slice(5) ? years - 1 : years
}

/** The day so many days later (earlier when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  const shifted = Date.UTC(yearOf(date), monthOf(date) - 1, dayOf(date) + days)
  return new Date(shifted).toISOString().slice(0, 10) as PlainDate
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

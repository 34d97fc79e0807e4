import type { Brand } from '../kernel/brand.ts'
import { type PlainDate, plainDateOf } from '../kernel/plain-date.ts'

/** Sixteen digits that have the structure of a NIK. Secret: masked on screen, never in a log. */
export type NationalId = Brand<string, 'NationalId'>

/** Why sixteen digits cannot be a NIK (structure as issued by Dukcapil, PP 40/2019). */
export type NationalIdError = 'length' | 'digits' | 'day' | 'month' | 'date' | 'serial'

/** What differs from the record. NIKs are never re-issued and people move: never an error. */
export type NationalIdWarning = 'birth-date' | 'sex' | 'region'

export type NationalIdParts = {
  /** Kemendagri code of the regency of first registration, without dots (four digits). */
  readonly regency: string
  readonly district: string
  readonly sex: 'male' | 'female'
  readonly day: number
  readonly month: number
  /** Two digits: the century is not in the number. */
  readonly year: number
  readonly serial: number
}

export type NationalIdReading =
  | { readonly is: 'right'; readonly id: NationalId; readonly parts: NationalIdParts }
  | { readonly is: 'wrong'; readonly errors: readonly NationalIdError[] }

/** No district carries number 99: the mark of synthetic people (docs/decisions). */
export const syntheticDistrict = '99'

const womenAdd = 40

/**
 * Reads sixteen digits: region of first registration 6, day 2 (women 40 more), month 2, year 2,
 * serial 4 from 0001. Errors: another length or sign, day not 01-31 or 41-71, month not 01-12, a
 * day that no century has (31 February; 29 February needs a leap year in 19xx or 20xx), serial
 * 0000.
 */
export function readNationalId(text: string): NationalIdReading {
  if (text.length !== 16) return { is: 'wrong', errors: ['length'] }
  if (!onlyDigits(text)) return { is: 'wrong', errors: ['digits'] }
  const parts = partsOf(text)
  const errors = errorsOf(parts)
  if (errors.length > 0) return { is: 'wrong', errors }
  return { is: 'right', id: text as NationalId, parts }
}

/** Whether the number was made for a synthetic person. */
export function isSynthetic(id: string): boolean {
  return id.length === 16 && id.charCodeAt(4) === nine && id.charCodeAt(5) === nine
}

/**
 * What differs between a NIK and the record beside it. Region compares the regency (four digits),
 * and is not asked for a synthetic number.
 */
export function nationalIdWarnings(
  parts: NationalIdParts,
  record: {
    readonly bornOn?: PlainDate | undefined
    readonly sex?: 'male' | 'female' | undefined
    readonly regency?: string | undefined
  },
): readonly NationalIdWarning[] {
  const warnings: NationalIdWarning[] = []
  if (record.bornOn !== undefined && !bornAlike(parts, record.bornOn)) warnings.push('birth-date')
  if (record.sex !== undefined && record.sex !== parts.sex) warnings.push('sex')
  const elsewhere = record.regency !== undefined && record.regency !== parts.regency
  if (elsewhere && parts.district !== syntheticDistrict) warnings.push('region')
  return warnings
}

/**
 * The birth date inside a NIK, with the century that makes the person 0 to 99 years old on a day;
 * undefined for a day that year does not have. The record's own birth date goes before it.
 */
export function birthDateOf(parts: NationalIdParts, on: PlainDate): PlainDate | undefined {
  const recent = plainDateOf({ ...parts, year: 2000 + parts.year })
  if (recent !== undefined && recent <= on) return recent
  return plainDateOf({ ...parts, year: 1900 + parts.year })
}

/** First six, eight dots, last two: what a screen may show. */
export function maskNationalId(id: string): string {
  return `${id.slice(0, 6)}••••••••${id.slice(-2)}`
}

export type FamilyCardReading =
  | { readonly is: 'right'; readonly card: string }
  | { readonly is: 'wrong'; readonly errors: readonly ('length' | 'digits')[] }

/**
 * Reads a No. KK: sixteen digits, region 6, day of issue 6, serial 4. The date is not a reason to
 * refuse: no source says how strictly it was kept.
 */
export function readFamilyCard(text: string): FamilyCardReading {
  if (text.length !== 16) return { is: 'wrong', errors: ['length'] }
  if (!onlyDigits(text)) return { is: 'wrong', errors: ['digits'] }
  return { is: 'right', card: text }
}

/**
 * Whether a number in a NIK column is rather a No. KK: as a NIK it would be a child born in this
 * century (cards are issued since 2004 in this form), while the record is of an adult born on
 * another day and month. A card's date never carries the 40 of women.
 */
export function looksLikeFamilyCard(
  parts: NationalIdParts,
  record: { readonly bornOn?: PlainDate | undefined; readonly on: PlainDate },
): boolean {
  const { bornOn, on } = record
  if (bornOn === undefined || parts.sex === 'female') return false
  const issued = plainDateOf({ ...parts, year: 2000 + parts.year })
  if (issued === undefined || issued < firstCards || issued > on) return false
  if (Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4)) < adult) return false
  const sameYear = Number(bornOn.slice(2, 4)) === parts.year
  return !sameYear && Number(bornOn.slice(5, 7)) !== parts.month && dayIn(bornOn) !== parts.day
}

const nine = 57
const adult = 17
const firstCards = '2004-01-01'

function onlyDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > nine) return false
  }
  return true
}

function partsOf(text: string): NationalIdParts {
  const written = two(text, 6)
  return {
    regency: text.slice(0, 4),
    district: text.slice(4, 6),
    sex: written > womenAdd ? 'female' : 'male',
    day: written > womenAdd ? written - womenAdd : written,
    month: two(text, 8),
    year: two(text, 10),
    serial: two(text, 12) * 100 + two(text, 14),
  }
}

function errorsOf(parts: NationalIdParts): readonly NationalIdError[] {
  const { day, month, year, serial } = parts
  const errors: NationalIdError[] = []
  const dayRight = day >= 1 && day <= 31
  const monthRight = month >= 1 && month <= 12
  if (!dayRight) errors.push('day')
  if (!monthRight) errors.push('month')
  if (dayRight && monthRight && day > 28 && !existsInAnyCentury({ day, month, year })) {
    errors.push('date')
  }
  if (serial === 0) errors.push('serial')
  return errors
}

function existsInAnyCentury(at: { day: number; month: number; year: number }): boolean {
  const { day, month, year } = at
  return [1900, 2000].some((century) => plainDateOf({ day, month, year: century + year }))
}

function bornAlike(parts: NationalIdParts, bornOn: PlainDate): boolean {
  return (
    Number(bornOn.slice(2, 4)) === parts.year &&
    Number(bornOn.slice(5, 7)) === parts.month &&
    dayIn(bornOn) === parts.day
  )
}

function dayIn(date: PlainDate): number {
  return Number(date.slice(8, 10))
}

function two(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
}

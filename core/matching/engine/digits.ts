import type { Column } from '../table/column.ts'
import { monthOf, yearOf } from './dates.ts'
import type { Compare, Found } from './found.ts'
import type { Kind } from './kinds.ts'
import { sharedBytes, sharedNumbers } from './shared-arrays.ts'

/** A column of numbers: the digits (and letters) of each value. In memory that workers share. */
export type Digits = {
  readonly shape: 'digits'
  /** `digitPlaces` a value, filled from the left. */
  readonly text: Uint8Array
  /** 0: the value says nothing (one digit repeated, no digit at all). */
  readonly lengths: Uint8Array
  /** Of a NIK: 1 when the date inside it is that of no record that carries it. */
  readonly doubtful: Uint8Array
  /** Of a NIK how many records carry one of its region, and one of its serial. */
  readonly ofRegion: Uint32Array
  readonly ofSerial: Uint32Array
  readonly nik: boolean
}

/** Room for a number of sixteen with some digits too many. */
export const digitPlaces = 20
export const nikLength = 16
/** Where the region and the date of a NIK end. */
const serialAt = 12
const dateAt = 6
/** A woman's day of birth is forty more: its first digit four. */
const sexInDay = 4

export const digitLevels = [
  'missing',
  'equal',
  'one-slip',
  'two-slips',
  'cut',
  'kin',
  'other-sex',
  'one-birth',
  'own-dates',
  'doubtful',
  'different',
] as const

const levels = {
  oneSlip: digitLevels.indexOf('one-slip'),
  twoSlips: digitLevels.indexOf('two-slips'),
  cut: digitLevels.indexOf('cut'),
  doubtful: digitLevels.indexOf('doubtful'),
  different: digitLevels.indexOf('different'),
}

const zero = 48

/** Takes a column's numbers over: other characters dropped, 0062 and 62 before a phone made 0. */
export function prepareDigits(kind: Kind, column: Column): Digits {
  const text = sharedBytes(new Uint8Array(column.size * digitPlaces))
  const lengths = sharedBytes(new Uint8Array(column.size))
  for (let value = 1; value < column.size; value += 1) {
    const at = value * digitPlaces
    let length = takeOver(column, value, text)
    if (kind === 'phone') length = withoutCountry(text, at, length)
    const empty = kind !== 'identifier' && isRepeated(text, at, length)
    lengths[value] = empty ? 0 : length
  }
  const doubtful = sharedBytes(new Uint8Array(column.size))
  const nik = kind === 'nik'
  const [ofRegion, ofSerial] = [countsOf(nik, column), countsOf(nik, column)]
  return { shape: 'digits', text, lengths, doubtful, ofRegion, ofSerial, nik }
}

function countsOf(nik: boolean, { size }: Column): Uint32Array {
  return sharedNumbers(new Uint32Array(nik ? size : 0))
}

/** Copies digits and letters (upper case) and returns how many; 0 when they do not all fit. */
function takeOver(column: Column, value: number, text: Uint8Array): number {
  const { bytes, starts } = column
  const end = starts[value + 1] ?? 0
  let length = 0
  for (let at = starts[value] ?? 0; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    const isDigit = byte >= zero && byte < 58
    const isUpper = byte >= 65 && byte < 91
    const isLower = byte >= 97 && byte < 123
    if (!isDigit && !isUpper && !isLower) continue
    if (length === digitPlaces) return 0
    text[value * digitPlaces + length] = isLower ? byte - 32 : byte
    length += 1
  }
  return length
}

const two = 50
const six = 54

/** 0812…, 812…, 62812…, 0062 812… and 62 0812… as 0812…. */
function withoutCountry(text: Uint8Array, at: number, length: number): number {
  let from = 0
  while (from < length && text[at + from] === zero) from += 1
  const hasCountry = length - from > 8 && text[at + from] === six && text[at + from + 1] === two
  if (hasCountry && from !== 1) from += 2
  while (from < length && text[at + from] === zero) from += 1
  if (length - from < shortestPhone) return length
  const rest = text.slice(at + from, at + length)
  text.fill(0, at, at + digitPlaces)
  text[at] = zero
  text.set(rest.subarray(0, digitPlaces - 1), at + 1)
  return Math.min(digitPlaces, rest.length + 1)
}

const shortestPhone = 6

function isRepeated(text: Uint8Array, at: number, length: number): boolean {
  if (length < 3) return length === 0
  for (let place = 1; place < length; place += 1) {
    if (text[at + place] !== text[at]) return false
  }
  return true
}

/**
 * Compares two numbers: equal but for spaces and points, one slip (a digit another, one too many or
 * too few, two turned round), two slips; of a NIK also: its end made zeros by a spreadsheet
 * (`cut`). What two NIKs are beyond that, their records tell (sound-niks.ts).
 */
export function compareDigits({ text, lengths, doubtful, nik }: Digits): Compare {
  return (left, right, found: Found) => {
    found.chance = 0
    const a = left * digitPlaces
    const b = right * digitPlaces
    const n = lengths[left] ?? 0
    const m = lengths[right] ?? 0
    const least = Math.min(n, m)
    let prefix = 0
    while (prefix < least && text[a + prefix] === text[b + prefix]) prefix += 1
    let suffix = 0
    while (suffix < least - prefix && text[a + n - 1 - suffix] === text[b + m - 1 - suffix]) {
      suffix += 1
    }
    const rest = Math.max(n, m) - prefix - suffix
    const inSerial = nik && prefix >= serialAt && n === nikLength && m === nikLength
    if (rest === 0) found.level = 1
    else if (inSerial && (endsInZeros(text, a) || endsInZeros(text, b))) found.level = levels.cut
    else if (rest === 1) found.level = levels.oneSlip
    else if (n === m && rest === 2 && isTurned(text, a + prefix, b + prefix)) {
      found.level = levels.oneSlip
    } else if (n === m && slips(text, a, b, n) === 2) found.level = levels.twoSlips
    else if (nik && (doubtful[left] === 1 || doubtful[right] === 1)) found.level = levels.doubtful
    else found.level = levels.different
  }
}

/** The date inside a NIK (women: day + 40) is this day, given as YYYYMMDD. */
export function fitsDay({ text, lengths }: Digits, value: number, day: number): boolean {
  if (lengths[value] !== nikLength) return false
  const from = value * digitPlaces
  const pair = (at: number) =>
    ((text[from + at] ?? zero) - zero) * 10 + (text[from + at + 1] ?? zero) - zero
  return pair(6) % 40 === day % 100 && pair(8) === monthOf(day) && pair(10) === yearOf(day) % 100
}

/** The regions of two NIKs, the first six digits, are alike. */
export function areOfOneRegion({ text }: Digits, left: number, right: number): boolean {
  const [a, b] = [left * digitPlaces, right * digitPlaces]
  for (let place = 0; place < dateAt; place += 1) {
    if (text[a + place] !== text[b + place]) return false
  }
  return true
}

/** The sex that a NIK tells: 1 a man's, 2 a woman's, 0 when it is none. */
export function nikSex({ text, lengths }: Digits, value: number): 0 | 1 | 2 {
  if (lengths[value] !== nikLength) return 0
  return (text[value * digitPlaces + dateAt] ?? 0) - zero >= sexInDay ? 2 : 1
}

/** The region of a NIK as a number below a million; less than nothing when it is none. */
export function regionOf({ text }: Digits, value: number): number {
  return partOf(text, value * digitPlaces, value * digitPlaces + dateAt)
}

/** The serial of a NIK as a number below ten thousand; less than nothing when it is none. */
export function serialOf({ text }: Digits, value: number): number {
  return partOf(text, value * digitPlaces + serialAt, value * digitPlaces + nikLength)
}

function partOf(text: Uint8Array, from: number, to: number): number {
  let part = 0
  for (let place = from; place < to; place += 1) {
    const digit = (text[place] ?? 0) - zero
    if (digit < 0 || digit > 9) return -1
    part = part * 10 + digit
  }
  return part
}

/** Whether the dates within two NIKs are one: `but-sex` when they are a girl's and a boy's. */
export function haveOneDate(
  { text }: Digits,
  left: number,
  right: number,
): 'equal' | 'but-sex' | 'no' {
  const [a, b] = [left * digitPlaces, right * digitPlaces]
  for (let place = dateAt + 1; place < serialAt; place += 1) {
    if (text[a + place] !== text[b + place]) return 'no'
  }
  const apart = Math.abs((text[a + dateAt] ?? 0) - (text[b + dateAt] ?? 0))
  return apart === 0 ? 'equal' : apart === sexInDay ? 'but-sex' : 'no'
}

function endsInZeros(text: Uint8Array, at: number): boolean {
  for (let place = serialAt; place < nikLength; place += 1) {
    if (text[at + place] !== zero) return false
  }
  return true
}

function isTurned(text: Uint8Array, a: number, b: number): boolean {
  return text[a] === text[b + 1] && text[a + 1] === text[b]
}

/** Slips between numbers of one length, 3 when more. */
function slips(text: Uint8Array, a: number, b: number, length: number): number {
  let count = 0
  for (let at = 0; at < length && count < 3; at += 1) {
    if (text[a + at] === text[b + at]) continue
    count += 1
    if (at + 1 < length && isTurned(text, a + at, b + at)) at += 1
  }
  return count
}

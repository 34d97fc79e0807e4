import type { PackedDay } from './birth-date.ts'

/** How two NIKs compare. */
export const nationalIdLevels = [
  'missing',
  'equal',
  'one-digit',
  'neighbour',
  'damaged',
  'doubtful',
  'different',
  'two-digits',
] as const

export type NationalIdLevel = (typeof nationalIdLevels)[number]

export const cardLevels = ['missing', 'equal', 'one-digit', 'different'] as const

export type CardLevel = (typeof cardLevels)[number]

/** A number of sixteen digits and whose it is said to be. */
export type NumberOf = {
  readonly digits: string
  readonly bornOn: PackedDay
}

/**
 * Compares two NIKs by their parts: region and date (12), serial (4). A serial of zeros or a last
 * digit of zero is what a spreadsheet leaves of sixteen digits. A number that contradicts its own
 * record (a family card in the column) says little when it differs. Numbers one digit apart that
 * both fit their own records (`neighbour`) may well be two people: born on one day in two
 * districts,
 * or with serials that follow each other. Symmetric.
 */
export function compareNationalIds(left: NumberOf, right: NumberOf): NationalIdLevel {
  if (!isWhole(left.digits) || !isWhole(right.digits)) return 'missing'
  if (left.digits === right.digits) return endsInZeros(left.digits) ? 'damaged' : 'equal'
  if (isRounded(left.digits, right.digits) || isRounded(right.digits, left.digits)) {
    return 'damaged'
  }
  const slips = slipsApart(left.digits, right.digits)
  const explained = agreesWithBirth(left, 3) && agreesWithBirth(right, 3)
  if (slips === 1) return explained ? 'neighbour' : 'one-digit'
  if (slips === 2 && !explained) return 'two-digits'
  return agreesWithBirth(left, 2) && agreesWithBirth(right, 2) ? 'different' : 'doubtful'
}

/** Compares two numbers of family cards. Symmetric. */
export function compareCards(left: string, right: string): CardLevel {
  if (!isWhole(left) || !isWhole(right)) return 'missing'
  if (left === right) return 'equal'
  return slipsApart(left, right) === 1 ? 'one-digit' : 'different'
}

/** True when so many parts of the date inside the NIK are the record's (women: day + 40). */
export function agreesWithBirth(number: NumberOf, parts: 2 | 3): boolean {
  if (number.bornOn === 0) return true
  const day = Number(number.digits.slice(6, 8)) % 40
  const month = Number(number.digits.slice(8, 10))
  const year = Number(number.digits.slice(10, 12))
  const born = number.bornOn
  const agreeing =
    Number(day === born % 100) +
    Number(month === Math.floor(born / 100) % 100) +
    Number(year === Math.floor(born / 10000) % 100)
  return agreeing >= parts
}

/** The digits of a number as a list writes it, points and spaces left out. */
export function wholeDigits(text: string): string {
  return text.replace(/\D/g, '')
}

function isWhole(digits: string): boolean {
  return digits.length === 16 && !/^(\d)\1+$/.test(digits)
}

function endsInZeros(digits: string): boolean {
  return digits.endsWith('0000')
}

/** The whole number with its last one to four digits made zero is the other one. */
function isRounded(whole: string, other: string): boolean {
  if (!other.endsWith('0')) return false
  const kept = other.endsWith('0000') ? 12 : 15
  return whole.slice(0, kept) === other.slice(0, kept)
}

/** Slips between two numbers, 3 when more: a digit another, or two neighbours turned round. */
function slipsApart(left: string, right: string): number {
  let slips = 0
  for (let at = 0; at < 16 && slips < 3; at += 1) {
    if (left[at] === right[at]) continue
    slips += 1
    const turned = left[at] === right[at + 1] && left[at + 1] === right[at]
    if (turned) at += 1
  }
  return slips
}

import type { Chance } from '../../command/demonstration/chance.ts'
import { birthPlaces } from './name-words.ts'

/** A person as a row of the list has them; '' is missing. Column order of the file. */
export type Person = {
  nik: string
  familyCard: string
  name: string
  sex: 'L' | 'P'
  birthDate: string
  birthPlace: string
  motherName: string
  address: string
  rt: string
  rw: string
  village: string
  phone: string
}

/** Where else a person may live, and another phone: what the people know that errors need. */
export type Elsewhere = {
  readonly village: () => string
  readonly rt: () => string
  readonly rw: () => string
  readonly address: () => string
  readonly phone: () => string
}

/** Shares of persons with an error, each measured on a list with the same kinds of error. */
export const errorShares = {
  nik: { missing: 0.108, missingInFirst: 0.081, familyCard: 0.0155, zeros: 0.0115, digits: 0.124 },
  familyCard: { missing: 0.0755, digits: 0.075 },
  name: 0.35,
  sex: 0.0082,
  birthDate: { missing: 0.03, wrong: 0.108 },
  birthPlace: { missing: 0.046, another: 0.0255, letters: 0.0245 },
  motherName: { missing: 0.175, other: 0.195 },
  village: 0.058,
  moved: 0.095,
  address: { missing: 0.078, short: 0.085, letters: 0.08 },
  phone: { missing: 0.42, another: 0.195, digits: 0.042, junk: 0.006 },
} as const

/** The same person as somebody else wrote them down. */
export function withErrors(
  chance: Chance,
  person: Person,
  given: { readonly elsewhere: Elsewhere; readonly copy: 'first' | 'later' },
): Person {
  const seen = { ...person }
  seen.nik = nikSeen(chance, person, given.copy)
  const card = errorShares.familyCard
  if (chance.happens(card.missing)) seen.familyCard = ''
  else if (chance.happens(card.digits)) seen.familyCard = digitsSeen(chance, person.familyCard)
  if (chance.happens(errorShares.name)) seen.name = nameSeen(chance, person.name)
  if (chance.happens(errorShares.sex)) seen.sex = person.sex === 'L' ? 'P' : 'L'
  const birth = errorShares.birthDate
  if (chance.happens(birth.missing)) seen.birthDate = ''
  else if (chance.happens(birth.wrong)) seen.birthDate = dateSeen(chance, person.birthDate)
  seen.birthPlace = birthPlaceSeen(chance, person.birthPlace)
  const mother = errorShares.motherName
  if (chance.happens(mother.missing)) seen.motherName = ''
  else if (chance.happens(mother.other)) seen.motherName = nameSeen(chance, person.motherName)
  takeHome(chance, seen, given.elsewhere)
  seen.phone = phoneSeen(chance, person.phone, given.elsewhere)
  return seen
}

function nikSeen(chance: Chance, person: Person, copy: 'first' | 'later'): string {
  const shares = errorShares.nik
  if (chance.happens(copy === 'first' ? shares.missingInFirst : shares.missing)) return ''
  const what = chance.next()
  if (what < shares.familyCard) return person.familyCard
  if (what < shares.familyCard + shares.zeros) return `${person.nik.slice(0, 12)}0000`
  if (what > shares.familyCard + shares.zeros + shares.digits) return person.nik
  const once = digitsSeen(chance, person.nik)
  return chance.happens(0.13) ? digitsSeen(chance, once) : once
}

/** Digits 5 and 6 are left alone: the 99 there says that nobody lives who has this number. */
function digitsSeen(chance: Chance, digits: string): string {
  const drawn = chance.below(digits.length - 2)
  const at = drawn < 4 ? drawn : drawn + 2
  const what = chance.next()
  if (what < 0.59) {
    const other = (Number(digits[at]) + chance.between(1, 9)) % 10
    return `${digits.slice(0, at)}${other}${digits.slice(at + 1)}`
  }
  if (what < 0.82) {
    if (drawn < 3) return transposed(chance, digits.slice(0, 4)) + digits.slice(4)
    return digits.slice(0, 6) + transposed(chance, digits.slice(6))
  }
  return lengthened(digits, at, what < 0.93 ? 'dropped' : 'doubled')
}

/** Two neighbours that differ; the text itself where it has none. */
function transposed(chance: Chance, text: string): string {
  for (let tries = 0; tries < 8; tries++) {
    const at = chance.below(text.length - 1)
    const [here = '', next = ''] = [text[at], text[at + 1]]
    if (here !== next) return `${text.slice(0, at)}${next}${here}${text.slice(at + 2)}`
  }
  return text
}

function lengthened(text: string, at: number, how: 'dropped' | 'doubled'): string {
  if (how === 'dropped') return text.slice(0, at) + text.slice(at + 1)
  return text.slice(0, at + 1) + text.slice(at)
}

const keyboard = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM', '1234567890']

/** A neighbour on the keyboard, a letter dropped, doubled, or two of them swapped. */
function lettersSeen(chance: Chance, text: string): string {
  if (text.length < 2) return text
  const at = chance.below(text.length)
  const what = chance.next()
  if (what < 0.2) return transposed(chance, text)
  if (what < 0.37) return lengthened(text, at, 'doubled')
  if (what < 0.635) return lengthened(text, at, 'dropped')
  const row = keyboard.find((keys) => keys.includes(text[at] ?? ' ')) ?? '0'
  const key = row.indexOf(text[at] ?? ' ')
  const beside = row[key + (chance.happens(0.5) ? 1 : -1)] ?? row[key === 0 ? 1 : key - 1] ?? '0'
  return text.slice(0, at) + beside + text.slice(at + 1)
}

/** Old and new spelling, common slips of the ear; each applies where its pattern is found. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/U/, 'OE'],
  [/U/, 'OE'],
  [/I(?= |$)/, 'Y'],
  [/I(?= |$)/, 'Y'],
  [/I(?= |$)/, 'Y'],
  [/O/, 'A'],
  [/O/, 'A'],
  [/Y/, 'J'],
  [/Y/, 'J'],
  [/J/, 'DJ'],
  [/J/, 'DJ'],
  [/H(?= |$)/, ''],
  [/F/, 'P'],
  [/Z/, 'J'],
  [/KH/, 'H'],
  [/SY/, 'S'],
  [/MUHAMMAD/, 'M'],
  [/MUHAMMAD/, 'MOCHAMAD'],
  [/MUHAMMAD/, 'MOH'],
  [/AHMAD/, 'AKHMAD'],
  [/SITI/, 'ST'],
  [/SITI/, 'SITTI'],
  [/ABDUL /, 'ABD. '],
]
const titlesBefore = ['H.', 'H.', 'IBU', 'BPK', 'BPK', 'P.', 'B.', 'HJ.']
const titlesAfter = ['BIN', 'BIN', 'ST', 'S.PD', 'S.PD', 'ALM', 'ALM', 'SE', 'H']

function nameSeen(chance: Chance, name: string): string {
  const what = chance.next()
  if (what < 0.31) return lettersSeen(chance, name)
  if (what < 0.565) return respelt(chance, name)
  if (what < 0.675) return `${name} ${chance.pick(titlesAfter)}`
  if (what < 0.715) return `${chance.pick(titlesBefore)} ${name}`
  const words = name.split(' ')
  if (words.length === 1) return chance.happens(0.55) ? name : lettersSeen(chance, name)
  if (what < 0.835) return without(words, chance.happens(0.5) ? words.length - 1 : 1)
  if (what < 0.92) return withInitial(words, chance.between(1, words.length - 1))
  if (what < 0.955) return words.join('')
  return words.reverse().join(' ')
}

function without(words: readonly string[], at: number): string {
  return words.filter((_, each) => each !== at).join(' ')
}

function withInitial(words: readonly string[], at: number): string {
  return words.map((word, each) => (each === at ? word.slice(0, 1) : word)).join(' ')
}

function respelt(chance: Chance, name: string): string {
  for (let tries = 0; tries < 12; tries++) {
    const [from, to] = chance.pick(spellings)
    const spelt = name.replace(from, to)
    if (spelt !== name) return spelt
  }
  return name
}

/** Day and month swapped, one or ten away, another year or month, or 1 January. */
function dateSeen(chance: Chance, date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined) return date
  const what = chance.next()
  const sign = chance.happens(0.5) ? 1 : -1
  if (what < 0.2) return day <= 12 ? dateOf(year, day, month) : date
  if (what < 0.325) return dateOf(year, 1, 1)
  if (what < 0.52) return dateOf(year, month, clampDay(day, sign))
  if (what < 0.625) return dateOf(year, month, clampDay(day, 10 * sign))
  if (what < 0.685) return dateOf(year + 10 * sign, month, day)
  if (what < 0.785) return dateOf(year + sign * chance.between(1, 2), month, day)
  if (what < 0.925) return dateOf(year, chance.between(1, 12), day)
  return dateOf(year, month, chance.between(1, 28))
}

function clampDay(day: number, by: number): number {
  return day + by < 1 || day + by > 28 ? day - by : day + by
}

export function dateOf(year: number, month: number, day: number): string {
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

function birthPlaceSeen(chance: Chance, place: string): string {
  const { missing, another, letters } = errorShares.birthPlace
  const what = chance.next()
  if (what < missing) return ''
  if (what < missing + another) return chance.pick(birthPlaces)
  return what < missing + another + letters ? lettersSeen(chance, place) : place
}

/** Moved: village, RT, RW and address change together; the family card does not. */
function takeHome(chance: Chance, seen: Person, elsewhere: Elsewhere): void {
  if (chance.happens(errorShares.village)) seen.village = elsewhere.village()
  if (chance.happens(errorShares.moved)) {
    seen.village = elsewhere.village()
    seen.rt = elsewhere.rt()
    seen.rw = elsewhere.rw()
    seen.address = elsewhere.address()
    if (chance.happens(0.015)) seen.address = ''
    return
  }
  const { missing, short, letters } = errorShares.address
  const what = chance.next()
  if (what < missing) seen.address = ''
  else if (what < missing + short) seen.address = shortened(seen.address)
  else if (what < missing + short + letters) seen.address = lettersSeen(chance, seen.address)
}

function shortened(address: string): string {
  return address
    .replace(/ \d+$/, '')
    .replace(/^DUSUN/, 'DSN')
    .replace(/^JL\./, 'JALAN')
}

function phoneSeen(chance: Chance, phone: string, elsewhere: Elsewhere): string {
  if (phone === '') return ''
  const { missing, another, digits, junk } = errorShares.phone
  if (chance.happens(missing)) return ''
  const what = chance.next()
  if (what < another) return elsewhere.phone()
  if (what < another + digits) return digitsSeen(chance, phone)
  return what < another + digits + junk ? String(chance.below(10)) : phone
}

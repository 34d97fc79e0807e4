import { nameKey } from '../registry/name.ts'
import { packDay } from './birth-date.ts'
import { agreesWithBirth, wholeDigits } from './number-comparison.ts'
import { nameSounds, soundOf } from './person-name.ts'

/** One person as the engine takes it in. Digits are decrypted in this process only. */
export type PersonIn = {
  readonly name: string
  readonly sex: 'male' | 'female' | null
  readonly bornOn: string | null
  readonly nationalId: string
}

/** One family: the head first; other members in any order. */
export type FamilyIn = {
  /** Orders families and pairs; the earliest is the one that aliases point to. */
  readonly id: string
  readonly villageCode: string | null
  readonly address: string
  readonly familyCard: string
  readonly head: PersonIn
  readonly members: readonly PersonIn[]
}

/**
 * Families as columns of numbers: about 110 bytes a family with its head and 60 a further person,
 * so that a million families fit beside the server. Persons of a family stand together, head first.
 */
export type Families = {
  count: number
  persons: number
  /** Sixteen bytes of the id. */
  ids: Uint8Array
  firstPerson: Uint32Array
  village: Int32Array
  district: Int32Array
  /** Words of all addresses, one after the other, and where each family's begin. */
  addressStart: Uint32Array
  addressWords: Uint32Array
  cardHigh: Uint32Array
  cardLow: Uint32Array
  family: Uint32Array
  nameText: Uint32Array
  nameStart: Uint32Array
  born: Int32Array
  sex: Uint8Array
  nationalIdHigh: Uint32Array
  nationalIdLow: Uint32Array
  wordCount: number
  /** Words of all names, one after the other. */
  nameWords: Uint32Array
  /** Every word once. */
  readonly words: string[]
  /** Hash of each word: independent of the order in which rows came. */
  readonly wordHashes: number[]
  readonly wordNumbers: Map<string, number>
  /** Words as they were written -> their sound: half a million names share few words. */
  readonly sounds: Map<string, string>
  readonly villageHashes: number[]
  readonly villageNumbers: Map<string, number>
  readonly districtNumbers: Map<string, number>
}

export function emptyFamilies(expected: number, expectedPersons = expected): Families {
  const room = Math.max(16, expected)
  const people = Math.max(room, expectedPersons)
  return {
    count: 0,
    persons: 0,
    ids: new Uint8Array(room * 16),
    firstPerson: new Uint32Array(room + 1),
    village: new Int32Array(room),
    district: new Int32Array(room),
    addressStart: new Uint32Array(room + 1),
    addressWords: new Uint32Array(room * 4),
    cardHigh: new Uint32Array(room),
    cardLow: new Uint32Array(room),
    family: new Uint32Array(people),
    nameText: new Uint32Array(people),
    nameStart: new Uint32Array(people + 1),
    born: new Int32Array(people),
    sex: new Uint8Array(people),
    nationalIdHigh: new Uint32Array(people),
    nationalIdLow: new Uint32Array(people),
    wordCount: 0,
    nameWords: new Uint32Array(people * 3),
    words: [''],
    wordHashes: [0],
    wordNumbers: new Map([['', 0]]),
    sounds: new Map(),
    villageHashes: [0],
    villageNumbers: new Map([['', 0]]),
    districtNumbers: new Map([['', 0]]),
  }
}

/** Families in the order given. */
export function familiesFrom(all: readonly FamilyIn[]): Families {
  const families = emptyFamilies(all.length)
  for (const each of all) addFamily(families, each)
  return families
}

/** Adds a family behind the others and returns its place. */
export function addFamily(families: Families, family: FamilyIn): number {
  const at = families.count
  growFamilies(families, at + 1)
  writeId(families.ids, at, family.id)
  const village = numberOf(families.villageNumbers, family.villageCode ?? '')
  families.village[at] = village
  families.villageHashes[village] = hashText(family.villageCode ?? '')
  families.district[at] = numberOf(families.districtNumbers, family.villageCode?.slice(0, 8) ?? '')
  addAddress(families, at, family.address)
  const card = wholeDigits(family.familyCard)
  families.cardHigh[at] = highDigits(card)
  families.cardLow[at] = lowDigits(card)
  families.firstPerson[at] = families.persons
  families.count = at + 1
  for (const person of [family.head, ...family.members]) addPerson(families, person, card)
  families.firstPerson[at + 1] = families.persons
  return at
}

function addAddress(families: Families, at: number, address: string): void {
  const words = addressWords(address)
  const start = families.addressStart[at] ?? 0
  families.addressWords = grown(families.addressWords, start + words.length, Uint32Array)
  for (const [place, word] of words.entries()) {
    families.addressWords[start + place] = wordNumber(families, word)
  }
  families.addressStart[at + 1] = start + words.length
}

function addPerson(families: Families, person: PersonIn, card: string): void {
  const at = families.persons
  growPersons(families, at + 1)
  const key = nameKey(person.name)
  const sounds = nameSounds(person.name, { key, sound: (word) => knownSound(families, word) })
  if (families.wordCount + sounds.length > families.nameWords.length) {
    families.nameWords = grown(families.nameWords, families.wordCount + sounds.length, Uint32Array)
  }
  families.nameStart[at] = families.wordCount
  for (const sound of sounds) {
    families.nameWords[families.wordCount] = wordNumber(families, sound)
    families.wordCount += 1
  }
  families.nameStart[at + 1] = families.wordCount
  families.family[at] = families.count - 1
  families.nameText[at] = hashText(key)
  families.born[at] = packDay(person.bornOn)
  families.sex[at] = person.sex === null ? 0 : person.sex === 'male' ? 1 : 2
  const digits = ownNumber(person, card)
  families.nationalIdHigh[at] = highDigits(digits)
  families.nationalIdLow[at] = lowDigits(digits)
  families.persons = at + 1
}

/** The number of the family card in the place of a NIK is nobody's. */
function ownNumber({ nationalId, bornOn }: PersonIn, card: string): string {
  const digits = wholeDigits(nationalId)
  if (digits !== card) return digits
  const born = packDay(bornOn)
  // A list that writes the head's NIK in the place of the card takes it from nobody.
  return born !== 0 && agreesWithBirth({ digits, bornOn: born }, 3) ? digits : ''
}

function knownSound(families: Families, word: string): string {
  const known = families.sounds.get(word)
  if (known !== undefined) return known
  const sound = soundOf(word)
  families.sounds.set(word, sound)
  return sound
}

/** The sixteen digits of a person's NIK, or empty. */
export function nationalIdOf(families: Families, person: number): string {
  return digitsOf(families.nationalIdHigh[person] ?? 0, families.nationalIdLow[person] ?? 0)
}

export function familyCardOf(families: Families, family: number): string {
  return digitsOf(families.cardHigh[family] ?? 0, families.cardLow[family] ?? 0)
}

/** The words of a person's name, by sound. */
export function wordsOf(families: Families, person: number): string[] {
  const words: string[] = []
  const end = families.nameStart[person + 1] ?? 0
  for (let at = families.nameStart[person] ?? 0; at < end; at += 1) {
    words.push(families.words[families.nameWords[at] ?? 0] ?? '')
  }
  return words
}

export function headOf(families: Families, family: number): number {
  return families.firstPerson[family] ?? 0
}

export function idOf(families: Pick<Families, 'ids'>, family: number): string {
  let hex = ''
  for (let at = family * 16; at < family * 16 + 16; at += 1) {
    hex += (families.ids[at] ?? 0).toString(16).padStart(2, '0')
  }
  const cuts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return [...cuts, hex.slice(20)].join('-')
}

/** FNV-1a, 32 bits: the same on every machine. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/** The words of an address without those that every address has; numbers without leading zeros. */
function addressWords(address: string): string[] {
  const upper = address.toUpperCase().replace(/[^A-Z0-9]+/g, ' ')
  const apart = upper.replace(/([A-Z])(?=\d)|(\d)(?=[A-Z])/g, '$1$2 ').trim()
  const words = apart.split(' ').filter((word) => word !== '' && !plainAddressWords.has(word))
  return words.slice(0, 8).map((word) => word.replace(/^0+(?=\d)/, ''))
}

const plainAddressWords = new Set('JL JLN JALAN RT RW NO NOMOR DUSUN DSN DESA GG GANG'.split(' '))

function highDigits(digits: string): number {
  return digits.length === 16 ? Number(digits.slice(0, 8)) + 1 : 0
}

function lowDigits(digits: string): number {
  return digits.length === 16 ? Number(digits.slice(8)) : 0
}

/** The high half is kept plus one, so that zero says that there is no number. */
function digitsOf(high: number, low: number): string {
  if (high === 0) return ''
  return String(high - 1).padStart(8, '0') + String(low).padStart(8, '0')
}

function wordNumber(families: Families, word: string): number {
  const known = families.wordNumbers.get(word)
  if (known !== undefined) return known
  const number = families.words.length
  families.words.push(word)
  families.wordHashes.push(hashText(word))
  families.wordNumbers.set(word, number)
  return number
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, numbers.size)
  return numbers.size - 1
}

/** Ids alone, as the columns hold them, for what asks for nothing else of families. */
export function idColumn(ids: readonly string[]): Pick<Families, 'ids'> {
  const column = new Uint8Array(ids.length * 16)
  for (const [at, id] of ids.entries()) writeId(column, at, id)
  return { ids: column }
}

function writeId(ids: Uint8Array, at: number, id: string): void {
  let place = at * 16
  for (let sign = 0; sign < id.length; sign += 1) {
    if (id[sign] === '-') continue
    ids[place] = hexValue(id.charCodeAt(sign)) * 16 + hexValue(id.charCodeAt(sign + 1))
    place += 1
    sign += 1
  }
}

function hexValue(code: number): number {
  return code < 58 ? code - 48 : code - 87
}

function growFamilies(families: Families, needed: number): void {
  if (needed <= families.village.length && needed < families.firstPerson.length) return
  families.ids = grown(families.ids, needed * 16, Uint8Array)
  families.firstPerson = grown(families.firstPerson, needed + 1, Uint32Array)
  families.village = grown(families.village, needed, Int32Array)
  families.district = grown(families.district, needed, Int32Array)
  families.addressStart = grown(families.addressStart, needed + 1, Uint32Array)
  families.cardHigh = grown(families.cardHigh, needed, Uint32Array)
  families.cardLow = grown(families.cardLow, needed, Uint32Array)
}

function growPersons(families: Families, needed: number): void {
  if (needed <= families.family.length && needed < families.nameStart.length) return
  families.family = grown(families.family, needed, Uint32Array)
  families.nameText = grown(families.nameText, needed, Uint32Array)
  families.nameStart = grown(families.nameStart, needed + 1, Uint32Array)
  families.born = grown(families.born, needed, Int32Array)
  families.sex = grown(families.sex, needed, Uint8Array)
  families.nationalIdHigh = grown(families.nationalIdHigh, needed, Uint32Array)
  families.nationalIdLow = grown(families.nationalIdLow, needed, Uint32Array)
}

type Column = Uint8Array | Uint32Array | Int32Array

type ColumnOf<Kind extends Column> = new (length: number) => Kind

/** A copy with half as much room again; the same column when it is large enough. */
function grown<Kind extends Column>(column: Kind, needed: number, make: ColumnOf<Kind>): Kind {
  if (needed <= column.length) return column
  const larger = new make(Math.max(needed, Math.ceil(column.length * 1.5)))
  larger.set(column)
  return larger
}

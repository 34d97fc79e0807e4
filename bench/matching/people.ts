import { type Chance, chanceOf } from '../../command/demonstration/chance.ts'
import { birthPlaces, drawByRank, type Names, namesOf, streets } from './name-words.ts'
import { dateOf, type Elsewhere, type Person, withErrors } from './person-errors.ts'

export const headings = [
  ...['unique_id', 'cluster', 'nik', 'kk', 'name', 'first_tok', 'sex', 'dob', 'birth_place'],
  ...['mother_name', 'address', 'rt', 'rw', 'village', 'phone'],
] as const

/** Shares measured on a list of the same kind: the same person up to five times, not by family. */
const copiesShares = [0.7532, 0.9283, 0.9879, 0.9972] as const
const errorsInFirst = 0.15
const villagesAtLeast = 320
const personsInVillage = 2_350
const villagesInRegency = 14
const provinces = [33, 35, 32, 36, 34, 31, 18, 16, 17, 15, 14, 13, 12, 61, 62, 63, 64, 71, 73, 74]
const rowsInBlock = 4_000

/**
 * A list of people with known truth, as CSV in blocks of text: first every person once, family by
 * family, then the copies in an order of their own. The same rows and seed give the same bytes.
 * Synthetic: digits 5 and 6 of each NIK and KK are 99; the regency takes the district's part.
 */
export function* peopleOf(rows: number, seed: number): Generator<string> {
  const make = makersOf(rows, seed)
  const copies = new Copies(rows)
  let block = `${headings.join(',')}\n`
  let persons = 0
  while (persons + copies.count < rows) {
    for (const person of make.family()) {
      if (persons + copies.count === rows) break
      const first = make.chance.happens(errorsInFirst)
        ? withErrors(make.chance, person, { elsewhere: make.elsewhere, copy: 'first' })
        : person
      block += `${persons},${persons},${lineOf(first)}\n`
      const again = copiesOf(make.chance.next())
      for (let copy = 0; copy < again && persons + 1 + copies.count < rows; copy++) {
        const given = { elsewhere: make.elsewhere, copy: 'later' } as const
        copies.add(`${persons},${lineOf(withErrors(make.chance, person, given))}\n`)
      }
      persons += 1
      if (persons % rowsInBlock !== 0) continue
      yield block
      block = ''
    }
  }
  yield block
  yield* copies.shuffled(make.chance, persons)
}

/**
 * The families of so many people, each once and without errors; 3.7 persons each, as in the central
 * lists. The same number and seed give the same families.
 */
export function* familiesOf(persons: number, seed: number): Generator<readonly Person[]> {
  const { family } = makersOf(persons, seed, shareOfLarger)
  for (let made = 0; made < persons; ) {
    const next = family()
    made += next.length
    yield next
  }
}

/** Where else the people of `familiesOf` may live. */
export function elsewhereOf(persons: number, seed: number): Elsewhere {
  return makersOf(persons, seed, shareOfLarger).elsewhere
}

/** A family is larger by one more person with this chance, up to eight. */
const shareOfLarger = 0.76
const shareOfLargerInList = 0.63

function copiesOf(at: number): number {
  const more = copiesShares.findIndex((share) => at < share)
  return more < 0 ? copiesShares.length : more
}

function lineOf(person: Person): string {
  const { nik, familyCard, name, sex, birthDate, birthPlace, motherName } = person
  const { address, rt, rw, village, phone } = person
  const gap = name.indexOf(' ')
  const first = gap < 0 ? name : name.slice(0, gap)
  const born = `${sex},${birthDate},${birthPlace},${motherName}`
  return `${nik},${familyCard},${name},${first},${born},${address},${rt},${rw},${village},${phone}`
}

/** Lines put away as bytes, because five million strings would not fit. */
class Copies {
  count = 0
  #bytes = Buffer.allocUnsafe(1 << 20)
  #used = 0
  readonly #ends: Uint32Array

  constructor(rows: number) {
    this.#ends = new Uint32Array(rows + 1)
  }

  add(line: string): void {
    if (this.#used + line.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(this.#bytes.length * 2)
      this.#bytes.copy(larger, 0, 0, this.#used)
      this.#bytes = larger
    }
    this.#used += this.#bytes.write(line, this.#used, 'latin1')
    this.count += 1
    this.#ends[this.count] = this.#used
  }

  *shuffled(chance: Chance, firstId: number): Generator<string> {
    const order = Uint32Array.from({ length: this.count }, (_, at) => at)
    for (let at = this.count - 1; at > 0; at--) {
      const other = chance.below(at + 1)
      const here = order[at] ?? 0
      order[at] = order[other] ?? 0
      order[other] = here
    }
    let block = ''
    for (let at = 0; at < this.count; at++) {
      const which = order[at] ?? 0
      const line = this.#bytes.toString('latin1', this.#ends[which], this.#ends[which + 1])
      block += `${firstId + at},${line}`
      if ((at + 1) % rowsInBlock !== 0) continue
      yield block
      block = ''
    }
    yield block
  }
}

type Makers = {
  readonly chance: Chance
  readonly elsewhere: Elsewhere
  readonly family: () => readonly Person[]
}

function makersOf(rows: number, seed: number, larger = shareOfLargerInList): Makers {
  const chance = chanceOf(seed, 'people')
  const names = namesOf(chanceOf(seed, 'names'))
  const villages = Math.max(villagesAtLeast, Math.ceil((rows * 0.75) / personsInVillage))
  const drawVillage = drawByRank(villages, 3, 0.4)
  const elsewhere: Elsewhere = {
    village: () => villageCode(drawVillage(chance.next())),
    rt: () => `0${chance.between(1, 8)}`,
    rw: () => `0${chance.between(1, 6)}`,
    address: () => `${chance.pick(streets)} ${chance.between(1, 200)}`,
    phone: () => phoneOf(chance),
  }
  const regencies = Math.ceil(villages / villagesInRegency)
  const serials = serialsOf(regencies)
  const village = () => drawVillage(chance.next())
  const tools = { chance, names, elsewhere, regencies, serials, village, larger }
  return { chance, elsewhere, family: () => makeFamily(tools) }
}

/** Four digits of the regency, 99 for the district, 20 and the number of the village. */
function villageCode(village: number): string {
  const number = (village % villagesInRegency) + 1
  return `${regionOf(Math.floor(village / villagesInRegency))}20${twoDigits(number)}`
}

/** Twenty-three regencies a province: as many as one regency has districts. */
function regionOf(regency: number): string {
  const province = provinces[Math.floor(regency / 23) % provinces.length]
  return `${province}${twoDigits((regency % 23) + 1)}99`
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

const phoneStarts = '0852 0821 0853 0878 0857 0822 0812 0896 0877 0895 0813 0858'.split(' ')

function phoneOf(chance: Chance): string {
  return chance.pick(phoneStarts) + String(chance.below(100_000_000)).padStart(8, '0')
}

type Serials = (regency: number, date: string, sex: 'L' | 'P') => number

/** The next serial of a NIK: how many were born there on that day before, and one. */
function serialsOf(regencies: number): Serials {
  const years = 90
  const used = new Uint16Array(regencies * years * 12 * 31 * 2)
  return (regency, date, sex) => {
    const year = Number(date.slice(0, 4)) - 1940
    const day = (year * 12 + Number(date.slice(5, 7)) - 1) * 31 + Number(date.slice(8)) - 1
    const at = (regency * years * 12 * 31 + day) * 2 + (sex === 'P' ? 1 : 0)
    const serial = (used[at] ?? 0) + 1
    used[at] = serial
    return serial
  }
}

type Tools = {
  readonly chance: Chance
  readonly names: Names
  readonly elsewhere: Elsewhere
  readonly regencies: number
  readonly serials: Serials
  readonly village: () => number
  readonly larger: number
}

/** A man alone, or with a wife, or with a wife and up to six children; twins among them. */
function makeFamily(tools: Tools): readonly Person[] {
  const { chance, names, elsewhere } = tools
  const home = tools.village()
  const regency = Math.floor(home / villagesInRegency)
  const shared = {
    familyCard: familyCardOf(chance, regency),
    address: elsewhere.address(),
    rt: elsewhere.rt(),
    rw: elsewhere.rw(),
    village: villageCode(home),
  }
  const familyName = names.familyName()
  const familyPhone = phoneOf(chance)
  let size = 1
  while (size < 8 && chance.happens(tools.larger)) size += 1
  const made: Person[] = []
  let born = ''
  for (let at = 0; at < size; at++) {
    const sex = at === 0 ? 'L' : at === 1 ? 'P' : chance.happens(0.5) ? 'L' : 'P'
    const twin = at > 2 && chance.happens(0.02)
    if (!twin) born = birthDateOf(chance, at)
    const place = chance.happens(0.2) ? chance.below(tools.regencies) : regency
    made.push({
      ...shared,
      nik: nikOf(tools, { place, born, sex }),
      name: names.name(sex, familyName),
      sex,
      birthDate: born,
      birthPlace: birthPlaceOf(chance),
      motherName: at < 2 ? names.name('P', names.familyName()) : (made[1]?.name ?? ''),
      phone: chance.happens(0.2) ? '' : chance.happens(0.62) ? familyPhone : phoneOf(chance),
    })
  }
  return made
}

function familyCardOf(chance: Chance, regency: number): string {
  const day = twoDigits(chance.between(1, 28)) + twoDigits(chance.between(1, 12))
  const serial = String(chance.below(9_000)).padStart(4, '0')
  return regionOf(regency) + day + twoDigits(chance.between(5, 24)) + serial
}

type Birth = { readonly place: number; readonly born: string; readonly sex: 'L' | 'P' }

/** Region, day of birth (a woman's plus 40), serial: Permendagri on the NIK's sixteen digits. */
function nikOf(tools: Tools, { place, born, sex }: Birth): string {
  const day = Number(born.slice(8)) + (sex === 'P' ? 40 : 0)
  const serial = String(tools.serials(place, born, sex)).padStart(4, '0')
  return regionOf(place) + twoDigits(day) + born.slice(5, 7) + born.slice(2, 4) + serial
}

const bornFrom = [1951, 1956, 1998] as const
const bornTo = [2001, 2005, 2025] as const

/** Many who were born long ago are entered as of 1 January or 1 July. */
function birthDateOf(chance: Chance, place: number): string {
  const role = Math.min(place, 2)
  const year = chance.between(bornFrom[role] ?? 1951, bornTo[role] ?? 2025)
  if (chance.happens(year < 1985 ? 0.041 : 0.003)) {
    return dateOf(year, chance.happens(0.6) ? 1 : 7, 1)
  }
  const month = chance.between(1, 12)
  return dateOf(year, month, chance.between(1, daysIn(month)))
}

/** Leap days are left out. */
function daysIn(month: number): number {
  return month === 2 ? 28 : 30 + ((month + (month >> 3)) & 1)
}

const drawBirthPlace = drawByRank(birthPlaces.length, 2.7, 1.8)

function birthPlaceOf(chance: Chance): string {
  return birthPlaces[drawBirthPlace(chance.next())] ?? ''
}

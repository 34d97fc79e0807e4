import { familyHeadings, personHeadings } from '../../core/sources/p3ke-columns.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { ListRow } from './list.ts'
import { rewordAddress } from './list-errors.ts'
import { type ListedPerson, writeMembers } from './listed-person.ts'
import { type Wording, wordOf } from './p3ke-words.ts'
import { type Person, peopleOn } from './people.ts'

/** A cell of the workbook: text, or a number where a spreadsheet made one of a text. */
export type Cell = string | number | null

/** A data row of the family workbook as written, with its place in the sheet. */
export type WrittenFamily = {
  readonly row: ListRow
  /** 1-based row of the sheet. */
  readonly sheetRow: number
  readonly cells: readonly Cell[]
  readonly members: readonly ListedPerson[]
  readonly address: string
}

export type WrittenLists = {
  readonly families: readonly WrittenFamily[]
  readonly familySheet: readonly (readonly Cell[])[]
  readonly personSheet: readonly (readonly Cell[])[]
  readonly personRows: number
}

type Place = { readonly provinceName: string; readonly regencyName: string }

/** Both workbooks as rows of cells, their headers first, with what lists carry beside data. */
export function writeLists(rows: readonly ListRow[], place: Place, seed: number): WrittenLists {
  const chance = chanceOf(seed, 'written lists')
  const families: WrittenFamily[] = []
  const familySheet: (readonly Cell[])[] = [[...familyHeadings]]
  const personSheet: (readonly Cell[])[] = [[...personHeadings]]
  const known = new Map<string, WrittenFamily>()
  const taken = takenNumbers(rows)
  let personRows = 0
  for (const [at, row] of rows.entries()) {
    addStrays(familySheet, at, rows.length, familyHeadings)
    const twin = known.get(row.listKey)
    const family = {
      ...(twin ?? writeFamily(row, { place, chance, taken })),
      row,
      sheetRow: familySheet.length + 1,
    }
    families.push(family)
    familySheet.push(family.cells)
    known.set(row.listKey, family)
    if (twin !== undefined) continue
    for (const [index, member] of family.members.entries()) {
      addStrays(personSheet, personRows, rows.length * 3, personHeadings)
      personSheet.push(personCells(family, member, { index, place, chance }))
      personRows++
    }
  }
  addTotal(familySheet, rows.length)
  addTotal(personSheet, personRows)
  return { families, familySheet, personSheet, personRows }
}

/** Blank lines, a header printed again, a sub-total: at fixed places of the way through. */
function addStrays(
  sheet: (readonly Cell[])[],
  at: number,
  of: number,
  header: readonly string[],
): void {
  const here = (share: number) => at === Math.floor(of * share)
  if (here(0.12) || here(0.47) || here(0.83)) sheet.push([])
  if (here(0.5)) sheet.push([...header])
  if (here(0.7)) sheet.push(['SUB TOTAL', null, null, null, null, null, null, at])
}

function addTotal(sheet: (readonly Cell[])[], rows: number): void {
  sheet.push([])
  sheet.push(['JUMLAH', null, null, null, null, null, null, rows])
}

function takenNumbers(rows: readonly ListRow[]): Set<string> {
  const numbers = new Set<string>()
  for (const { listed } of rows) {
    for (const person of listed.family.members) numbers.add(person.nationalId)
  }
  return numbers
}

function writeFamily(
  row: ListRow,
  by: { readonly place: Place; readonly chance: Chance; readonly taken: Set<string> },
): WrittenFamily {
  const { place, chance, taken } = by
  const members = writeMembers(row, chance, taken)
  const address = row.errors.address
    ? rewordAddress(row.listed.family.address, chance)
    : row.listed.family.address
  const cells = familyCells(row, { members, address, place, chance })
  return { row, sheetRow: 0, cells, members, address }
}

function familyCells(
  row: ListRow,
  written: {
    readonly members: readonly ListedPerson[]
    readonly address: string
    readonly place: Place
    readonly chance: Chance
  },
): Cell[] {
  const { chance, members, address } = written
  const wording = { chance, varied: row.errors.labels === true }
  const [head] = members
  if (head === undefined) throw new Error('a family without members')
  return [
    ...placeCells(row, written.place, { lostZeros: row.errors.lostZeros === true }),
    chance.happens(0.93) ? 1 : 2,
    address,
    head.name,
    head.nationalId,
    wordOf('yesNo', head.errors.nationalId === undefined ? 'yes' : 'no', wording),
    wordOf('sex', head.person.sex, wording),
    writeDate(head.bornOn, wording),
    wordOf('job', listedAnswers(row, chance)['head-work'], wording),
    wordOf('education', educationOf(head.person, chance), wording),
    ...houseCells(row, wording),
    ...aidCells(wording),
    wordOf('yesNo', chance.happens(0.14) ? 'yes' : 'no', wording),
    'P3KE 2022',
  ]
}

function houseCells(row: ListRow, wording: Wording): string[] {
  const answers = listedAnswers(row, wording.chance)
  return [
    wordOf('tenure', answers.tenure, wording),
    wordOf('yesNo', wording.chance.happens(0.12) ? 'yes' : 'no', wording),
    wordOf('roof', answers.roof, wording),
    wordOf('wall', answers.wall, wording),
    wordOf('floor', answers.floor, wording),
    wordOf('lighting', answers.lighting, wording),
    wordOf('fuel', answers.fuel, wording),
    wordOf('water', answers.water, wording),
    wordOf('toilet', answers.toilet, wording),
  ]
}

/** The list is older than the visit: houses were worse then, or were taken for worse. */
function listedAnswers(row: ListRow, chance: Chance): Readonly<Record<string, string | number>> {
  const worse: Record<string, string | number> = { ...row.listed.living.answers }
  if (chance.happens(0.3)) worse.floor = 'cement'
  if (chance.happens(0.25)) worse.wall = 'board'
  if (chance.happens(0.2)) worse.toilet = 'none'
  if (chance.happens(0.2)) worse.fuel = 'firewood'
  return worse
}

/** BPNT, BPUM, BST, PKH, SEMBAKO. */
function aidCells(wording: Wording): string[] {
  return [0.35, 0.06, 0.18, 0.28, 0.33].map((share) =>
    wordOf('yesNo', wording.chance.happens(share) ? 'yes' : 'no', wording),
  )
}

function personCells(
  family: WrittenFamily,
  member: ListedPerson,
  by: { readonly index: number; readonly place: Place; readonly chance: Chance },
): Cell[] {
  const { chance, index } = by
  const { person } = member
  const wording = { chance, varied: member.errors.labels === true }
  // Both files come out of one program: what it lost of a family's key, it lost in both.
  const lostZeros = family.row.errors.lostZeros === true
  return [
    ...placeCells(family.row, by.place, { lostZeros }),
    family.cells[6] ?? 1,
    family.address,
    `${family.row.listKey}${String(index + 1).padStart(2, '0')}`,
    member.name,
    member.nationalId,
    wordOf('yesNo', member.errors.nationalId === undefined ? 'yes' : 'no', wording),
    wordOf('sex', person.sex, wording),
    wordOf('relation', relationOf(person), wording),
    writeDate(member.bornOn, wording),
    wordOf('marital', person.marital, wording),
    wordOf('job', index === 0 ? jobOfHead(family) : jobOf(person, chance), wording),
    wordOf('education', educationOf(person, chance), wording),
    ...ageBands.map(([from, to]) => (inBand(person, from, to) ? 'Ya' : 'Tidak')),
    ...family.cells.slice(24, 29),
    family.cells[29] ?? '',
    'P3KE 2022',
  ]
}

function placeCells(row: ListRow, place: Place, key: { readonly lostZeros: boolean }): Cell[] {
  const { village } = row.listed.family
  return [
    key.lostZeros ? Number(row.listKey) : row.listKey,
    place.provinceName,
    place.regencyName,
    village.districtName.toUpperCase(),
    village.name.toUpperCase(),
    village.code.replaceAll('.', ''),
  ]
}

const ageBands = [
  [0, 6],
  [7, 12],
  [13, 15],
  [16, 18],
  [19, 21],
  [22, 59],
  [60, 130],
] as const

function inBand(person: Person, from: number, to: number): boolean {
  const age = ageOf(person)
  return age >= from && age <= to
}

function ageOf(person: Person): number {
  return peopleOn.year - 1 - Number(person.bornOn.slice(0, 4))
}

function relationOf(person: Person): string {
  return person.relation === 'spouse' && person.sex === 'male' ? 'husband' : person.relation
}

function jobOfHead(family: WrittenFamily): string {
  return String(family.row.listed.living.answers['head-work'] ?? 'not-working')
}

function jobOf(person: Person, chance: Chance): string {
  const age = ageOf(person)
  if (age < 6) return 'not-working'
  if (age < 18) return chance.happens(0.85) ? 'pupil' : 'not-working'
  if (person.relation === 'spouse' && person.sex === 'female' && chance.happens(0.7)) {
    return 'housework'
  }
  return age > 65
    ? 'not-working'
    : chance.pick(['casual-farm', 'casual-other', 'own-account', 'employee'])
}

function educationOf(person: Person, chance: Chance): string {
  const age = ageOf(person)
  if (age < 7) return 'none'
  if (age < 13) return 'not-finished'
  if (age < 16) return 'primary'
  if (age > 55)
    return chance.weighted([
      ['none', 22],
      ['not-finished', 33],
      ['primary', 38],
      ['junior', 7],
    ])
  return chance.weighted([
    ['not-finished', 16],
    ['primary', 40],
    ['junior', 24],
    ['senior', 18],
    ['university', 2],
  ])
}

/** Most deliveries write the day as ISO, some as the eye reads it. */
function writeDate(day: string, wording: Wording): string {
  if (!wording.varied) return day
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${month}/${year}`
}

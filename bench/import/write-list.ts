import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type Chance, chanceOf } from '../../command/demonstration/chance.ts'
import { demonstrationTenant, openStage } from '../../command/demonstration/stage.ts'
import { familyHeadings } from '../../core/sources/p3ke-columns.ts'
import { working } from '../../server/database.ts'
import { listVillages } from '../../server/sources/store.ts'

type Village = { readonly code: string; readonly name: string; readonly district: string }

/** A demonstration of Kabupaten Bangka without anybody in it; answers its villages. */
async function makeRegency(dataDirectory: string): Promise<readonly Village[]> {
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const stage = await openStage({ dataDirectory, port: 0, regencyCode, log })
  try {
    const { database } = await stage.ready
    return await working(database, demonstrationTenant, (db) => listVillages(db, regencyCode))
  } finally {
    await stage.stop()
  }
}

const regencyCode = '19.01'

/** Shares of what is wrong in a list, as the story of Bangka has them. */
const errors = { double: 0.03, numberEmpty: 0.03, numberSlip: 0.04, birth: 0.08, name: 0.1 }
const linesAtOnce = 2_000
const doublesFromLast = 500

/** A family list of P3KE with synthetic people (district 99), doubles among them. */
async function writeList(
  target: string,
  list: { readonly villages: readonly Village[]; readonly rows: number; readonly seed: number },
): Promise<void> {
  const chance = chanceOf(list.seed, 'import bench')
  const names = makeWords(chance)
  const out = createWriteStream(target)
  const recent: Family[] = []
  let text = `${familyHeadings.map(quoted).join(',')}\n`
  for (let row = 1; row <= list.rows; row++) {
    const known = recent.length > 0 && chance.happens(errors.double)
    const family = known ? chance.pick(recent) : makeFamily(chance, names, list.villages)
    if (!known) recent[row % doublesFromLast] = family
    text += `${lineOf(chance, family, row)}\n`
    if (row % linesAtOnce !== 0 && row !== list.rows) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end()
  await once(out, 'finish')
}

type Family = {
  readonly village: Village
  readonly name: string
  readonly woman: boolean
  readonly day: number
  readonly month: number
  readonly year: number
  readonly serial: number
  readonly address: string
  readonly living: string
}

function makeFamily(
  chance: Chance,
  names: readonly string[],
  villages: readonly Village[],
): Family {
  const word = () => names[Math.floor(names.length * chance.next() ** 2)] ?? ''
  const words = chance.weighted([
    [1, 15],
    [2, 60],
    [3, 25],
  ] as const)
  return {
    village: chance.pick(villages),
    name: Array.from({ length: words }, word).join(' '),
    woman: chance.happens(0.2),
    day: chance.between(1, 28),
    month: chance.between(1, 12),
    year: chance.between(1940, 2002),
    serial: chance.between(1, 9999),
    address: `DUSUN ${word()} RT ${two(chance.between(1, 9))} NO ${chance.between(1, 90)}`,
    living: livingColumns.map((words) => quoted(chance.pick(words))).join(','),
  }
}

const yesNo = ['Ya', 'Tidak'] as const
const livingColumns: readonly (readonly string[])[] = [
  ['Petani', 'Nelayan', 'Buruh', 'Tidak Bekerja', 'Pedagang'],
  ['SD/Sederajat', 'SMP/Sederajat', 'SMA/Sederajat', 'Tidak/Belum Sekolah'],
  ['Milik Sendiri', 'Kontrak/Sewa', 'Bebas Sewa'],
  yesNo,
  ['Seng', 'Genteng', 'Asbes'],
  ['Kayu/Papan', 'Tembok', 'Bambu'],
  ['Semen', 'Tanah', 'Keramik'],
  ['Listrik Pribadi s/d 900 Watt', 'Listrik Bersama'],
  ['Arang/Kayu', 'Gas'],
  ['Sumur Terlindung', 'Air Hujan'],
  ['Tidak, Jamban Umum/Bersama', 'Ya, dengan Septic Tank'],
  yesNo,
  yesNo,
  yesNo,
  yesNo,
  yesNo,
  yesNo,
  yesNo,
]

function lineOf(chance: Chance, family: Family, row: number): string {
  const { village, woman, year } = family
  const born = chance.happens(errors.birth) ? chance.between(1, 28) : family.day
  const name = chance.happens(errors.name) ? `${family.name} ${chance.pick(initials)}` : family.name
  return [
    String(1_901_000_000 + row),
    'KEPULAUAN BANGKA BELITUNG',
    'BANGKA',
    quoted(village.district),
    quoted(village.name),
    village.code.replaceAll('.', ''),
    String(chance.between(1, 4)),
    family.address,
    name,
    numberOf(chance, family),
    chance.happens(0.7) ? 'YA' : 'TIDAK',
    woman ? 'Perempuan' : 'Laki-laki',
    `${year}-${two(family.month)}-${two(born)}`,
    family.living,
  ].join(',')
}

const initials = [...'ABDHIMNRS']

function numberOf(chance: Chance, family: Family): string {
  if (chance.happens(errors.numberEmpty)) return ''
  const day = two(family.day + (family.woman ? 40 : 0))
  const serial = String(family.serial).padStart(4, '0')
  const digits = `190199${day}${two(family.month)}${two(family.year % 100)}${serial}`
  if (!chance.happens(errors.numberSlip)) return digits
  return digits.slice(0, -1) + chance.below(10)
}

/** Words of two or three syllables; a few thousand, as a regency has. */
function makeWords(chance: Chance): string[] {
  const starts = 'A BA CI DA DE FA GU HA I JA KA LI MA NA NU PA RA RO SA SI SU TA U WA YA ZA'.split(
    ' ',
  )
  const middles = 'BI DI GA HI LA LI MA MI NI RA RI RU SA SI TA TI WA YU'.split(' ')
  const ends = 'H L N R S T NAH DIN RIN LAN MAN TO TI NI WATI YAH'.split(' ')
  const made = new Set<string>()
  while (made.size < 4000) {
    const middle = chance.happens(0.5) ? chance.pick(middles) : ''
    made.add(chance.pick(starts) + chance.pick(middles) + middle + chance.pick(ends))
  }
  return [...made]
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text
}

// A process of its own, so that its memory is not the server's: DATA FILE ROWS SEED.
const [dataDirectory = '', file = '', rowsText = '', seedText = ''] = process.argv.slice(2)
const villages = await makeRegency(dataDirectory)
await writeList(file, { villages, rows: Number(rowsText), seed: Number(seedText) })

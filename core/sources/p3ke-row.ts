import { type AreaCode, areaContains, dottedAreaCode } from '../areas/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { sourceKey } from '../registry/source-key.ts'
import { labelKey } from './label-key.ts'
import { readListDate } from './list-date.ts'
import { type NikCell, readNikCell } from './nik-cell.ts'
import type { ListColumns, ListField, ListFormat, ReceiptField } from './p3ke-columns.ts'
import { codeOfLabel, type LabelTable } from './p3ke-labels.ts'

/** What a row says, in the house's words. Absent: the row does not say it. */
export type ListRow = {
  readonly familyKey: string
  readonly personKey: string
  readonly name: string
  readonly villageCode: AreaCode | undefined
  readonly address: string
  readonly decile: number | undefined
  readonly sex: 'male' | 'female' | undefined
  readonly bornOn: PlainDate | undefined
  readonly relation: string | undefined
  readonly marital: string | undefined
  readonly education: string | undefined
  readonly job: string | undefined
  readonly dukcapilMatched: boolean
  readonly nik: NikCell
  readonly familyCard: string | undefined
  /** Keys and codes of core/visits/questionnaire.ts, and `receives`, `savings`, `stunting-risk`. */
  readonly conditions: Readonly<Record<string, string | readonly string[]>>
}

/** A finding without its row number, which the reader of the file knows. */
export type RowFinding = {
  readonly field: string
  readonly code: string
  readonly severity: 'wait' | 'look'
  readonly detail?: Readonly<Record<string, string | number>>
}

export type ReadRow = { readonly row: ListRow; readonly findings: readonly RowFinding[] }

export type ListReader = (cells: readonly string[]) => ReadRow

/** The villages a list may name: dotted codes of one regency, and names for a lost code. */
export type VillageBook = {
  readonly regency: AreaCode
  readonly has: (code: string) => boolean
  /** The one village of that name in that district of the regency, when there is exactly one. */
  readonly byName: (district: string, village: string) => AreaCode | undefined
}

const houseFields = [
  'roof',
  'wall',
  'floor',
  'lighting',
  'fuel',
  'water',
  'toilet',
  'tenure',
] as const
const receiptFields = ['bpnt', 'bpum', 'bst', 'pkh', 'sembako', 'prakerja', 'kur'] as const
const oldest = 120
const letter = /\p{L}/u
const someDigits = /\d+/
const shownLabel = 40

/** Makes the reader of one file. It never throws: what it cannot understand becomes a finding. */
export function listReader(setup: {
  readonly columns: ListColumns
  readonly villages: VillageBook
  readonly on: PlainDate
}): ListReader {
  const { columns, format } = setup.columns
  const headingOf = headings(setup.columns)
  const codeOf = rememberedLabels(columns)
  const villageOf = rememberedVillages(setup.villages)
  const regency = setup.villages.regency.replace('.', '')
  return (cells) => {
    const findings: RowFinding[] = []
    const find: Find = (field, code, severity, detail) => {
      const said = { field: headingOf(field), code, severity }
      findings.push(detail === undefined ? said : { ...said, detail })
    }
    const text = (column: number | undefined): string =>
      column === undefined ? '' : (cells[column] ?? '')
    const coded: Coded = (field) => {
      const label = text(columns[field])
      if (label === '') return undefined
      const code = codeOf(field, label)
      if (code === undefined && !isNothing(label)) {
        find(field, 'sources.label-unknown', 'look', { label: safeLabel(label) })
      }
      return code
    }
    const sex = coded('sex') as 'male' | 'female' | undefined
    const bornOn = readBirth(text(columns.bornOn), setup.on, find)
    const nik = readNikCell(text(columns.nationalId), { bornOn, sex, regency, on: setup.on })
    for (const each of nik.findings) find('nationalId', each.code, 'look', each.detail)
    const job = coded('job')
    const row: ListRow = {
      familyKey: readFamilyKey(text(columns.familyKey), format, find),
      personKey: text(columns.personKey).trim(),
      name: readName(text(columns.name), find),
      villageCode: readVillageCell(
        villageOf(text(columns.villageCode), text(columns.district), text(columns.village)),
        find,
      ),
      address: text(columns.address).trim(),
      decile: readDecile(text(columns.decile), find),
      sex,
      bornOn,
      relation: coded('relation'),
      marital: coded('marital'),
      education: coded('education'),
      job,
      dukcapilMatched: coded('dukcapil') === 'yes',
      nik,
      familyCard: nik.card ?? cardOf(text(columns.familyCard)),
      conditions: readConditions(coded, job),
    }
    return { row, findings }
  }
}

type Find = (
  field: ListField,
  code: string,
  severity: 'wait' | 'look',
  detail?: Readonly<Record<string, string | number>>,
) => void

type Coded = (field: CodedField) => string | undefined

/** Which table of words a column is read by. */
const tableOf = {
  sex: 'sex',
  relation: 'relation',
  marital: 'marital',
  education: 'education',
  job: 'job',
  roof: 'roof',
  wall: 'wall',
  floor: 'floor',
  lighting: 'lighting',
  fuel: 'fuel',
  water: 'water',
  toilet: 'toilet',
  tenure: 'tenure',
  savings: 'yesNo',
  dukcapil: 'yesNo',
  stuntingRisk: 'yesNo',
  bpnt: 'yesNo',
  bpum: 'yesNo',
  bst: 'yesNo',
  pkh: 'yesNo',
  sembako: 'yesNo',
  prakerja: 'yesNo',
  kur: 'yesNo',
} as const satisfies Partial<Record<ListField, LabelTable>>

type CodedField = keyof typeof tableOf

const codedFields = Object.keys(tableOf) as CodedField[]

function headings(list: ListColumns): (field: ListField) => string {
  return (field) => {
    const column = list.columns[field]
    return column === undefined ? '' : (list.header[column] ?? '').trim().slice(0, 60)
  }
}

function readConditions(coded: Coded, job: string | undefined): ListRow['conditions'] {
  const conditions: Record<string, string | readonly string[]> = {}
  for (const field of houseFields) {
    const code = coded(field)
    if (code !== undefined) conditions[field] = code
  }
  if (job !== undefined && job !== 'other') conditions['head-work'] = job
  const receives: ReceiptField[] = []
  for (const field of receiptFields) if (coded(field) === 'yes') receives.push(field)
  if (receives.length > 0) conditions.receives = receives
  if (coded('savings') === 'yes') conditions.savings = 'yes'
  if (coded('stuntingRisk') === 'yes') conditions['stunting-risk'] = 'yes'
  return conditions
}

function readName(text: string, find: Find): string {
  const name = text.trim()
  if (!letter.test(name)) find('name', 'sources.name-missing', 'wait')
  return name
}

/** A family can be listed without the owner's key; a person without it has no family to join. */
function readFamilyKey(text: string, format: ListFormat, find: Find): string {
  const key = sourceKey(text)
  if (key === '') {
    find('familyKey', 'sources.family-key-missing', format === 'p3ke-person' ? 'wait' : 'look')
  }
  return key
}

function readVillageCell(village: VillageReading, find: Find): AreaCode | undefined {
  if (village.code !== undefined) {
    find('villageCode', village.code, village.is === undefined ? 'wait' : 'look')
  }
  return village.is
}

export function waits(findings: readonly RowFinding[]): boolean {
  return findings.some((finding) => finding.severity === 'wait')
}

/** A label as a person may see it; a long run of digits could be somebody's number. */
function safeLabel(label: string): string {
  return label
    .trim()
    .slice(0, shownLabel)
    .replace(/\d{6,}/g, '…')
}

function isNothing(label: string): boolean {
  const trimmed = label.trim()
  return trimmed === '' || trimmed === '-'
}

function readBirth(text: string, on: PlainDate, find: Find): PlainDate | undefined {
  const reading = readListDate(text)
  if (reading.is !== 'day') {
    find('bornOn', `sources.birth-date-${reading.is}`, 'look')
    return undefined
  }
  const years = Number(on.slice(0, 4)) - Number(reading.day.slice(0, 4))
  if (years <= oldest && reading.day <= on) return reading.day
  find('bornOn', 'sources.birth-date-unlikely', 'look')
  return undefined
}

function readDecile(text: string, find: Find): number | undefined {
  if (isNothing(text)) return undefined
  const digits = someDigits.exec(text)?.[0]
  const decile = Number(digits)
  if (digits !== undefined && decile >= 1 && decile <= 10) return decile
  find('decile', 'sources.decile-unknown', 'look')
  return undefined
}

function cardOf(text: string): string | undefined {
  if (text === '') return undefined
  const digits = text.replace(/[^0-9]/g, '')
  return digits.length === 16 ? digits : undefined
}

type VillageOf = (code: string, district: string, village: string) => VillageReading

type VillageReading = { readonly is?: AreaCode; readonly code?: string }

const rememberedMost = 50_000

/** Lists say the same few hundred villages over and over. */
function rememberedVillages(book: VillageBook): VillageOf {
  const known = new Map<string, VillageReading>()
  return (code, district, village) => {
    const hit = known.get(code)
    if (hit !== undefined) return hit
    const reading = readVillage(book, { code, district, village })
    const byCode = reading.is !== undefined && reading.code === undefined
    if (byCode && known.size < rememberedMost) known.set(apart(code), reading)
    return reading
  }
}

function readVillage(
  book: VillageBook,
  said: { readonly code: string; readonly district: string; readonly village: string },
): VillageReading {
  const digits = said.code.replace(/[^0-9.]/g, '').replace(/\.0+$/, '')
  const code = dottedAreaCode(digits)
  if (code !== undefined && book.has(code)) return { is: code }
  const byName = book.byName(labelKey(said.district), labelKey(said.village))
  if (byName !== undefined) return { is: byName, code: 'sources.village-by-name' }
  const elsewhere = code !== undefined && code.length > 4 && !areaContains(book.regency, code)
  return { code: elsewhere ? 'sources.village-other-regency' : 'sources.village-unknown' }
}

/** A file has few different labels: each is understood once. */
function rememberedLabels(
  columns: ListColumns['columns'],
): (field: CodedField, label: string) => string | undefined {
  const known = new Map<CodedField, LabelMemory>()
  for (const field of codedFields) {
    if (columns[field] !== undefined) known.set(field, labelMemory(tableOf[field]))
  }
  return (field, label) => known.get(field)?.(label)
}

type LabelMemory = (label: string) => string | undefined

/** The first labels of a column are most of what it says: they are looked through one by one. */
function labelMemory(table: LabelTable): LabelMemory {
  const first: string[] = []
  const firstCodes: (string | undefined)[] = []
  const others = new Map<string, string | undefined>()
  return (label) => {
    for (let at = 0; at < first.length; at++) if (first[at] === label) return firstCodes[at]
    const code = others.get(label)
    if (code !== undefined || others.has(label)) return code
    const found = codeOfLabel(table, label)
    if (first.length < firstMost) {
      first.push(apart(label))
      firstCodes.push(found)
    } else if (others.size < rememberedMost) others.set(apart(label), found)
    return found
  }
}

const firstMost = 6

/** The same text in memory of its own: a piece of a file keeps the whole piece it was cut from. */
function apart(text: string): string {
  return text.split('').join('')
}

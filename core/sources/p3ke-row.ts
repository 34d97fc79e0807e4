import { type AreaCode, areaContains, dottedAreaCode } from '../areas/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { labelKey } from './label-key.ts'
import { readListDate } from './list-date.ts'
import { type NikCell, readNikCell } from './nik-cell.ts'
import type { ListColumns, ListField, ReceiptField } from './p3ke-columns.ts'
import { codeOfLabel, type LabelTable } from './p3ke-labels.ts'

/** What a row says, in the house's words. Absent: the row does not say it. */
export type ListRow = {
  readonly familyKey: string
  readonly personKey: string
  readonly name: string
  readonly villageCode?: AreaCode
  readonly address: string
  readonly decile?: number
  readonly sex?: 'male' | 'female'
  readonly bornOn?: PlainDate
  readonly relation?: string
  readonly marital?: string
  readonly education?: string
  readonly job?: string
  readonly dukcapilMatched: boolean
  readonly nik: NikCell
  readonly familyCard?: string
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
const ages = { least: 0, most: 120 } as const
const shownLabel = 40

/** Makes the reader of one file. It never throws: what it cannot understand becomes a finding. */
export function listReader(setup: {
  readonly columns: ListColumns
  readonly villages: VillageBook
  readonly on: PlainDate
}): ListReader {
  const { columns, villages, on } = setup
  const at = columns.columns
  const codeOf = rememberedLabels()
  const villageOf = rememberedVillages(villages)
  const regency = villages.regency.replace('.', '')
  const person = columns.format === 'p3ke-person'
  return (cells) => {
    const findings: RowFinding[] = []
    const text = (field: ListField): string => {
      const column = at[field]
      return column === undefined ? '' : (cells[column] ?? '')
    }
    const coded = (field: ListField, table: LabelTable): string | undefined => {
      const label = text(field)
      if (label === '') return undefined
      const code = codeOf(table, label)
      if (code === undefined && !isNothing(label)) {
        findings.push(unknownLabel(columns, field, label))
      }
      return code
    }
    const heading = (field: ListField): string => headingOf(columns, field)

    const name = text('name').trim()
    if (!/\p{L}/u.test(name)) {
      findings.push({ field: heading('name'), code: 'sources.name-missing', severity: 'wait' })
    }
    const familyKey = text('familyKey').trim()
    if (familyKey === '') {
      const severity = person ? 'wait' : 'look'
      findings.push({ field: heading('familyKey'), code: 'sources.family-key-missing', severity })
    }
    const village = villageOf(text('villageCode'), text('district'), text('village'))
    if (village.code !== undefined) {
      const severity = village.is === undefined ? 'wait' : 'look'
      findings.push({ field: heading('villageCode'), code: village.code, severity })
    }
    const sex = coded('sex', 'sex') as 'male' | 'female' | undefined
    const bornOn = readBirth(text('bornOn'), on, (code) =>
      findings.push({ field: heading('bornOn'), code, severity: 'look' }),
    )
    const nik = readNikCell(text('nationalId'), { bornOn, sex, regency, on })
    for (const each of nik.findings) {
      findings.push({ field: heading('nationalId'), severity: 'look', ...each })
    }
    const decile = readDecile(text('decile'), () =>
      findings.push({ field: heading('decile'), code: 'sources.decile-unknown', severity: 'look' }),
    )
    const job = coded('job', 'job')
    const conditions: Record<string, string | readonly string[]> = {}
    for (const field of houseFields) {
      const code = at[field] === undefined ? undefined : coded(field, field)
      if (code !== undefined) conditions[field] = code
    }
    if (job !== undefined && job !== 'other') conditions['head-work'] = job
    const receives = receiptFields.filter((field) => coded(field, 'yesNo') === 'yes')
    if (receives.length > 0) conditions.receives = receives satisfies readonly ReceiptField[]
    if (coded('savings', 'yesNo') === 'yes') conditions.savings = 'yes'
    if (text('stuntingRisk') !== '') {
      conditions['stunting-risk'] = codeOf('yesNo', text('stuntingRisk')) ?? 'unknown'
    }
    const relation = coded('relation', 'relation')
    const marital = coded('marital', 'marital')
    const education = coded('education', 'education')
    const card = nik.card ?? cardOf(text('familyCard'))
    const row: ListRow = {
      familyKey,
      personKey: text('personKey').trim(),
      name,
      address: text('address').trim(),
      dukcapilMatched: text('dukcapil') !== '' && codeOf('yesNo', text('dukcapil')) === 'yes',
      nik,
      conditions,
      ...(village.is === undefined ? {} : { villageCode: village.is }),
      ...(decile === undefined ? {} : { decile }),
      ...(sex === undefined ? {} : { sex }),
      ...(bornOn === undefined ? {} : { bornOn }),
      ...(relation === undefined ? {} : { relation }),
      ...(marital === undefined ? {} : { marital }),
      ...(education === undefined ? {} : { education }),
      ...(job === undefined ? {} : { job }),
      ...(card === undefined ? {} : { familyCard: card }),
    }
    return { row, findings }
  }
}

export function waits(findings: readonly RowFinding[]): boolean {
  return findings.some((finding) => finding.severity === 'wait')
}

function headingOf(columns: ListColumns, field: ListField): string {
  const column = columns.columns[field]
  return column === undefined ? '' : (columns.header[column] ?? '').trim().slice(0, 60)
}

function unknownLabel(columns: ListColumns, field: ListField, label: string): RowFinding {
  return {
    field: headingOf(columns, field),
    code: 'sources.label-unknown',
    severity: 'look',
    detail: { label: safeLabel(label) },
  }
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

function readBirth(
  text: string,
  on: PlainDate,
  find: (code: string) => void,
): PlainDate | undefined {
  const reading = readListDate(text)
  if (reading.is === 'empty') {
    find('sources.birth-date-empty')
    return undefined
  }
  if (reading.is === 'impossible') {
    find('sources.birth-date-impossible')
    return undefined
  }
  const years = Number(on.slice(0, 4)) - Number(reading.day.slice(0, 4))
  if (years >= ages.least && years <= ages.most && reading.day <= on) return reading.day
  find('sources.birth-date-unlikely')
  return undefined
}

function readDecile(text: string, find: () => void): number | undefined {
  if (isNothing(text)) return undefined
  const digits = /\d+/.exec(text)?.[0]
  const decile = Number(digits)
  if (digits !== undefined && decile >= 1 && decile <= 10) return decile
  find()
  return undefined
}

function cardOf(text: string): string | undefined {
  const digits = text.replace(/[^0-9]/g, '')
  return digits.length === 16 ? digits : undefined
}

type VillageReading = { readonly is?: AreaCode; readonly code?: string }

const rememberedMost = 50_000

/** Lists say the same few hundred villages over and over. */
function rememberedVillages(
  book: VillageBook,
): (code: string, district: string, village: string) => VillageReading {
  const known = new Map<string, VillageReading>()
  return (code, district, village) => {
    const hit = known.get(code)
    if (hit !== undefined) return hit
    const reading = readVillage(book, { code, district, village })
    const byCode = reading.is !== undefined && reading.code === undefined
    if (byCode && known.size < rememberedMost) known.set(code, reading)
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

function rememberedLabels(): (table: LabelTable, label: string) => string | undefined {
  const known = new Map<LabelTable, Map<string, string | undefined>>()
  return (table, label) => {
    let labels = known.get(table)
    if (labels === undefined) {
      labels = new Map()
      known.set(table, labels)
    }
    if (labels.has(label)) return labels.get(label)
    const code = codeOfLabel(table, label)
    if (labels.size < rememberedMost) labels.set(label, code)
    return code
  }
}

import { createHash } from 'node:crypto'
import { readXlsx } from 'hucre/xlsx'
import { visitsProblem } from '../../../core/visits/problems.ts'
import { instrument } from '../../../core/visits/questionnaire.ts'
import { visitResults } from '../../../core/visits/visit.ts'
import {
  answerColumns,
  type Cell,
  columnLetter,
  givenColumns,
  readCell,
} from '../../../core/visits/workbook.ts'
import { archiveSizeOf } from '../../archive-size.ts'
import type { VisitDraft } from '../keep-visits.ts'
import { word } from '../words.ts'
import type { FamilyRow } from './store.ts'
import { firstFamilyRow, sheets } from './write-workbook.ts'

/** A village's workbook is far smaller; a larger file is not one of ours. */
export const workbookLimitBytes = 16 * 1024 * 1024
const rowsMost = 6000
/** Five thousand families take about 15 MB. */
const unpackedMost = 100_000_000

export type CellFinding = {
  readonly row: number
  readonly column: string
  readonly field: string
  readonly code: string
  readonly severity: 'wait' | 'look'
  readonly detail?: Record<string, string | number>
}

export type OpenedWorkbook = {
  readonly id: string
  readonly village: string
  readonly checksum: string
  readonly rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[]
}

/** Opens a returned file as far as it says which workbook it is; throws when it is none of ours. */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedWorkbook> {
  const size = archiveSizeOf(bytes)
  if (size === undefined || size.unpackedBytes > unpackedMost) {
    throw visitsProblem('visits.not-our-workbook')
  }
  const file = await readXlsx(bytes, {
    sheets: [sheets.visits, sheets.mark],
    maxRows: rowsMost,
  }).catch(() => {
    throw visitsProblem('visits.not-our-workbook')
  })
  const byName = new Map(file.sheets.map((sheet) => [sheet.name, sheet.rows]))
  const marks = new Map((byName.get(sheets.mark) ?? []).map((row) => [row[0], String(row[1])]))
  const visits = byName.get(sheets.visits)
  const id = marks.get('workbook')
  if (visits === undefined || id === undefined || marks.get('entas') !== instrument) {
    throw visitsProblem('visits.not-our-workbook')
  }
  return {
    id,
    village: marks.get('village') ?? '',
    checksum: marks.get('checksum') ?? '',
    rows: visits.slice(firstFamilyRow - 1).map((cells, place) => {
      return { row: firstFamilyRow + place, cells }
    }),
  }
}

export type RowReading =
  | { readonly is: 'open' }
  | { readonly is: 'draft'; readonly draft: VisitDraft; readonly row: number }
  | { readonly is: 'waiting'; readonly findings: readonly CellFinding[] }

/** One family's row: open when nothing was filled in, a visit, or findings that keep it waiting. */
export function readRow(
  workbookId: string,
  row: { readonly row: number; readonly cells: readonly Cell[] },
  families: ReadonlyMap<string, FamilyRow>,
): RowReading {
  const filled = readAnswers(row)
  if (filled.readings.size === 0 && filled.findings.length === 0) return { is: 'open' }
  const family = families.get(String(row.cells[1] ?? ''))
  const findings = [...filled.findings]
  const wrong = (field: string, code: string) => {
    const column = field === '' ? 'B' : letterOf(field)
    findings.push({ row: row.row, column, field, code, severity: 'wait' })
  }
  if (family === undefined) wrong('', 'visits.row-not-of-workbook')
  const day = filled.readings.get('visited-on')
  const result = filled.readings.get('result')
  if (day?.is !== 'day' && !findings.some((each) => each.field === 'visited-on')) {
    wrong('visited-on', 'visits.no-day')
  }
  if (result === undefined && !findings.some((each) => each.field === 'result')) {
    wrong('result', 'visits.no-result')
  }
  const found = visitResults.find((each) => result?.is === 'answer' && each === result.answer)
  if (findings.length > 0 || family === undefined || day?.is !== 'day' || found === undefined) {
    return { is: 'waiting', findings }
  }
  return {
    is: 'draft',
    row: row.row,
    draft: draftOf(filled.readings, { workbookId, family, day: day.day, result: found }),
  }
}

type Readings = ReadonlyMap<string, ReturnType<typeof readCell>>

function readAnswers(row: { readonly row: number; readonly cells: readonly Cell[] }) {
  const readings = new Map<string, ReturnType<typeof readCell>>()
  const findings: CellFinding[] = []
  for (const [place, field] of answerColumns.entries()) {
    const reading = readCell(field, row.cells[givenColumns.length + place], word)
    if (reading.is === 'empty') continue
    if (reading.is === 'unreadable') {
      const code = field === 'visited-on' ? 'visits.no-day' : 'visits.unreadable-cell'
      findings.push({ row: row.row, column: letterOf(field), field, code, severity: 'wait' })
      continue
    }
    readings.set(field, reading)
  }
  return { readings, findings }
}

function draftOf(
  readings: Readings,
  at: {
    readonly workbookId: string
    readonly family: FamilyRow
    readonly day: string
    readonly result: VisitDraft['result']
  },
): VisitDraft {
  const { family } = at
  const answers: Record<string, string | number> = {}
  for (const [field, reading] of readings) {
    if (reading.is !== 'answer' || ['result', 'head-alive', 'note'].includes(field)) continue
    answers[field] = reading.answer
  }
  const alive = readings.get('head-alive')
  const note = readings.get('note')
  const dead = alive?.is === 'answer' && alive.answer === 'no' && family.headPersonId !== null
  const content = {
    householdId: family.id,
    instrument,
    visitedOn: at.day,
    result: at.result,
    answers,
    ...(dead ? { members: [{ personId: family.headPersonId, presence: 'dead' as const }] } : {}),
    ...(note?.is === 'answer' ? { note: String(note.answer) } : {}),
  }
  return { id: idOf(at.workbookId, content), ...content }
}

/**
 * The same row of the same workbook with the same content is the same visit: its id is made of
 * them (UUID version 8), so that a file that comes twice changes nothing.
 */
function idOf(workbookId: string, content: unknown): string {
  const hash = createHash('sha256')
    .update(`${workbookId} ${JSON.stringify(content)}`)
    .digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  const parts = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const
  return parts.map(([from, to]) => hex.slice(from, to)).join('-')
}

export function letterOf(field: string): string {
  const place = answerColumns.indexOf(field)
  return place === -1 ? '' : columnLetter(givenColumns.length + place)
}

import { type CellValue, openXlsx, saveXlsx } from 'hucre/xlsx'
import { answerColumns, givenColumns } from '../../core/visits/workbook.ts'
import type { PlannedVisit } from './play-visits.ts'

/** The column (0-based) in which a row of the workbook carries its family. */
const rowIdAt = givenColumns.indexOf('rowId')

/** Fills in the village's workbook as its operator would: answer cells only, row by row. */
export async function fillWorkbook(
  bytes: Uint8Array,
  planned: readonly PlannedVisit[],
): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes)
  const byHousehold = new Map(planned.map((each) => [each.task.householdId, each]))
  const [sheet] = workbook.sheets
  if (sheet === undefined) throw new Error('a workbook without sheets')
  let filled = 0
  for (const row of sheet.rows) {
    const found = byHousehold.get(String(row[rowIdAt] ?? ''))
    if (found === undefined) continue
    const answers = cellsOf(found)
    for (const [place, column] of answerColumns.entries()) {
      row[givenColumns.length + place] = answers[column] ?? null
    }
    filled++
  }
  if (filled !== planned.length)
    throw new Error(`the workbook holds ${filled} of ${planned.length}`)
  return saveXlsx(workbook)
}

function cellsOf({ visit, sameAs }: PlannedVisit): Readonly<Record<string, CellValue>> {
  const day = visit.visitedOn
  if (sameAs !== undefined) {
    return { 'visited-on': day, result: 'double', note: `Sama dengan ${sameAs.headName}` }
  }
  const { note } = visit
  const seen = { 'visited-on': day, result: visit.result, ...(note === undefined ? {} : { note }) }
  return visit.result === 'complete' ? { ...seen, 'head-alive': 'yes', ...visit.answers } : seen
}

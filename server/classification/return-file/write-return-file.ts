import { writeXlsxStream } from 'hucre/xlsx'
import type { Actor } from '../../../core/access/actor.ts'
import { classificationProblem } from '../../../core/classification/problems.ts'
import { type Result, results } from '../../../core/classification/results.ts'
import { plainCell } from '../../csv-cell.ts'
import { reading, writing } from '../../database.ts'
import { record } from '../../events.ts'
import type { House } from '../../route.ts'
import { readVerbatimBatches, type VerbatimRow } from '../../sources/read-rows.ts'
import { findImport, type ImportRecord } from '../../sources/store.ts'
import { sentenceOf, words } from '../words.ts'
import { listOutcomes, type RowOutcome } from './store.ts'

export type ReturnFile = {
  readonly name: string
  readonly kind: 'xlsx' | 'csv'
  readonly chunks: AsyncIterable<Uint8Array | string>
}

/**
 * The list as it came, row by row and column by column, with result, reason, date and officer
 * behind each data row. Handing it out is recorded before the first byte leaves.
 */
export async function writeReturnFile(
  house: House,
  actor: Actor,
  importId: string,
): Promise<ReturnFile> {
  const list = await writing(house.database, actor, async (db) => {
    const found = await findImport(db, importId)
    if (found === undefined || found.state !== 'entered') {
      throw classificationProblem('classification.no-import')
    }
    await record(db, {
      name: 'list.returned',
      subject: importId,
      detail: { rows: found.row_count, dataRows: found.data_rows },
    })
    return found
  })
  const rows = returnedRows(house, actor, list)
  const kind = list.format === 'xlsx' ? 'xlsx' : 'csv'
  const name = `${list.file_name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}-hasil.${kind}`
  if (kind === 'csv') return { name, kind, chunks: csvOf(rows, list) }
  return { name, kind, chunks: writeXlsxStream(withEmptyCells(rows), { name: 'Hasil' }) }
}

async function* returnedRows(
  house: House,
  actor: Actor,
  list: ImportRecord,
): AsyncGenerator<string[]> {
  const width = list.header.length
  for await (const batch of readVerbatimBatches(house, actor.tenantId, list.id)) {
    const part = { from: batch[0]?.rowNo ?? 0, to: batch.at(-1)?.rowNo ?? 0 }
    const found = await reading(house.database, actor, (db) => listOutcomes(db, list.id, part))
    const outcomes = new Map(found.map((each) => [each.rowNo, each]))
    for (const row of batch) yield returned(row, outcomes.get(row.rowNo), { width, list })
  }
}

function returned(
  row: VerbatimRow,
  outcome: RowOutcome | undefined,
  at: { readonly width: number; readonly list: ImportRecord },
): string[] {
  const isHeader = row.rowNo === at.list.mapping.headerRow
  if (!isHeader && outcome?.kind !== 'data') return row.cells
  const padding = Math.max(0, at.width - row.cells.length)
  const cells = [...row.cells, ...Array<string>(padding).fill('')]
  const ours = isHeader || outcome === undefined ? headings() : told(outcome)
  // The list's own cells go back as they came; only text of ours is kept from being a formula.
  return [...cells, ...(at.list.format === 'xlsx' ? ours : ours.map(plainCell))]
}

function headings(): string[] {
  return ['result', 'reason', 'date', 'officer'].map((key) => words(`return-file.${key}`))
}

function told(outcome: RowOutcome): string[] {
  const { result, reasonCode, reasons, on, officer } = outcome
  if (outcome.state === 'waiting') {
    return [words('return-file.waiting'), words('return-file.waiting-means'), '', '']
  }
  if (!isResult(result) || reasonCode === null) {
    return [words('return-file.not-yet'), words('return-file.not-yet-means'), '', '']
  }
  const full = reasons?.criteria === undefined ? null : reasons
  const reason = sentenceOf({ result, reasonCode, reasons: full })
  return [words(`result.${result}`), reason, on ?? '', officer ?? '']
}

function isResult(text: string | null): text is Result {
  return results.some((each) => each === text)
}

/** An empty cell stays empty, rather than holding a text of no letters. */
async function* withEmptyCells(rows: AsyncIterable<string[]>): AsyncGenerator<(string | null)[]> {
  for await (const row of rows) yield row.map((cell) => (cell === '' ? null : cell))
}

/** CSV as it came: the same separator and line end; quotes only where a cell needs them. */
async function* csvOf(rows: AsyncIterable<string[]>, list: ImportRecord): AsyncGenerator<string> {
  const { delimiter = ',', lineEnd = '\r\n', bom = false } = list.mapping
  const needsQuotes = new RegExp(`["\r\n${delimiter === '|' ? '\\|' : delimiter}]`)
  const cell = (text: string) => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  if (bom) yield '\ufeff'
  let lines: string[] = []
  for await (const row of rows) {
    lines.push(row.map(cell).join(delimiter))
    if (lines.length < 500) continue
    yield `${lines.join(lineEnd)}${lineEnd}`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join(lineEnd)}${lineEnd}`
}

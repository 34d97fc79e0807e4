import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { markChances } from './chances.ts'
import { prepareField } from './field.ts'
import type { Kind } from './kinds.ts'
import { buildRecords, checkNiks } from './records.ts'

/** A table of plain letters, written down in a test and ready as linking does it. */
export function tableInTest(kinds: readonly Kind[], rows: readonly (readonly string[])[]) {
  const names = kinds.map((_, at) => `c${at}`)
  const text = [names, ...rows].map((row) => row.join(',')).join('\n')
  const cells = scanCells(Uint8Array.from(`${text}\n`, (letter) => letter.charCodeAt(0)))
  const columns = names.map((name, at) => internColumn(name, [{ cells, at }]))
  const fields = columns.map((column, at) => prepareField(kinds[at] ?? 'text', column))
  const records = buildRecords(columns, fields, rows.length)
  checkNiks(records, fields)
  markChances(records)
  return { fields, records }
}

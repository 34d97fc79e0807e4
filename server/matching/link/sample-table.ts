import fs from 'node:fs'
import { Problem } from '../../../core/kernel/problem.ts'
import type { SampledColumn } from '../../../core/matching/guess-kinds.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import { cellText } from '../../../core/matching/table/cell-value.ts'
import { scanRows } from '../../../core/matching/table/cells.ts'
import { mostValueBytes } from '../../../core/matching/table/column.ts'
import type { OpenTable } from './intern-tables.ts'
import { openTable } from './read-table.ts'
import { headOf } from './table-file.ts'

/** A file that was looked into: its headings and its first rows. */
export type SampledTable = {
  readonly file: string
  readonly header: readonly string[]
  readonly columns: readonly SampledColumn[]
}

const sampleBytes = 1 << 21
const sampleRows = 5_000

/**
 * Looks into a CSV file; takes values of the columns asked for alone. Throws
 * `matching.file-missing`, `matching.file-is-folder`, `matching.file-not-plain`,
 * `matching.file-empty` or `matching.file-not-csv` when there is no table in it.
 */
export function sampleTable(file: string, only?: (name: string) => boolean): SampledTable {
  const table = openForSure(file)
  const { names } = table.header
  const { bytes, starts, rows } = firstRows(table)
  if (rows === 0) throw matchingProblem('matching.file-empty', { file })
  const textAt = (row: number, column: number) => {
    const slot = row * (names.length + 1) + column
    const from = starts[slot] ?? 0
    return cellText(bytes, from, Math.min(from + mostValueBytes, (starts[slot + 1] ?? 0) - 1))
  }
  const columns = [...names.entries()].flatMap(([column, name]) => {
    if (only?.(name) === false) return []
    return { name, values: Array.from({ length: rows }, (_, row) => textAt(row, column)) }
  })
  return { file, header: names, columns }
}

/** Rows of the first bytes; of more bytes where these hold no row to its end. */
function firstRows(table: OpenTable) {
  const { names, separator, end } = table.header
  for (let most = sampleBytes; ; most *= 4) {
    const bytes = headOf(table, most)
    if (bytes.includes(0)) throw matchingProblem('matching.file-not-csv', { file: table.path })
    const range = { bytes, separator, columns: names.length, from: end, limit: bytes.length }
    const { rows, starts } = scanRows(range)
    const isWhole = bytes.length === table.sizeBytes
    if (isWhole || rows > 1) {
      // The last row of a part may be cut in two.
      return { bytes, starts, rows: Math.min(isWhole ? rows : rows - 1, sampleRows) }
    }
  }
}

/** Throws for what is no file that could be read from its beginning again. */
export function refuseNoFile(file: string): void {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  if (found === undefined) throw matchingProblem('matching.file-missing', { file })
  if (found.isDirectory()) throw matchingProblem('matching.file-is-folder', { file })
  if (!found.isFile()) throw matchingProblem('matching.file-not-plain', { file })
}

function openForSure(file: string): OpenTable {
  refuseNoFile(file)
  try {
    return openTable(file)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'kernel.wrong-input') throw error
    const isEmpty = error.details.because === 'table-without-header'
    throw matchingProblem(isEmpty ? 'matching.file-empty' : 'matching.file-not-csv', { file })
  }
}

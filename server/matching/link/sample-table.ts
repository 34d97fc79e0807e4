import fs from 'node:fs'
import { Problem } from '../../../core/kernel/problem.ts'
import type { SampledColumn } from '../../../core/matching/guess-kinds.ts'
import { matchingProblem } from '../../../core/matching/problems.ts'
import { cellText } from '../../../core/matching/table/cell-value.ts'
import { scanRows } from '../../../core/matching/table/cells.ts'
import type { OpenTable } from './intern-tables.ts'
import { openTable } from './read-table.ts'
import { fillFrom } from './table-jobs.ts'

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
 * `matching.file-missing`, `matching.file-empty` or `matching.file-not-csv` when there is no table
 * in it.
 */
export function sampleTable(file: string, only?: (name: string) => boolean): SampledTable {
  const table = openForSure(file)
  const bytes = new Uint8Array(Math.min(table.sizeBytes, sampleBytes))
  fillFrom(file, 0, bytes)
  if (bytes.includes(0)) throw matchingProblem('matching.file-not-csv', { file })
  const { names, separator, end } = table.header
  const limit = bytes.length
  const cells = scanRows({ bytes, separator, columns: names.length, from: end, limit })
  // The last row of a part may be cut in two.
  const whole = bytes.length < table.sizeBytes ? cells.rows - 1 : cells.rows
  const rows = Math.min(whole, sampleRows)
  if (rows === 0) throw matchingProblem('matching.file-empty', { file })
  const textAt = (row: number, column: number) => {
    const slot = row * (names.length + 1) + column
    return cellText(bytes, cells.starts[slot] ?? 0, (cells.starts[slot + 1] ?? 0) - 1)
  }
  const columns = [...names.entries()].flatMap(([column, name]) => {
    if (only?.(name) === false) return []
    return { name, values: Array.from({ length: rows }, (_, row) => textAt(row, column)) }
  })
  return { file, header: names, columns }
}

function openForSure(file: string): OpenTable {
  const found = fs.statSync(file, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile())
    throw matchingProblem('matching.file-missing', { file })
  if (found.size === 0) throw matchingProblem('matching.file-empty', { file })
  try {
    return openTable(file)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'kernel.wrong-input') throw error
    const isEmpty = error.details.because === 'table-without-header'
    throw matchingProblem(isEmpty ? 'matching.file-empty' : 'matching.file-not-csv', { file })
  }
}

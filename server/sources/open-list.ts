import { open } from 'node:fs/promises'
import { sourcesProblem } from '../../core/sources/problems.ts'
import { type CsvShape, csvShapeOf, type RowBatch, readCsvBatches } from './read-csv.ts'
import { readXlsxBatches } from './read-xlsx.ts'

export type Container = 'xlsx' | 'csv'

export type OpenedList = {
  readonly container: Container
  /** How a CSV is written; undefined for a workbook. */
  readonly shape: CsvShape | undefined
  readonly batches: AsyncGenerator<RowBatch>
}

const zip = Buffer.from('PK\u0003\u0004', 'latin1')
const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** What a file is, by its first bytes and never by its name. */
export async function containerOf(path: string): Promise<Container> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    if (bytesRead === 0) throw sourcesProblem('sources.no-file')
    if (buffer.subarray(0, 4).equals(zip)) return 'xlsx'
    if (buffer.equals(ole)) throw sourcesProblem('sources.encrypted-file')
    return 'csv'
  } finally {
    await file.close()
  }
}

/** Opens a list for reading row by row. */
export async function openList(path: string): Promise<OpenedList> {
  const container = await containerOf(path)
  if (container === 'xlsx') return { container, shape: undefined, batches: readXlsxBatches(path) }
  const shape = await csvShapeOf(path)
  return { container, shape, batches: readCsvBatches(path, shape) }
}

import { openAsBlob } from 'node:fs'
import { open } from 'node:fs/promises'
import { streamXlsxRows } from 'hucre'
import { sourcesProblem } from '../../core/sources/problems.ts'
import { directoryOf, sizeOfDirectory } from '../archive-size.ts'
import { type ListLine, limits, type RowBatch } from './read-csv.ts'

/** Refused before a byte is unpacked: what a list of a regency never needs. */
const bounds = { parts: 2_000, unpackedBytes: 1_500_000_000, ratio: 200 } as const

const tailBytes = 66_000

/** Batches of rows of the first sheet, every cell as text. Rows that the sheet skips come empty. */
export async function* readXlsxBatches(path: string): AsyncGenerator<RowBatch> {
  await checkArchive(path)
  const blob = await openAsBlob(path)
  let rows: ListLine[] = []
  let next = 0
  try {
    for await (const row of streamXlsxRows(new Uint8Array(await blob.arrayBuffer()))) {
      if (row.index > limits.rows || row.values.length > limits.columns) {
        throw sourcesProblem(row.index > limits.rows ? 'sources.too-many-rows' : 'sources.too-wide')
      }
      for (; next < row.index; next++) rows.push(lineOf(['']))
      rows.push(lineOf(row.values.map(cellText)))
      next = row.index + 1
      if (rows.length >= 1000) {
        yield { rows, bytes: 0 }
        rows = []
      }
    }
  } catch (error) {
    throw asProblem(error)
  }
  if (rows.length > 0) yield { rows, bytes: blob.size }
}

function lineOf(cells: string[]): ListLine {
  return { cells, text: JSON.stringify(cells) }
}

/** What the sheet holds, as text: a number with all its digits, a date as a day. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return bounded(value)
  if (typeof value === 'number') return numberText(value)
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return bounded(String(value))
}

/**
 * A spreadsheet keeps fifteen digits of a number: from the sixteenth on they are lost, and the
 * text says so by its exponent, as the spreadsheet itself shows it.
 */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e15)
    return value.toExponential(14).toUpperCase()
  return String(value)
}

function dateText(value: Date): string {
  return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
}

function bounded(text: string): string {
  if (text.length > limits.cellLength) throw sourcesProblem('sources.too-wide')
  return text
}

/** Reads the archive's own table of contents: how many parts, and how large they say they are. */
async function checkArchive(path: string): Promise<void> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    await file.read(tail, 0, tail.length, size - tail.length)
    const directory = directoryOf(tail, size)
    if (directory === undefined) throw sourcesProblem('sources.broken-file')
    const entries = Buffer.alloc(directory.size)
    await file.read(entries, 0, entries.length, directory.from)
    checkEntries(entries, size)
  } finally {
    await file.close()
  }
}

function checkEntries(entries: Buffer, size: number): void {
  const archive = sizeOfDirectory(entries)
  if (archive === undefined) throw sourcesProblem('sources.broken-file')
  const { parts, unpackedBytes } = archive
  const tooLarge = unpackedBytes > bounds.unpackedBytes || unpackedBytes > size * bounds.ratio
  if (parts > bounds.parts || tooLarge) throw sourcesProblem('sources.file-too-large')
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'Problem') return error
  if (error.name === 'EncryptedFileError') return sourcesProblem('sources.encrypted-file')
  return sourcesProblem('sources.broken-file', { because: error.name })
}

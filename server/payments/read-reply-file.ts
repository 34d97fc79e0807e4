import { parse } from 'csv-parse/sync'
import { type CellValue, streamXlsxRows } from 'hucre/xlsx'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { archiveSizeOf } from '../archive-size.ts'

const rowLimit = 300_000
const columnLimit = 60
const cellLimit = 500
/** 300,000 rows of nine columns take about 200 MB. */
const unpackedLimitBytes = 300_000_000

/**
 * The rows of a reply file as text, in the order and numbering of the spreadsheet. XLSX (first
 * sheet) or CSV with comma, semicolon or tab, UTF-8 or Windows letters. Bounded.
 */
export async function readReplyFile(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  try {
    return isZip(bytes) ? await readXlsxRows(bytes) : readCsvRows(bytes)
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') throw error
    throw paymentsProblem('payments.reply-unreadable')
  }
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))
}

async function readXlsxRows(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const { unpackedBytes } = archiveSizeOf(bytes) ?? { unpackedBytes: Number.POSITIVE_INFINITY }
  if (unpackedBytes > unpackedLimitBytes) throw paymentsProblem('payments.reply-unreadable')
  const rows: string[][] = []
  for await (const row of streamXlsxRows(bytes, { sheet: 0, maxRows: rowLimit + 1 })) {
    if (row.index >= rowLimit) throw paymentsProblem('payments.reply-too-large', { rows: rowLimit })
    while (rows.length < row.index) rows.push([])
    rows.push(row.values.slice(0, columnLimit).map(textOf))
  }
  return rows
}

function readCsvRows(bytes: Buffer): readonly (readonly string[])[] {
  const text = textOfBytes(bytes)
  const rows: string[][] = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    to: rowLimit + 1,
  })
  if (rows.length > rowLimit) throw paymentsProblem('payments.reply-too-large', { rows: rowLimit })
  return rows.map((row) => row.slice(0, columnLimit).map((cell) => cell.slice(0, cellLimit)))
}

/** UTF-8 where the bytes are, else the letters of Windows (older spreadsheet programs). */
function textOfBytes(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The separator that stands most often in the first lines. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4000)
  const counts = [';', '\t', ','].map((mark) => ({ mark, count: head.split(mark).length }))
  counts.sort((a, b) => b.count - a.count)
  return counts[0]?.mark ?? ','
}

function textOf(value: CellValue): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return String(value).slice(0, cellLimit)
}

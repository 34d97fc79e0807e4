import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { sourcesProblem } from '../../core/sources/problems.ts'

/** How a text file is written: kept, so that the list can go back as it came. */
export type CsvShape = {
  readonly delimiter: ',' | ';' | '\t'
  readonly encoding: 'utf8' | 'latin1'
  readonly bom: boolean
  readonly lineEnd: '\n' | '\r\n'
}

export const limits = {
  columns: 200,
  cellLength: 2_000,
  rows: 2_000_000,
} as const

const chunkBytes = 1 << 18
const sampleBytes = 1 << 18

/** Looks a file through: delimiter by count, encoding by whether all of it is UTF-8. */
export async function csvShapeOf(path: string): Promise<CsvShape> {
  const sample = await beginningOf(path)
  if (sample.includes(0)) throw sourcesProblem('sources.not-a-list')
  const bom = sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf
  const encoding = (await isUtf8(path)) ? 'utf8' : 'latin1'
  const text = sample.toString(encoding)
  return { delimiter: delimiterOf(text), encoding, bom, lineEnd: lineEndOf(text) }
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** One sign in the last village that is no UTF-8 makes the file latin-1, as old Excel writes it. */
async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function delimiterOf(text: string): CsvShape['delimiter'] {
  const head = text.split('\n', 40).join('\n')
  const counted = ([';', ',', '\t'] as const).map((sign) => ({
    sign,
    count: head.split(sign).length,
  }))
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).sign
}

function lineEndOf(text: string): CsvShape['lineEnd'] {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** Rows of a CSV file in batches, as they stand; quotes taken off. Bounded memory. */
export async function* readCsvBatches(
  path: string,
  shape: CsvShape,
): AsyncGenerator<{ readonly rows: string[][]; readonly bytes: number }> {
  const splitter = new RowSplitter(shape.delimiter)
  const decoder = new TextDecoder(shape.encoding === 'latin1' ? 'windows-1252' : 'utf-8')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    bytes += chunk.length
    yield { rows: splitter.push(decoder.decode(chunk, { stream: true })), bytes }
  }
  const last = splitter.end(decoder.decode())
  if (last.length > 0) yield { rows: last, bytes }
}

/** Splits text that comes in pieces into rows. Owns the piece that has no line end yet. */
export class RowSplitter {
  readonly #delimiter: string
  #rest = ''

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(text: string): string[][] {
    const whole = this.#rest + text
    if (whole.includes('"')) return this.#pushQuoted(whole)
    const end = whole.lastIndexOf('\n')
    if (end === -1) return this.#keep(whole, [])
    const rows = splitPlain(whole.slice(0, end), this.#delimiter)
    return this.#keep(whole.slice(end + 1), rows)
  }

  end(text: string): string[][] {
    const rows = this.push(text)
    const rest = this.#rest
    this.#rest = ''
    if (rest === '') return rows
    return [...rows, ...splitQuoted(`${rest}\n`, this.#delimiter, 'last').rows]
  }

  #pushQuoted(whole: string): string[][] {
    const { rows, rest } = splitQuoted(whole, this.#delimiter, 'more')
    return this.#keep(rest, rows)
  }

  #keep(rest: string, rows: string[][]): string[][] {
    if (rest.length > limits.columns * limits.cellLength) throw sourcesProblem('sources.too-wide')
    this.#rest = rest
    return rows
  }
}

function splitPlain(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line
    rows.push(bounded(bare.split(delimiter)))
  }
  return rows
}

/** Rows with quotes: line by line, and only a line that has a quote goes sign by sign. */
function splitQuoted(
  text: string,
  delimiter: string,
  more: 'more' | 'last',
): { readonly rows: string[][]; readonly rest: string } {
  const rows: string[][] = []
  let start = 0
  while (start < text.length) {
    const end = lineEndAfter(text, start)
    if (end === -1) break
    rows.push(rowOf(text.slice(start, end), delimiter))
    start = end + 1
  }
  if (start < text.length && more === 'last') {
    rows.push(rowOf(text.slice(start).replace(/\n$/, ''), delimiter))
    start = text.length
  }
  return { rows, rest: text.slice(start) }
}

/** The line end that closes the row which begins at `start`: one outside quotes. */
function lineEndAfter(text: string, start: number): number {
  let end = text.indexOf('\n', start)
  let quote = text.indexOf('"', start)
  while (end !== -1 && quote !== -1 && quote < end) {
    const close = text.indexOf('"', quote + 1)
    if (close === -1) return -1
    if (close > end) end = text.indexOf('\n', close)
    quote = text.indexOf('"', close + 1)
  }
  return end
}

function rowOf(line: string, delimiter: string): string[] {
  const bare = line.endsWith('\r') ? line.slice(0, -1) : line
  if (!bare.includes('"')) return bounded(bare.split(delimiter))
  const cells: string[] = []
  let at = 0
  while (at <= bare.length) {
    if (bare[at] === '"') {
      const cell = quotedCell(bare, at)
      const next = bare.indexOf(delimiter, cell.end)
      const tail = bare.slice(cell.end, next === -1 ? bare.length : next)
      cells.push(cell.text + tail)
      at = next === -1 ? bare.length + 1 : next + 1
    } else {
      const next = bare.indexOf(delimiter, at)
      cells.push(bare.slice(at, next === -1 ? bare.length : next))
      at = next === -1 ? bare.length + 1 : next + 1
    }
  }
  return bounded(cells)
}

function quotedCell(line: string, start: number): { readonly text: string; readonly end: number } {
  let text = ''
  let at = start + 1
  for (;;) {
    const close = line.indexOf('"', at)
    if (close === -1) return { text: text + line.slice(at), end: line.length }
    text += line.slice(at, close)
    if (line[close + 1] !== '"') return { text, end: close + 1 }
    text += '"'
    at = close + 2
  }
}

function bounded(cells: string[]): string[] {
  if (cells.length > limits.columns) throw sourcesProblem('sources.too-wide')
  for (const cell of cells) {
    if (cell.length > limits.cellLength) throw sourcesProblem('sources.too-wide')
  }
  return cells
}

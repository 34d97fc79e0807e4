import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
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

const chunkBytes = 1 << 16
const sampleBytes = 1 << 18
const bomBytes = 3

/** Looks a file through: delimiter by count, encoding by whether all of it is UTF-8. */
export async function csvShapeOf(path: string): Promise<CsvShape> {
  const sample = await beginningOf(path)
  if (sample.includes(0)) throw sourcesProblem('sources.not-a-list')
  const bom = sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf
  const encoding = (await isUtf8File(path)) ? 'utf8' : 'latin1'
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
async function isUtf8File(path: string): Promise<boolean> {
  let begun = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    const bytes = begun.length === 0 ? chunk : Buffer.concat([begun, chunk])
    const end = wholeSignsEnd(bytes)
    if (!isUtf8(bytes.subarray(0, end))) return false
    begun = bytes.subarray(end)
  }
  return begun.length === 0
}

/** Where the last sign begins when its bytes are not all there yet; otherwise the end. */
function wholeSignsEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
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

/** A row as it came: its cells, and how a block keeps it (a line of the file, or JSON). */
export type ListLine = { readonly cells: string[]; readonly text: string }

export type RowBatch = { readonly rows: Iterable<ListLine>; readonly bytes: number }

/**
 * Rows of a CSV file in batches, as they stand; quotes taken off. Bounded memory: a row is split
 * when it is asked for. The rows of a batch are to be read before the next batch.
 */
export async function* readCsvBatches(path: string, shape: CsvShape): AsyncGenerator<RowBatch> {
  const splitter = new RowSplitter(shape.delimiter)
  const start = shape.bom && shape.encoding === 'utf8' ? bomBytes : 0
  const decode = decoderOf(shape.encoding)
  let bytes = start
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes, start })) {
    bytes += chunk.length
    yield { rows: splitter.push(decode(chunk)), bytes }
  }
  yield { rows: splitter.end(decode()), bytes }
}

/**
 * Not TextDecoder for UTF-8: in pieces it makes every text two bytes a sign, which all that comes
 * after pays for (docs/measurements.md).
 */
function decoderOf(encoding: CsvShape['encoding']): (chunk?: Buffer) => string {
  if (encoding === 'utf8') {
    const decoder = new StringDecoder('utf8')
    return (chunk) => (chunk === undefined ? decoder.end() : decoder.write(chunk))
  }
  const decoder = new TextDecoder('windows-1252')
  return (chunk) => (chunk === undefined ? decoder.decode() : decoder.decode(chunk, more))
}

const more = { stream: true } as const

/** Splits text that comes in pieces into rows. Owns the piece that has no line end yet. */
export class RowSplitter {
  readonly #delimiter: string
  #rest = ''

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  *push(text: string): Generator<ListLine> {
    const whole = this.#rest + text
    let start = 0
    let quote = whole.indexOf('"')
    for (;;) {
      let end = whole.indexOf('\n', start)
      if (quote !== -1 && quote < end) end = lineEndAfter(whole, start)
      if (end === -1) break
      const line = whole.slice(start, end)
      yield { cells: rowOf(line, this.#delimiter), text: line }
      start = end + 1
      if (quote !== -1 && quote < start) quote = whole.indexOf('"', start)
    }
    this.#rest = whole.slice(start)
    if (this.#rest.length > restMost) throw sourcesProblem('sources.too-wide')
  }

  /** The last row needs no line end, nor the end of its quotes. */
  *end(text = ''): Generator<ListLine> {
    yield* this.push(text)
    const rest = this.#rest
    this.#rest = ''
    if (rest !== '') yield { cells: rowOf(rest, this.#delimiter), text: rest }
  }
}

const restMost = limits.columns * limits.cellLength

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

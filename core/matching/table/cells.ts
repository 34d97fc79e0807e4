import { kernelProblem } from '../../kernel/problem.ts'

/**
 * Where the cells of a table stand in the bytes of its file, spaces and quotes still around them.
 * A row has `columns + 1` entries in `starts`: cell c lies from starts[c] to before
 * starts[c + 1] - 1, and is empty when that is nothing or less.
 */
export type Cells = {
  readonly bytes: Uint8Array
  readonly columns: number
  readonly rows: number
  readonly starts: Uint32Array
  /** Where the row after the last of these begins. */
  readonly end: number
  /** Cells beyond the last column of the header; they are left out. */
  readonly surplus: number
  /** Rows with fewer cells than the header; the missing ones are empty. */
  readonly short: number
}

export type Separator = ',' | ';' | '\t' | '|'

/** What the first line of a file says. */
export type TableHeader = {
  readonly names: readonly string[]
  readonly separator: Separator
  /** Where the rows begin. */
  readonly end: number
}

/** Rows that begin in [from, limit) of a file; the last may run beyond the limit. */
export type RowRange = {
  readonly bytes: Uint8Array
  readonly separator: Separator
  readonly columns: number
  readonly from: number
  readonly limit: number
}

/** Offsets have 32 bits, and one is needed behind the last byte. */
export const mostTableBytes = 2 ** 32 - 2

const lineFeed = 10
const space = 32
const quote = 34
const carriageReturn = 13

const firstRows = 1024
const spareShare = 1.02

type Scan = {
  readonly bytes: Uint8Array
  readonly separator: number
  readonly columns: number
  starts: Uint32Array
  filled: number
  surplus: number
  short: number
}

/** Throws `kernel.too-large` for a file whose offsets do not fit 32 bits. */
export function refuseHugeTable(sizeBytes: number): void {
  if (sizeBytes <= mostTableBytes) return
  throw kernelProblem('kernel.too-large', { sizeBytes, mostBytes: mostTableBytes })
}

/**
 * Finds the cells of rows in one pass (RFC 4180; lines end with LF or CRLF, the last perhaps with
 * nothing). Lines without a byte are no rows. A quote opens a cell only when one that is followed
 * by the separator or the end of the line closes it; otherwise it is a letter like any other, so
 * that a stray quote spoils its own row alone.
 */
export function scanRows(range: RowRange): Cells {
  const { bytes, columns, from, limit } = range
  refuseHugeTable(bytes.length)
  const width = columns + 1
  const separator = range.separator.charCodeAt(0)
  const starts = sharedNumbers(firstRows * width)
  const scan: Scan = { bytes, separator, columns, starts, filled: 0, surplus: 0, short: 0 }
  let at = from
  while (at < limit) {
    const blank = blankLine(bytes, at)
    if (blank > 0) {
      at += blank
      continue
    }
    if (scan.filled + width > scan.starts.length) {
      const whole = ((limit - from) / (at - from)) * spareShare
      scan.starts = enlarged(scan.starts, Math.ceil((scan.filled / width) * whole) * width)
    }
    at = scanRow(scan, at)
  }
  return {
    bytes,
    columns,
    rows: scan.filled / width,
    starts: scan.starts.subarray(0, scan.filled),
    end: Math.min(at, bytes.length),
    surplus: scan.surplus,
    short: scan.short,
  }
}

/**
 * Cuts the rows of a file into so many ranges of like size that can be scanned at the same time.
 * A cut stands behind a line feed, which may lie within quotes: `joinScans` finds out.
 */
export function cutRows(range: RowRange, pieces: number): RowRange[] {
  const { bytes, from, limit } = range
  const cuts = [from]
  for (let piece = 1; piece < pieces; piece++) {
    const after = Math.max(
      cuts.at(-1) ?? from,
      from + Math.floor(((limit - from) * piece) / pieces),
    )
    const found = bytes.indexOf(lineFeed, after)
    cuts.push(found < 0 || found >= limit ? limit : found + 1)
  }
  return cuts.map((cut, at) => ({ ...range, from: cut, limit: cuts[at + 1] ?? limit }))
}

/**
 * Puts scans of ranges from `cutRows` together: a row begins anew whatever stood before it, so a
 * scan is right when the one before it ended where it began; otherwise the range is scanned again.
 */
export function joinScans(ranges: readonly RowRange[], scans: readonly Cells[]): Cells[] {
  let end = ranges[0]?.from ?? 0
  return ranges.map((range, at) => {
    const scan = scans[at]
    const right = scan !== undefined && range.from === end
    const cells = right ? scan : scanRows({ ...range, from: Math.min(end, range.limit) })
    end = Math.max(end, cells.end)
    return cells
  })
}

function blankLine(bytes: Uint8Array, at: number): number {
  if (bytes[at] === lineFeed) return 1
  return bytes[at] === carriageReturn && at + 1 < bytes.length && bytes[at + 1] === lineFeed ? 2 : 0
}

/** Writes the entries of one row; gives where the next one begins. */
function scanRow(scan: Scan, from: number): number {
  const { bytes, separator, starts } = scan
  const size = bytes.length
  const last = scan.filled + scan.columns
  let slot = scan.filled
  let at = from
  starts[slot++] = from
  for (;;) {
    if (at < size && (bytes[at] ?? 0) <= quote) at = behindQuotes(bytes, at, separator)
    let byte = lineFeed
    while (at < size) {
      byte = bytes[at] ?? 0
      if (byte === separator || byte === lineFeed) break
      at++
    }
    at++
    if (byte !== separator || at > size) break
    if (slot >= last) scan.surplus++
    if (slot <= last) starts[slot++] = at
  }
  if (slot < last) scan.short++
  while (slot <= last) starts[slot++] = at
  scan.filled = last + 1
  return at
}

/** Behind the closing quote when the cell that begins here is quoted; else where it was asked. */
function behindQuotes(bytes: Uint8Array, from: number, separator: number): number {
  const size = bytes.length
  const open = behindSpaces(bytes, from, separator)
  if (open >= size || bytes[open] !== quote) return from
  let at = open + 1
  for (;;) {
    while (at < size && bytes[at] !== quote) at++
    if (at >= size) return open + 1
    if (at + 1 >= size || bytes[at + 1] !== quote) break
    at += 2
  }
  const next = behindSpaces(bytes, at + 1, separator)
  const closes = next >= size || bytes[next] === separator || bytes[next] === lineFeed
  return closes ? next : open + 1
}

function behindSpaces(bytes: Uint8Array, from: number, separator: number): number {
  let at = from
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte > space || byte === separator || byte === lineFeed) break
    at++
  }
  return at
}

function enlarged(numbers: Uint32Array, length: number): Uint32Array {
  const larger = sharedNumbers(Math.max(length, Math.ceil(numbers.length * 1.1)))
  larger.set(numbers)
  return larger
}

export function sharedNumbers(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

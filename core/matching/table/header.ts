import { kernelProblem } from '../../kernel/problem.ts'
import { cellText } from './cell-value.ts'
import { type Cells, type Separator, scanRows, type TableHeader } from './cells.ts'
import { textOfBytes } from './value-text.ts'

const separators: readonly Separator[] = [',', ';', '\t']
const mostColumns = 10_000
/** `sep=;` above the headings, by which spreadsheets are told the separator. */
const telling = /^"?sep=([,;\t|])"?\r?\n/i
const longestTelling = 10

/**
 * Reads the line of headings: its separator is the one told above it, or else the one that parts
 * it into most cells, comma first. The bytes need not be the whole file. Throws
 * `kernel.wrong-input` when there is no header or the file is UTF-16.
 */
export function readHeader(bytes: Uint8Array): TableHeader {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  if (isUtf16(bytes)) throw kernelProblem('kernel.wrong-input', { because: 'table-not-utf8' })
  const told = toldSeparator(bytes, from)
  let best: TableHeader = { names: [], separator: ',', end: 0 }
  for (const separator of told === undefined ? separators : [told.separator]) {
    const found = headerWith(bytes, told?.end ?? from, separator)
    if (found.names.length > best.names.length) best = found
  }
  if (best.names.every((name) => name === '')) {
    throw kernelProblem('kernel.wrong-input', { because: 'table-without-header' })
  }
  return best
}

function toldSeparator(bytes: Uint8Array, from: number) {
  const line = telling.exec(textOfBytes(bytes, from, Math.min(from + longestTelling, bytes.length)))
  const separator = [...separators, '|' as const].find((each) => each === line?.[1])
  if (line === null || separator === undefined) return undefined
  return { separator, end: from + line[0].length }
}

/** Finds all cells of a whole file in one go. */
export function scanCells(bytes: Uint8Array): Cells & { readonly header: readonly string[] } {
  const { names, separator, end } = readHeader(bytes)
  const limit = bytes.length
  const cells = scanRows({ bytes, separator, columns: names.length, from: end, limit })
  return { ...cells, header: names }
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

function headerWith(bytes: Uint8Array, from: number, separator: Separator): TableHeader {
  let at = from
  while (bytes[at] === 10 || bytes[at] === 13) at++
  const one = { bytes, separator, from: at, limit: Math.min(at + 1, bytes.length) }
  const columns = 1 + scanRows({ ...one, columns: 1 }).surplus
  if (columns > mostColumns) {
    throw kernelProblem('kernel.wrong-input', { because: 'table-too-wide', columns })
  }
  const { starts, rows, end } = scanRows({ ...one, columns })
  if (rows === 0) return { names: [], separator, end }
  const names = Array.from({ length: columns }, (_, column) =>
    cellText(bytes, starts[column] ?? 0, (starts[column + 1] ?? 0) - 1),
  )
  return { names, separator, end }
}

import fs from 'node:fs'
import { refuseHugeTable } from '../../../core/matching/table/cells.ts'

/** A file of a table, and what has to be done with its bytes to have UTF-8 and line feeds. */
export type TableFile = {
  readonly path: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'
  /** By itself a carriage return ends lines where no line feed is in sight. */
  readonly lineEnd: 'line-feed' | 'carriage-return'
  /** As UTF-8. */
  readonly sizeBytes: number
}

const headBytes = 1 << 20
const partBytes = 1 << 20
const lineFeed = 10
const carriageReturn = 13

/** Looks at the first bytes of a file. Throws `kernel.too-large` for one over 4 GB. */
export function openTableFile(path: string): TableFile {
  const encoding = encodingOf(path)
  const sizeBytes = encoding === 'utf-8' ? fs.statSync(path).size : countBytes(path, encoding)
  refuseHugeTable(sizeBytes)
  const file = { path, encoding, lineEnd: 'line-feed', sizeBytes } as const
  const head = headOf(file)
  if (head.includes(lineFeed) || !head.includes(carriageReturn)) return file
  return { ...file, lineEnd: 'carriage-return' }
}

/** The first bytes of a file, as UTF-8. */
export function headOf(file: TableFile, mostBytes: number = headBytes): Uint8Array {
  const head = new Uint8Array(Math.min(file.sizeBytes, mostBytes))
  fillFrom(file, 0, head)
  return head
}

/**
 * Fills bytes from a place in a file, which is its beginning where it has to be converted. Throws
 * when the file ends before (it was changed).
 */
export function fillFrom(file: TableFile, from: number, into: Uint8Array): void {
  const { path, encoding, lineEnd } = file
  if (encoding === 'utf-8') fillRaw(path, from, into)
  else fillConverted(path, encoding, into)
  if (lineEnd === 'line-feed') return
  for (let at = into.indexOf(carriageReturn); at >= 0; at = into.indexOf(carriageReturn, at)) {
    into[at] = lineFeed
  }
}

function encodingOf(path: string): TableFile['encoding'] {
  const first = new Uint8Array(Math.min(2, fs.statSync(path).size))
  fillRaw(path, 0, first)
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function fillRaw(path: string, from: number, into: Uint8Array): void {
  const file = fs.openSync(path, 'r')
  try {
    let filled = 0
    while (filled < into.length) {
      const read = fs.readSync(file, into, filled, into.length - filled, from + filled)
      if (read === 0) throw becameShorter()
      filled += read
    }
  } finally {
    fs.closeSync(file)
  }
}

function fillConverted(path: string, encoding: string, into: Uint8Array): void {
  let filled = 0
  for (const text of textsOf(path, encoding)) {
    const bytes = Buffer.from(text).subarray(0, into.length - filled)
    into.set(bytes, filled)
    filled += bytes.length
    if (filled === into.length) return
  }
  throw becameShorter()
}

function countBytes(path: string, encoding: string): number {
  let sizeBytes = 0
  for (const text of textsOf(path, encoding)) sizeBytes += Buffer.byteLength(text)
  return sizeBytes
}

/** The text of a file, a part at a time, without a byte order mark. */
function* textsOf(path: string, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding)
  const part = new Uint8Array(partBytes)
  const file = fs.openSync(path, 'r')
  try {
    for (;;) {
      const read = fs.readSync(file, part)
      if (read === 0) break
      yield decoder.decode(part.subarray(0, read), { stream: true })
    }
    yield decoder.decode()
  } finally {
    fs.closeSync(file)
  }
}

function becameShorter(): Error {
  return new Error('the file became shorter while it was read')
}

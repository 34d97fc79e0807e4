import fs from 'node:fs'
import { matchingProblem } from '../../../core/matching/problems.ts'

const roomBytes = 1 << 20
const comma = 44
const quote = 34
const lineFeed = 10
const minus = 45
const point = 46
const zero = 48
const mostInt = 0x7fffffff

/**
 * Writes lines of CSV as bytes into one block of memory, and each full block to a file. The file
 * bears its name only when it is whole. Owns the file until `close` or `abandon`.
 */
export class LineFile {
  readonly #path: string
  readonly #file: number
  readonly #room = Buffer.allocUnsafe(roomBytes)
  #filled = 0
  #isClosed = false

  constructor(path: string) {
    this.#path = path
    this.#file = fs.openSync(partOf(path), 'w')
  }

  /** A cell of text as it is, in quotes where CSV asks for them (RFC 4180). */
  text(cell: string): void {
    if (this.#plain(cell)) return
    const quoted = /[",\r\n]/.test(cell) || cell !== cell.trim()
    const bytes = Buffer.from(quoted ? `"${cell.replaceAll('"', '""')}"` : cell)
    this.#makeRoom(bytes.length)
    if (bytes.length > roomBytes) this.#write(bytes, bytes.length)
    else this.#filled += bytes.copy(this.#room, this.#filled)
  }

  /** A number with so many digits behind the point. */
  fixed(value: number, digits: number): void {
    if (!Number.isFinite(value)) {
      this.text(String(value))
      return
    }
    this.#makeRoom(40)
    const scale = 10 ** digits
    const size = Math.abs(value)
    // Only what is behind the point is scaled: the whole times a million has no room for it.
    const scaled = Math.round((size % 1) * scale)
    const whole = Math.floor(size) + (scaled === scale ? 1 : 0)
    const behind = scaled === scale ? 0 : scaled
    if (value < 0 && whole + behind > 0) this.#byte(minus)
    this.#digits(whole, 1)
    if (digits === 0) return
    this.#byte(point)
    this.#digits(behind, digits)
  }

  comma(): void {
    this.#makeRoom(1)
    this.#byte(comma)
  }

  endLine(): void {
    this.#makeRoom(1)
    this.#byte(lineFeed)
  }

  /** Throws `matching.disk-full` when not everything came to the disk; nothing is left behind. */
  close(): void {
    this.#flush()
    this.#isClosed = true
    try {
      // Some systems say only now that there was no room.
      fs.closeSync(this.#file)
    } catch (error) {
      throw this.#problemOf(error)
    }
    fs.renameSync(partOf(this.#path), this.#path)
  }

  /** Leaves nothing behind of a file that did not become whole. */
  abandon(): void {
    if (!this.#isClosed) fs.closeSync(this.#file)
    this.#isClosed = true
    fs.rmSync(partOf(this.#path), { force: true })
  }

  /** Most ids are short and plain: their bytes are their characters. */
  #plain(cell: string): boolean {
    if (cell.length > 64) return false
    this.#makeRoom(cell.length)
    const room = this.#room
    const from = this.#filled
    for (let at = 0; at < cell.length; at++) {
      const code = cell.charCodeAt(at)
      if (code <= 32 || code > 126 || code === quote || code === comma) return false
      room[from + at] = code
    }
    this.#filled += cell.length
    return true
  }

  #digits(whole: number, atLeast: number): void {
    const room = this.#room
    let length = atLeast
    for (let above = 10 ** atLeast; whole >= above; above *= 10) length += 1
    let at = this.#filled + length
    let rest = whole
    for (; rest > mostInt; at--) {
      const tenth = Math.floor(rest / 10)
      room[at - 1] = zero + (rest - tenth * 10)
      rest = tenth
    }
    // Whole numbers of 32 bits are several times as fast as others.
    for (let small = rest | 0; at > this.#filled; at--) {
      const tenth = (small / 10) | 0
      room[at - 1] = zero + small - tenth * 10
      small = tenth
    }
    this.#filled += length
  }

  #byte(byte: number): void {
    this.#room[this.#filled] = byte
    this.#filled += 1
  }

  #makeRoom(sizeBytes: number): void {
    if (this.#filled + sizeBytes > roomBytes) this.#flush()
  }

  #flush(): void {
    this.#write(this.#room, this.#filled)
    this.#filled = 0
  }

  /** A system may take a part at a time. */
  #write(bytes: Uint8Array, length: number): void {
    let written = 0
    try {
      while (written < length) {
        const more = fs.writeSync(this.#file, bytes, written, length - written)
        if (more === 0) throw Object.assign(new Error('nothing was taken'), { code: 'ENOSPC' })
        written += more
      }
    } catch (error) {
      throw this.#problemOf(error)
    }
  }

  #problemOf(error: unknown): unknown {
    return isFull(error) ? matchingProblem('matching.disk-full', { file: this.#path }) : error
  }
}

const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** The disk, or what this user may use of it, is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.includes(String(error.code))
}

function partOf(path: string): string {
  return `${path}.part`
}

import { strip, type Value } from './cell-value.ts'
import { type Cells, sharedNumbers } from './cells.ts'
import { textOfBytes } from './value-text.ts'

/** One column of a table: each row's value as a number; 0 is the missing value. */
export type Column = {
  readonly name: string
  /** Value number of each row. */
  readonly rows: Uint32Array
  /** How many values, 0 included. */
  readonly size: number
  /** Rows that hold each value. */
  readonly counts: Uint32Array
  /** UTF-8 of all distinct values, trimmed. */
  readonly bytes: Uint8Array
  /** Where each value's bytes begin; size + 1 entries. */
  readonly starts: Uint32Array
  /** Rows whose value was longer than `mostValueBytes` and is known by its first part. */
  readonly cutRows: number
}

/**
 * No value of a person is so long: it is a text, or what an open quote took in. Kept whole, one of
 * a few megabytes would be held a hundred times over by those who compare its letters.
 */
export const mostValueBytes = 4096

/** One column of scanned cells; `at` undefined where that file does not have the column. */
export type ColumnPart = { readonly cells: Cells; readonly at: number | undefined }

/**
 * Memory for interning that one column after another uses: the values met so far, and slots (hash,
 * number) that find them by open addressing. There is room for a column of nothing but different
 * values; what is not written takes no memory.
 */
export type InternRoom = {
  size: number
  cutRows: number
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly starts: Uint32Array
  readonly hashes: Int32Array
  readonly mostSlots: Int32Array
  /** The front of `mostSlots`: few values lie close together, where the processor finds them. */
  slots: Int32Array
}

const nonAscii = 0x80
const space = 32
const quote = 34
const firstSlots = 1 << 12
/** Numbers in slots for each value, two to a slot: at most two slots of three are taken. */
const spread = 3

/** Room to intern any column of some cells. */
export function roomFor(cells: readonly Cells[]): InternRoom {
  const files = new Set(cells.map((each) => each.bytes))
  const bytes = new Uint8Array([...files].reduce((sum, file) => sum + file.length, 0))
  const most = rowsOf(cells) + 2
  const mostSlots = new Int32Array(Math.max(firstSlots, 2 ** Math.ceil(Math.log2(most * spread))))
  const [starts, hashes] = [new Uint32Array(most), new Int32Array(most)]
  return {
    size: 1,
    cutRows: 0,
    bytes,
    view: viewOf(bytes),
    starts,
    hashes,
    mostSlots,
    slots: mostSlots,
  }
}

/**
 * Numbers the values of a column in order of first occurrence, straight from the bytes. Rows of a
 * later part follow those of an earlier. Values differ when any byte does, so `Ali` is not `ALI`.
 */
export function internColumn(
  name: string,
  parts: readonly ColumnPart[],
  room: InternRoom = roomFor(parts.map((part) => part.cells)),
): Column {
  const rows = sharedNumbers(rowsOf(parts.map((part) => part.cells)))
  room.size = 1
  room.cutRows = 0
  layOut(room, firstSlots)
  let first = 0
  for (const { cells, at } of parts) {
    if (at !== undefined) internPart({ room, cells, at, rows, first })
    first += cells.rows
  }
  const { size } = room
  const starts = sharedNumbers(size + 1)
  starts.set(room.starts.subarray(0, size + 1))
  const bytes = new Uint8Array(new SharedArrayBuffer(starts[size] ?? 0))
  bytes.set(room.bytes.subarray(0, bytes.length))
  const { cutRows } = room
  return { name, rows, size, counts: countsOf(rows, size), bytes, starts, cutRows }
}

function countsOf(rows: Uint32Array, size: number): Uint32Array {
  const counts = sharedNumbers(size)
  for (let row = 0; row < rows.length; row++) {
    const number = rows[row] ?? 0
    counts[number] = (counts[number] ?? 0) + 1
  }
  return counts
}

/** A value as text; '' for the missing one. */
export function valueText(column: Column, number: number): string {
  const { bytes, starts } = column
  return textOfBytes(bytes, starts[number] ?? 0, starts[number + 1] ?? 0)
}

type Interning = {
  readonly room: InternRoom
  readonly cells: Cells
  readonly at: number
  readonly rows: Uint32Array
  readonly first: number
}

function internPart({ room, cells, at, rows, first }: Interning): void {
  const { bytes, starts } = cells
  const view = viewOf(bytes)
  const width = cells.columns + 1
  let slot = at
  for (let row = 0; row < cells.rows; row++) {
    let from = starts[slot] ?? 0
    let to = (starts[slot + 1] ?? 0) - 1
    slot += width
    while (from < to && (bytes[from] ?? 0) <= space) from++
    while (from < to && (bytes[to - 1] ?? 0) <= space) to--
    if (from >= to) continue
    const head = bytes[from] ?? 0
    const plain = head !== quote && head < nonAscii && (bytes[to - 1] ?? 0) < nonAscii
    rows[first + row] = plain
      ? numberOf(room, view, from, to)
      : numberOfOther(room, { bytes, from, to }, view)
  }
}

/** For a cell in quotes, or that begins or ends with a character beyond ASCII. */
function numberOfOther(room: InternRoom, value: Value, view: DataView): number {
  const { bytes } = value
  strip(value)
  if (value.from >= value.to) return 0
  const seen = value.bytes === bytes ? view : viewOf(value.bytes)
  return numberOf(room, seen, value.from, value.to)
}

/** The number of a value that is not empty; the next free one when it was not met before. */
function numberOf(room: InternRoom, view: DataView, from: number, to: number): number {
  const { slots, starts } = room
  const length = to - from
  if (length > mostValueBytes) return numberOfLong(room, view, from)
  const hash = hashOf(view, from, to)
  const mask = slots.length / 2 - 1
  let slot = hash & mask
  for (;;) {
    const number = slots[slot * 2 + 1] ?? 0
    if (number === 0) break
    if (slots[slot * 2] === hash) {
      const start = starts[number] ?? 0
      const isLike = (starts[number + 1] ?? 0) - start === length
      if (isLike && isSame(room.view, start, view, from, length)) return number
    }
    slot = (slot + 1) & mask
  }
  slots[slot * 2] = hash
  slots[slot * 2 + 1] = room.size
  room.hashes[room.size] = hash
  return append(room, view, from, to)
}

function numberOfLong(room: InternRoom, view: DataView, from: number): number {
  room.cutRows++
  let to = from + mostValueBytes
  // Not within a character: its followers all begin with the bits 10.
  while (to > from && (view.getUint8(to) & 0xc0) === 0x80) to--
  return numberOf(room, view, from, to)
}

function append(room: InternRoom, view: DataView, from: number, to: number): number {
  const { bytes, starts } = room
  const number = room.size++
  let into = starts[number] ?? 0
  for (let at = from; at < to; at++) bytes[into++] = view.getUint8(at)
  starts[room.size] = into
  if (room.size * spread > room.slots.length) layOut(room, room.slots.length * 4)
  return number
}

function isSame(
  left: DataView,
  at: number,
  right: DataView,
  from: number,
  length: number,
): boolean {
  let done = 0
  for (; done + 4 <= length; done += 4) {
    if (left.getUint32(at + done, true) !== right.getUint32(from + done, true)) return false
  }
  for (; done < length; done++) {
    if (left.getUint8(at + done) !== right.getUint8(from + done)) return false
  }
  return true
}

/** MurmurHash3 (32 bits, Austin Appleby, public domain) over four bytes at a time. */
function hashOf(view: DataView, from: number, to: number): number {
  let hash = to - from
  let at = from
  for (; at + 4 <= to; at += 4) hash = mix(hash, view.getUint32(at, true))
  let rest = 0
  for (; at < to; at++) rest = (rest << 8) | view.getUint8(at)
  hash = mix(hash, rest)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function mix(hash: number, word: number): number {
  let part = Math.imul(word, 0xcc9e2d51)
  part = Math.imul((part << 15) | (part >>> 17), 0x1b873593)
  const mixed = hash ^ part
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

/** Puts the values met so far into so many numbers of slots. */
function layOut(room: InternRoom, length: number): void {
  const slots = room.mostSlots.subarray(0, length)
  const mask = slots.length / 2 - 1
  slots.fill(0)
  for (let number = 1; number < room.size; number++) {
    const hash = room.hashes[number] ?? 0
    let slot = hash & mask
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask
    slots[slot * 2] = hash
    slots[slot * 2 + 1] = number
  }
  room.slots = slots
}

function rowsOf(cells: readonly Cells[]): number {
  return cells.reduce((sum, each) => sum + each.rows, 0)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

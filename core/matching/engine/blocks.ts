import { type Pass, passKey } from './passes.ts'
import type { Records } from './records.ts'

/** Where records of one key stand together, for each pass. In memory that workers share. */
export type Blocks = {
  readonly passes: number
  /** The first so many bring pairs to look at; of the others is only learnt. */
  readonly looked: number
  /** Key of each row in each pass, row by row; 0 where it stands alone or among too many. */
  readonly keys: Uint32Array
  /** Of each pass: the rows that have a key, rows of one key together. */
  readonly orders: readonly Uint32Array[]
}

/** Rows of one key are compared with each other up to this many; the rest is left to finer keys. */
export const largestBlock = 120

/** Marks in an order the first row of each block. */
const firstOfBlock = 0x80000000
const rowMask = 0x7fffffff

/** Writes the keys of one pass and returns its rows, those of one key together. */
export function orderPass(
  records: Records,
  pass: Pass,
  into: {
    readonly keys: Uint32Array
    readonly passes: number
    readonly at: number
    /** Not 0 for rows that another one stands for. */
    readonly leftOut: Uint8Array
  },
): Uint32Array {
  const found = keyedRows(records, pass, into.leftOut)
  const { rows, keys, count } = sortByKey(found)
  const most = pass.atoms.length === 0 ? records.rows : largestBlock
  const order = new Uint32Array(count)
  let kept = 0
  for (let from = 0; from < count; ) {
    const key = keys[from] ?? 0
    let to = from + 1
    while (to < count && keys[to] === key) to += 1
    if (to - from > 1 && to - from <= most) {
      for (let place = from; place < to; place += 1) {
        const row = rows[place] ?? 0
        into.keys[row * into.passes + into.at] = key
        order[kept] = place === from ? row | firstOfBlock : row
        kept += 1
      }
    }
    from = to
  }
  const shared = new Uint32Array(new SharedArrayBuffer(Math.max(4, kept * 4)), 0, kept)
  shared.set(order.subarray(0, kept))
  return shared
}

/** Rows and their keys, side by side; the first `count` are in use. */
type KeyedRows = { keys: Uint32Array; rows: Uint32Array; readonly count: number }

function keyedRows(records: Records, pass: Pass, leftOut: Uint8Array): KeyedRows {
  const keys = new Uint32Array(records.rows)
  const rows = new Uint32Array(records.rows)
  let count = 0
  for (let row = 0; row < records.rows; row += 1) {
    const key = leftOut[row] === 1 ? 0 : passKey(records, pass, row)
    if (key === 0) continue
    keys[count] = key
    rows[count] = row
    count += 1
  }
  return { keys, rows, count }
}

const digitBits = 11
const digits = 1 << digitBits

/** Radix sort by 32-bit keys; keeps the order of rows of one key. Keys travel with their rows. */
function sortByKey({ keys, rows, count }: KeyedRows): KeyedRows {
  let from: KeyedRows = { keys, rows, count }
  let to: KeyedRows = { keys: new Uint32Array(count), rows: new Uint32Array(count), count }
  const starts = new Uint32Array(digits)
  for (let shift = 0; shift < 32; shift += digitBits) {
    starts.fill(0)
    for (let at = 0; at < count; at += 1) {
      const digit = ((from.keys[at] ?? 0) >>> shift) & (digits - 1)
      starts[digit] = (starts[digit] ?? 0) + 1
    }
    let sum = 0
    for (let digit = 0; digit < digits; digit += 1) {
      const size = starts[digit] ?? 0
      starts[digit] = sum
      sum += size
    }
    for (let at = 0; at < count; at += 1) {
      const key = from.keys[at] ?? 0
      const digit = (key >>> shift) & (digits - 1)
      const place = starts[digit] ?? 0
      to.keys[place] = key
      to.rows[place] = from.rows[at] ?? 0
      starts[digit] = place + 1
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** A part of a pass: blocks that begin at these places of its order. */
export type BlockRange = { readonly pass: number; readonly from: number; readonly to: number }

/**
 * Visits each pair of rows that share a key in this part of a pass and in no earlier pass: over all
 * parts, every pair once. Of two lists, only pairs across.
 */
export function eachCandidate(
  blocks: Blocks,
  range: BlockRange,
  given: { readonly sideStart: number; readonly rows: number },
  visit: (left: number, right: number) => void,
): void {
  const { passes, keys } = blocks
  const order = blocks.orders[range.pass] ?? new Uint32Array(0)
  const across = given.sideStart < given.rows
  let from = range.from
  while (from < range.to && !isFirst(order, from)) from += 1
  while (from < range.to) {
    const to = endOfBlock(order, from)
    for (let one = from; one < to; one += 1) {
      const left = (order[one] ?? 0) & rowMask
      for (let other = one + 1; other < to; other += 1) {
        const right = (order[other] ?? 0) & rowMask
        if (across && left < given.sideStart === right < given.sideStart) continue
        if (sharesEarlier(keys, left * passes, right * passes, range.pass)) continue
        visit(left, right)
      }
    }
    from = to
  }
}

function isFirst(order: Uint32Array, place: number): boolean {
  return (order[place] ?? 0) >= firstOfBlock
}

function endOfBlock(order: Uint32Array, from: number): number {
  let to = from + 1
  while (to < order.length && !isFirst(order, to)) to += 1
  return to
}

function sharesEarlier(keys: Uint32Array, left: number, right: number, pass: number): boolean {
  for (let at = 0; at < pass; at += 1) {
    const key = keys[left + at]
    if (key !== 0 && key === keys[right + at]) return true
  }
  return false
}

/** The passes that bring two rows together, of those that are looked at. */
export function sharedPasses(
  { passes, looked, keys }: Blocks,
  left: number,
  right: number,
): number[] {
  return Array.from({ length: looked }, (_, at) => at).filter((at) => {
    const key = keys[left * passes + at] ?? 0
    return key !== 0 && key === keys[right * passes + at]
  })
}

/** Pairs of all passes, those that several share counted several times. */
export function countPairs({ orders }: Blocks): number {
  let pairs = 0
  for (const order of orders) {
    for (let from = 0; from < order.length; ) {
      const to = endOfBlock(order, from)
      pairs += ((to - from) * (to - from - 1)) / 2
      from = to
    }
  }
  return pairs
}

import { type Pass, passKey } from './passes.ts'
import type { Records } from './records.ts'

/** Where records of one key stand together, for each pass. In memory that workers share. */
export type Blocks = {
  readonly passes: number
  /** Key of each row in each pass, row by row; 0 where it stands alone or among too many. */
  readonly keys: Uint32Array
  /** Of each pass: the rows that have a key, rows of one key together. */
  readonly orders: readonly Uint32Array[]
}

/** Rows of one key are compared with each other up to this many; the rest is left to finer keys. */
export const largestBlock = 120

/** Writes the keys of one pass and returns its rows, those of one key together. */
export function orderPass(
  records: Records,
  pass: Pass,
  into: { readonly keys: Uint32Array; readonly passes: number; readonly at: number },
): Uint32Array {
  const { rows } = records
  const { keys, passes, at } = into
  const found = new Uint32Array(rows)
  const order = new Uint32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row += 1) {
    const key = passKey(records, pass, row)
    found[row] = key
    if (key === 0) continue
    order[count] = row
    count += 1
  }
  const sorted = sortByKey(found, order.subarray(0, count))
  const most = pass.atoms.length === 0 ? rows : largestBlock
  let kept = 0
  for (let from = 0; from < count; ) {
    const key = found[sorted[from] ?? 0] ?? 0
    let to = from + 1
    while (to < count && found[sorted[to] ?? 0] === key) to += 1
    if (to - from > 1 && to - from <= most) {
      for (let place = from; place < to; place += 1) {
        const row = sorted[place] ?? 0
        keys[row * passes + at] = key
        order[kept] = row
        kept += 1
      }
    }
    from = to
  }
  const shared = new Uint32Array(new SharedArrayBuffer(Math.max(4, kept * 4)), 0, kept)
  shared.set(order.subarray(0, kept))
  return shared
}

const digitBits = 11
const digits = 1 << digitBits

/** Radix sort of rows by their 32-bit keys; keeps the order of rows of one key. */
function sortByKey(keys: Uint32Array, rows: Uint32Array): Uint32Array {
  let from = rows.slice()
  let to = new Uint32Array(rows.length)
  const starts = new Uint32Array(digits)
  for (let shift = 0; shift < 32; shift += digitBits) {
    starts.fill(0)
    for (const row of from) {
      const digit = ((keys[row] ?? 0) >>> shift) & (digits - 1)
      starts[digit] = (starts[digit] ?? 0) + 1
    }
    let sum = 0
    for (let digit = 0; digit < digits; digit += 1) {
      const count = starts[digit] ?? 0
      starts[digit] = sum
      sum += count
    }
    for (const row of from) {
      const digit = ((keys[row] ?? 0) >>> shift) & (digits - 1)
      const place = starts[digit] ?? 0
      to[place] = row
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
  const keyAt = (place: number) => keys[(order[place] ?? 0) * passes + range.pass]
  let from = range.from
  while (from > 0 && from < range.to && keyAt(from) === keyAt(from - 1)) from += 1
  while (from < range.to) {
    const key = keyAt(from)
    let to = from + 1
    while (to < order.length && keyAt(to) === key) to += 1
    for (let one = from; one < to; one += 1) {
      const left = order[one] ?? 0
      for (let other = one + 1; other < to; other += 1) {
        const right = order[other] ?? 0
        if (across && left < given.sideStart === right < given.sideStart) continue
        if (sharesEarlier(keys, left * passes, right * passes, range.pass)) continue
        visit(left, right)
      }
    }
    from = to
  }
}

function sharesEarlier(keys: Uint32Array, left: number, right: number, pass: number): boolean {
  for (let at = 0; at < pass; at += 1) {
    const key = keys[left + at]
    if (key !== 0 && key === keys[right + at]) return true
  }
  return false
}

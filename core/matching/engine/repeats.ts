import { largestBlock } from './blocks.ts'
import type { Records } from './records.ts'

/**
 * Rows that agree in everything with more others than a block may hold. No finer key tells them
 * apart: one of each kind stands for the rest, which are compared with it alone.
 */
export type Repeats = {
  /** Rows left out of blocking, and for each the row that stands for it. */
  readonly rows: Uint32Array
  readonly standIns: Uint32Array
  /** 1 for each row left out. In memory that workers share. */
  readonly leftOut: Uint8Array
}

/** Of two lists each has a row that stands for it. Rows without a value repeat nothing. */
export function findRepeats(records: Records, rowHashes: Uint32Array): Repeats {
  const { rows, sideStart } = records
  const kinds = repeatedKinds(records, rowHashes)
  const found = { rows: [] as number[], standIns: [] as number[] }
  const leftOut = new Uint8Array(new SharedArrayBuffer(rows))
  for (let row = 0; kinds.size > 0 && row < rows; row += 1) {
    const kind = kinds.get(rowHashes[row] ?? 0)
    const own = kind?.[row < sideStart ? 0 : 1]
    if (kind === undefined || own === undefined || own === row) continue
    if (!isLike(records, own, row)) continue
    leftOut[row] = 1
    // Of two lists only pairs across count: the other list's row stands for this one.
    const facing = sideStart < rows ? kind[row < sideStart ? 1 : 0] : own
    if (facing === undefined) continue
    found.rows.push(row)
    found.standIns.push(facing)
  }
  return {
    rows: Uint32Array.from(found.rows),
    standIns: Uint32Array.from(found.standIns),
    leftOut,
  }
}

/** The first row of either list. */
type StandIns = [number | undefined, number | undefined]

const bucketBits = 20

/** By hash of their content the kinds of row that are there more often than a block may hold. */
function repeatedKinds(records: Records, rowHashes: Uint32Array): Map<number, StandIns> {
  // Few rows share a part of their hash with so many: only these are counted one by one.
  const buckets = new Uint32Array(1 << bucketBits)
  const bucketOf = (hash: number) => hash >>> (32 - bucketBits)
  for (const hash of rowHashes) {
    const bucket = bucketOf(hash)
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  const counts = new Map<number, number>()
  const kinds = new Map<number, StandIns>()
  for (const [row, hash] of rowHashes.entries()) {
    if ((buckets[bucketOf(hash)] ?? 0) <= largestBlock || isEmpty(records, row)) continue
    counts.set(hash, (counts.get(hash) ?? 0) + 1)
    const kind = kinds.get(hash) ?? [undefined, undefined]
    const side = row < records.sideStart ? 0 : 1
    kind[side] ??= row
    kinds.set(hash, kind)
  }
  for (const [hash, count] of counts) if (count <= largestBlock) kinds.delete(hash)
  return kinds
}

function isEmpty({ cells, width }: Records, row: number): boolean {
  for (let at = row * width; at < (row + 1) * width; at += 1) if (cells[at] !== 0) return false
  return true
}

function isLike({ cells, width }: Records, one: number, other: number): boolean {
  for (let at = 0; at < width; at += 1) {
    if (cells[one * width + at] !== cells[other * width + at]) return false
  }
  return true
}

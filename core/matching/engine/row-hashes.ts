import type { Column } from '../table/column.ts'
import type { Atom } from './atoms.ts'
import { join, mix } from './hash.ts'
import { keyOfRow } from './passes.ts'
import type { Records } from './records.ts'

/** A hash of each row's content: an order and a sample that do not depend on the rows' order. */
export function hashRows(records: Records, atoms: readonly Atom[]): Uint32Array {
  const hashes = new Uint32Array(new SharedArrayBuffer(records.rows * 4))
  const whole = atoms.filter((atom) => atom.isWhole)
  for (let row = 0; row < records.rows; row += 1) {
    let hash = 1
    for (const atom of whole) hash = join(hash, keyOfRow(records, atom, row))
    hashes[row] = hash
  }
  return hashes
}

/** A hash of each row's content and its id: rows that are alike in all have an order too. */
export function hashNamedRows(rowHashes: Uint32Array, ids: Column): Uint32Array {
  const ofId = new Uint32Array(ids.size)
  for (let value = 1; value < ids.size; value += 1) {
    let hash = 1
    const end = ids.starts[value + 1] ?? 0
    for (let at = ids.starts[value] ?? 0; at < end; at += 1) {
      hash = Math.imul(hash ^ (ids.bytes[at] ?? 0), 0x01000193)
    }
    ofId[value] = mix(hash)
  }
  return rowHashes.map((hash, row) => join(hash, ofId[ids.rows[row] ?? 0] ?? 0))
}

/** A hash of a pair of rows, the same from both sides. */
export function hashPair(rowHashes: Uint32Array, left: number, right: number): number {
  const [one = 0, other = 0] = [rowHashes[left], rowHashes[right]]
  return mix((one ^ other) + Math.imul(one & other, 0x9e3779b1))
}

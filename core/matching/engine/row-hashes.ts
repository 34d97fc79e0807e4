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

/** A hash of a pair of rows, the same from both sides. */
export function hashPair(rowHashes: Uint32Array, left: number, right: number): number {
  const [one = 0, other = 0] = [rowHashes[left], rowHashes[right]]
  return mix((one ^ other) + Math.imul(one & other, 0x9e3779b1))
}

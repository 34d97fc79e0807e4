import { join } from './hash.ts'

/** Rows of codes that are different, and how often each was there. */
export type Patterns = {
  readonly codes: Uint16Array
  readonly times: Uint32Array
  /** Of each row of codes that was counted, which one it is. */
  readonly of: Uint32Array
}

/**
 * Counts equal rows of codes, each as often as `weights` says: many pairs differ in the same way,
 * and learning looks at each way once. In an order that says nothing of the order of the rows: of
 * their hashes, then codes.
 */
export function countPatterns(codes: Uint16Array, width: number, weights?: Uint32Array): Patterns {
  const count = width === 0 ? 0 : codes.length / width
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)))
  const mask = slots.length - 1
  const firsts = new Uint32Array(count)
  const hashes = new Uint32Array(count)
  const times = new Uint32Array(count)
  const found = new Uint32Array(count)
  let size = 0
  for (let row = 0; row < count; row += 1) {
    const hash = hashOf(codes, row * width, width)
    let slot = hash & mask
    for (;;) {
      const known = (slots[slot] ?? 0) - 1
      if (known < 0) {
        slots[slot] = size + 1
        firsts[size] = row * width
        hashes[size] = hash
        times[size] = weights?.[row] ?? 1
        found[row] = size
        size += 1
        break
      }
      if (hashes[known] === hash && compare(codes, firsts[known] ?? 0, row * width, width) === 0) {
        times[known] = (times[known] ?? 0) + (weights?.[row] ?? 1)
        found[row] = known
        break
      }
      slot = (slot + 1) & mask
    }
  }
  const order = Uint32Array.from({ length: size }, (_, at) => at).sort(
    (one, other) =>
      (hashes[one] ?? 0) - (hashes[other] ?? 0) ||
      compare(codes, firsts[one] ?? 0, firsts[other] ?? 0, width),
  )
  const sorted = new Uint16Array(size * width)
  const place = new Uint32Array(size)
  for (const [at, pattern] of order.entries()) {
    place[pattern] = at
    const from = firsts[pattern] ?? 0
    sorted.set(codes.subarray(from, from + width), at * width)
  }
  return {
    codes: sorted,
    times: order.map((pattern) => times[pattern] ?? 0),
    of: found.map((pattern) => place[pattern] ?? 0),
  }
}

function hashOf(codes: Uint16Array, from: number, width: number): number {
  let hash = 1
  for (let at = from; at < from + width; at += 1) hash = join(hash, codes[at] ?? 0)
  return hash
}

function compare(codes: Uint16Array, one: number, other: number, width: number): number {
  for (let at = 0; at < width; at += 1) {
    const difference = (codes[one + at] ?? 0) - (codes[other + at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

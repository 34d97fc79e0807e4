/**
 * Numbers by the hash of a key, in two columns: eight bytes an entry and no key kept. A bucket may
 * hold what other keys put there: who asks compares again.
 */
export type HashIndex = {
  readonly mask: number
  /** Where each bucket begins in `entries`; one more for the end of the last. */
  readonly starts: Uint32Array
  readonly entries: Uint32Array
}

/** Calls `add` with each key of one number; asked twice for each, and answers the same. */
export type EachKey = (at: number, add: (key: number) => void) => void

/** An index of the numbers below `count`, which have about `keysEach` keys. */
export function buildHashIndex(
  { count, keysEach }: { readonly count: number; readonly keysEach: number },
  eachKey: EachKey,
): HashIndex {
  let size = 64
  while (size < count * keysEach && size < 2 ** 27) size *= 2
  const mask = size - 1
  const starts = new Uint32Array(size + 1)
  let total = 0
  const bump = (key: number) => {
    const bucket = key & mask
    starts[bucket] = (starts[bucket] ?? 0) + 1
    total += 1
  }
  for (let at = 0; at < count; at += 1) eachKey(at, bump)
  for (let bucket = 1; bucket <= size; bucket += 1) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  }
  const entries = new Uint32Array(total)
  // Filled from behind: each bucket's end moves down to its start.
  let current = 0
  const put = (key: number) => {
    const bucket = key & mask
    const place = (starts[bucket] ?? 0) - 1
    starts[bucket] = place
    entries[place] = current
  }
  for (current = count - 1; current >= 0; current -= 1) eachKey(current, put)
  return { mask, starts, entries }
}

/** Visits at most `most` of the numbers that have this key, the smallest first. */
export function visitKey(
  index: HashIndex,
  ask: { readonly key: number; readonly most: number },
  visit: (at: number) => void,
): void {
  const bucket = ask.key & index.mask
  const from = index.starts[bucket] ?? 0
  const to = Math.min(index.starts[bucket + 1] ?? 0, from + ask.most)
  for (let place = from; place < to; place += 1) visit(index.entries[place] ?? 0)
}

/** A seeded stream of chance: the same seed and label give the same numbers on every machine. */
export type Chance = {
  /** At least 0, less than 1. */
  readonly next: () => number
  /** A whole number from 0 to below `count`. */
  readonly below: (count: number) => number
  /** A whole number from `from` to `to`, both possible. */
  readonly between: (from: number, to: number) => number
  /** True in a share of cases. */
  readonly happens: (share: number) => boolean
  readonly pick: <Value>(values: readonly Value[]) => Value
  readonly weighted: <Value>(values: readonly (readonly [Value, number])[]) => Value
  /** Mean 0, deviation 1, by the sum of twelve (no logarithm: equal on every machine). */
  readonly normal: () => number
  /** A new array in another order. */
  readonly shuffled: <Value>(values: readonly Value[]) => Value[]
}

/**
 * xoshiro128** (Blackman and Vigna, public domain) seeded by splitmix32 from a number and a label,
 * so that each part of the story has its own stream and a change in one leaves the others alone.
 */
export function chanceOf(seed: number, label: string): Chance {
  const next32 = xoshiro(seed, label)
  const next = () => next32() / 4294967296
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    happens: (share) => next() < share,
    pick: (values) => pickOne(values, below),
    weighted: (values) => pickWeighted(values, next),
    normal: () => {
      let sum = -6
      for (let count = 0; count < 12; count++) sum += next()
      return sum
    },
    shuffled: (values) => shuffle(values, below),
  }
}

function pickOne<Value>(values: readonly Value[], below: (count: number) => number): Value {
  const value = values[below(values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

function pickWeighted<Value>(
  values: readonly (readonly [Value, number])[],
  next: () => number,
): Value {
  let total = 0
  for (const [, weight] of values) total += weight
  let left = next() * total
  for (const [value, weight] of values) {
    left -= weight
    if (left < 0) return value
  }
  const last = values.at(-1)
  if (last === undefined) throw new Error('nothing to pick from')
  return last[0]
}

/** Fisher and Yates. */
function shuffle<Value>(values: readonly Value[], below: (count: number) => number): Value[] {
  const order = values.map((value) => ({ value }))
  for (let at = order.length - 1; at > 0; at--) {
    const other = below(at + 1)
    const [here, there] = [order[at], order[other]]
    if (here === undefined || there === undefined) throw new Error('out of the list')
    order[at] = there
    order[other] = here
  }
  return order.map((each) => each.value)
}

function xoshiro(seed: number, label: string): () => number {
  const split = splitmix(hash(`${seed}/${label}`))
  let [a, b, c, d] = [split(), split(), split(), split()]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result >>> 0
  }
}

function splitmix(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}

/** FNV-1a over the characters of a text. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value | 0
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

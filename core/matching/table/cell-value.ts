import { textOfBytes } from './value-text.ts'

const space = 32
const quote = 34

/** The bytes of a value: `bytes` from `from` to before `to`. */
export type Value = { bytes: Uint8Array; from: number; to: number }

/**
 * Takes spaces (also the no-break space of spreadsheets) and quotes off a cell. Moves the value's
 * ends; only where quotes are doubled within does it point to a copy.
 */
export function strip(value: Value): void {
  trim(value)
  const { bytes, from, to } = value
  if (to - from < 2 || bytes[from] !== quote || bytes[to - 1] !== quote) return
  const doubled = doubledWithin(bytes, from + 1, to - 1)
  if (doubled === undefined) return
  value.from++
  value.to--
  if (doubled > 0) undouble(value, doubled)
  trim(value)
}

/** The text of a cell that lies between two offsets. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  const value = { bytes, from, to }
  strip(value)
  return textOfBytes(value.bytes, value.from, value.to)
}

function trim(value: Value): void {
  const { bytes } = value
  let { from, to } = value
  for (;;) {
    if (from < to && (bytes[from] ?? 0) <= space) from++
    else if (to - from > 1 && bytes[from] === 0xc2 && bytes[from + 1] === 0xa0) from += 2
    else break
  }
  for (;;) {
    if (from < to && (bytes[to - 1] ?? 0) <= space) to--
    else if (to - from > 1 && bytes[to - 2] === 0xc2 && bytes[to - 1] === 0xa0) to -= 2
    else break
  }
  value.from = from
  value.to = to
}

/** How many doubled quotes there are, or undefined where a single one ends the cell too early. */
function doubledWithin(bytes: Uint8Array, from: number, to: number): number | undefined {
  let doubled = 0
  for (let at = from; at < to; at++) {
    if (bytes[at] !== quote) continue
    if (at + 1 >= to || bytes[at + 1] !== quote) return undefined
    doubled++
    at++
  }
  return doubled
}

function undouble(value: Value, doubled: number): void {
  const single = new Uint8Array(value.to - value.from - doubled)
  let filled = 0
  for (let at = value.from; at < value.to; at++) {
    const byte = value.bytes[at] ?? 0
    single[filled++] = byte
    if (byte === quote) at++
  }
  value.bytes = single
  value.from = 0
  value.to = filled
}

import { sharedNumbers } from './cells.ts'
import type { Column } from './column.ts'

/** The digits of each value as a number of up to 16 digits: high * 10 ** 8 + low. */
export type Digits = {
  readonly high: Uint32Array
  readonly low: Uint32Array
  /** How many digits the value has; 255 for more. Zeros in front count here alone. */
  readonly length: Uint8Array
}

const halfLength = 8
const half = 10 ** halfLength
const zero = 48

/**
 * Reads the digits of each value and drops other characters, so that `3315-2015` is 33152015. Of
 * more than 16 digits the first 16 are read. Digits are the ten of ASCII.
 */
export function digitsOf(column: Column): Digits {
  const { bytes, starts, size } = column
  const high = sharedNumbers(size)
  const low = sharedNumbers(size)
  const length = new Uint8Array(new SharedArrayBuffer(size))
  for (let value = 1; value < size; value++) {
    const to = starts[value + 1] ?? 0
    let first = 0
    let rest = 0
    let digits = 0
    for (let at = starts[value] ?? 0; at < to; at++) {
      const digit = (bytes[at] ?? 0) - zero
      if (digit < 0 || digit > 9) continue
      if (digits < halfLength) first = first * 10 + digit
      else if (digits < 2 * halfLength) rest = rest * 10 + digit
      digits++
    }
    // Sixteen digits are more than a number holds exactly; fewer are not.
    const behind = Math.min(Math.max(digits - halfLength, 0), halfLength)
    if (behind === halfLength) {
      high[value] = first
      low[value] = rest
    } else {
      const whole = first * 10 ** behind + rest
      high[value] = Math.floor(whole / half)
      low[value] = whole % half
    }
    length[value] = Math.min(digits, 255)
  }
  return { high, low, length }
}

import type { Texts } from './texts.ts'
import { boosted, longestPrefix } from './winkler.ts'

const firstRoom = 256

/**
 * Jaro-Winkler for a pattern of any length, in time that grows with the two lengths alone: the
 * places of one character wait in a queue, and who is too far left leaves it for good. Beyond one
 * word that is less work than several words for each character.
 */
export class LongJaro {
  /** Of each character: its first place in the pattern that still waits, plus 1; 0: none. */
  readonly #first: Int32Array
  #next = new Int32Array(firstRoom)
  #taken = new Uint8Array(firstRoom)
  #met = new Uint16Array(firstRoom)
  #pattern = new Uint16Array(firstRoom)
  #length = 0

  constructor(alphabetSize: number) {
    this.#first = new Int32Array(alphabetSize)
  }

  load({ codes, starts }: Texts, text: number): void {
    const start = starts[text] ?? 0
    this.#length = (starts[text + 1] ?? 0) - start
    if (this.#length > this.#pattern.length) this.#makeRoom(2 * this.#length)
    for (let at = 0; at < this.#length; at++) this.#pattern[at] = codes[start + at] ?? 0
  }

  scan({ codes, starts }: Texts, text: number): number {
    this.#queue()
    const start = starts[text] ?? 0
    const length = (starts[text + 1] ?? 0) - start
    const common = this.#meet(codes, start, length)
    for (let at = 0; at < this.#length; at++) this.#first[this.#pattern[at] ?? 0] = 0
    if (common === 0) return 0
    const same = common - (this.#movedAmong(common) >> 1)
    const jaro = (common / this.#length + common / length + same / common) / 3
    const most = Math.min(longestPrefix, this.#length, length)
    let prefix = 0
    while (prefix < most && this.#pattern[prefix] === codes[start + prefix]) prefix += 1
    return boosted(jaro, prefix)
  }

  #makeRoom(room: number): void {
    this.#next = new Int32Array(room)
    this.#taken = new Uint8Array(room)
    this.#met = new Uint16Array(room)
    this.#pattern = new Uint16Array(room)
  }

  #queue(): void {
    for (let at = this.#length - 1; at >= 0; at--) {
      const code = this.#pattern[at] ?? 0
      this.#next[at] = this.#first[code] ?? 0
      this.#first[code] = at + 1
      this.#taken[at] = 0
    }
  }

  /** Marks who found a partner on either side, and returns how many did. */
  #meet(codes: Uint16Array, start: number, length: number): number {
    const first = this.#first
    const next = this.#next
    const reach = Math.max(0, (Math.max(length, this.#length) >> 1) - 1)
    let common = 0
    for (let at = 0; at < length; at++) {
      const code = codes[start + at] ?? 0
      let waiting = first[code] ?? 0
      while (waiting !== 0 && waiting - 1 < at - reach) waiting = next[waiting - 1] ?? 0
      if (waiting !== 0 && waiting - 1 <= at + reach) {
        this.#taken[waiting - 1] = 1
        this.#met[common] = code
        common += 1
        waiting = next[waiting - 1] ?? 0
      }
      first[code] = waiting
    }
    return common
  }

  #movedAmong(common: number): number {
    let moved = 0
    for (let at = 0, index = 0; index < common; at++) {
      if (this.#taken[at] === 0) continue
      moved += this.#pattern[at] === this.#met[index] ? 0 : 1
      index += 1
    }
    return moved
  }
}

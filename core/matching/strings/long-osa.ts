import type { Texts } from './texts.ts'

const wordBits = 32

/**
 * The distance of optimal string alignment for a pattern of any length, over several words: what
 * leaves one word at the top enters the next one at the bottom.
 */
export class LongOsa {
  /** Of each character its slot: `words` masks side by side. Slot 0 is empty, for all others. */
  readonly #slots: Int32Array
  #masks = new Int32Array(1024)
  #pattern = new Uint16Array(256)
  #length = 0
  #words = 0
  #up = new Int32Array(8)
  #down = new Int32Array(8)
  #diagonal = new Int32Array(8)

  constructor(alphabetSize: number) {
    this.#slots = new Int32Array(alphabetSize)
  }

  load({ codes, starts }: Texts, text: number): void {
    for (let at = 0; at < this.#length; at++) this.#slots[this.#pattern[at] ?? 0] = 0
    const start = starts[text] ?? 0
    this.#length = (starts[text + 1] ?? 0) - start
    this.#words = Math.ceil(this.#length / wordBits)
    if (this.#length > this.#pattern.length) this.#makeRoom(2 * this.#length)
    let used = 1
    for (let at = 0; at < this.#length; at++) {
      const code = codes[start + at] ?? 0
      this.#pattern[at] = code
      if (this.#slots[code] !== 0) continue
      this.#slots[code] = used
      used += 1
    }
    this.#fillMasks(used)
  }

  scan({ codes, starts }: Texts, text: number, atMost: number): number {
    const start = starts[text] ?? 0
    const end = starts[text + 1] ?? 0
    if (Math.abs(end - start - this.#length) > atMost) return atMost + 1
    this.#up.fill(-1, 0, this.#words)
    this.#down.fill(0, 0, this.#words)
    this.#diagonal.fill(0, 0, this.#words)
    let distance = this.#length
    let slotBefore = 0
    for (let at = start; at < end; at++) {
      const slot = (this.#slots[codes[at] ?? 0] ?? 0) * this.#words
      distance += this.#nextColumn(slot, slotBefore)
      if (distance - (end - at - 1) > atMost) return atMost + 1
      slotBefore = slot
    }
    return distance
  }

  #makeRoom(room: number): void {
    const words = Math.ceil(room / wordBits)
    this.#pattern = new Uint16Array(room)
    this.#up = new Int32Array(words)
    this.#down = new Int32Array(words)
    this.#diagonal = new Int32Array(words)
  }

  #fillMasks(slots: number): void {
    const size = slots * this.#words
    if (size > this.#masks.length) this.#masks = new Int32Array(2 * size)
    this.#masks.fill(0, 0, size)
    for (let at = 0; at < this.#length; at++) {
      const slot = this.#slots[this.#pattern[at] ?? 0] ?? 0
      const index = slot * this.#words + (at >>> 5)
      this.#masks[index] = (this.#masks[index] ?? 0) | (1 << at)
    }
  }

  /** Returns by how much the last place of the column changed: -1, 0 or 1. */
  #nextColumn(slot: number, slotBefore: number): number {
    const masks = this.#masks
    const last = this.#words - 1
    const lastPlace = (this.#length - 1) & 31
    let change = 0
    // The top row of the table grows by one with each column.
    let rightCarry = 1
    let leftCarry = 0
    let swapCarry = 0
    for (let word = 0; word <= last; word++) {
      const here = masks[slot + word] ?? 0
      const up = this.#up[word] ?? 0
      const down = this.#down[word] ?? 0
      const swappable = ~(this.#diagonal[word] ?? 0) & here
      const swapped = ((swappable << 1) | swapCarry) & (masks[slotBefore + word] ?? 0)
      swapCarry = swappable >>> 31
      const match = here | leftCarry
      const diagonal = ((((match & up) + up) | 0) ^ up) | match | down | swapped
      const right = down | ~(diagonal | up)
      const left = diagonal & up
      if (word === last) change = ((right >>> lastPlace) & 1) - ((left >>> lastPlace) & 1)
      const shiftedRight = (right << 1) | rightCarry
      const shiftedLeft = (left << 1) | leftCarry
      rightCarry = right >>> 31
      leftCarry = left >>> 31
      this.#up[word] = shiftedLeft | ~(diagonal | shiftedRight)
      this.#down[word] = shiftedRight & diagonal
      this.#diagonal[word] = diagonal
    }
    return change
  }
}

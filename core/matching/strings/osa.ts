import { LongOsa } from './long-osa.ts'
import { largestAlphabet, lengthOf, type Texts, textsOf } from './texts.ts'

/**
 * Optimal string alignment distance: the fewest insertions, deletions, substitutions and swaps of
 * two neighbours, no place touched twice ("CA" to "ABC" costs 3). Symmetric, but no metric.
 * Bit-parallel after Hyyrö 2003, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau
 * Edit Distances", in words of 32 places, as many as the pattern needs.
 */
export type Osa = {
  /** Edits; `atMost + 1` when there are more than `atMost`, known as early as can be. */
  distance(texts: Texts, left: number, right: number, atMost?: number): number
  /** Takes the one text that `against` compares with many. */
  prepare(texts: Texts, left: number): void
  /** The prepared text against another, of this or another arena with the same alphabet. */
  against(texts: Texts, right: number, atMost?: number): number
}

const wordBits = 32
const unbounded = 0x3fffffff
const nothing: Texts = { codes: new Uint16Array(0), starts: new Uint32Array(2) }

/** One kernel for each thread: it keeps its work memory, so that comparing allocates nothing. */
export function createOsa(alphabetSize: number = largestAlphabet): Osa {
  return new Kernel(alphabetSize)
}

/** Of two plain strings: for a single pair. Many are encoded once and compared by a kernel. */
export function osaDistance(left: string, right: string, atMost?: number): number {
  const texts = textsOf([left, right])
  return createOsa(texts.alphabet.size).distance(texts, 0, 1, atMost)
}

class Kernel implements Osa {
  readonly #short: ShortOsa
  readonly #long: LongOsa
  #texts = nothing
  #text = 0
  #isLong = false

  constructor(alphabetSize: number) {
    this.#short = new ShortOsa(alphabetSize)
    this.#long = new LongOsa(alphabetSize)
  }

  distance(texts: Texts, left: number, right: number, atMost = unbounded): number {
    if (lengthOf(texts, left) <= wordBits) {
      if (left !== this.#text || texts !== this.#texts) this.prepare(texts, left)
      return this.against(texts, right, atMost)
    }
    this.prepare(texts, right)
    return this.against(texts, left, atMost)
  }

  prepare(texts: Texts, left: number): void {
    this.#texts = texts
    this.#text = left
    this.#isLong = lengthOf(texts, left) > wordBits
    if (this.#isLong) this.#long.load(texts, left)
    else this.#short.load(texts, left)
  }

  against(texts: Texts, right: number, atMost = unbounded): number {
    if (right === this.#text && texts === this.#texts) return 0
    if (this.#isLong) return this.#long.scan(texts, right, atMost)
    return this.#short.scan(texts, right, atMost)
  }
}

/** A pattern of at most 32 characters, in one word. */
class ShortOsa {
  /** Of each character: the places in the pattern where it stands, one bit each. */
  readonly #masks: Int32Array
  readonly #pattern = new Uint16Array(wordBits)
  #length = 0

  constructor(alphabetSize: number) {
    this.#masks = new Int32Array(alphabetSize)
  }

  load({ codes, starts }: Texts, text: number): void {
    const masks = this.#masks
    const pattern = this.#pattern
    for (let at = 0; at < this.#length; at++) masks[pattern[at] ?? 0] = 0
    const start = starts[text] ?? 0
    const length = (starts[text + 1] ?? 0) - start
    for (let at = 0; at < length; at++) {
      const code = codes[start + at] ?? 0
      pattern[at] = code
      masks[code] = (masks[code] ?? 0) | (1 << at)
    }
    this.#length = length
  }

  /** The table of distances column by column; of a column its steps up and down, one bit each. */
  scan({ codes, starts }: Texts, text: number, atMost: number): number {
    const masks = this.#masks
    const start = starts[text] ?? 0
    const end = starts[text + 1] ?? 0
    const length = this.#length
    if (Math.abs(end - start - length) > atMost) return atMost + 1
    if (length === 0) return end - start
    let up = -1
    let down = 0
    let diagonal = 0
    let before = 0
    let distance = length
    for (let at = start; at < end; at++) {
      const here = masks[codes[at] ?? 0] ?? 0
      const swapped = ((~diagonal & here) << 1) & before
      diagonal = ((((here & up) + up) | 0) ^ up) | here | down | swapped
      const right = down | ~(diagonal | up)
      const left = diagonal & up
      distance += ((right >>> (length - 1)) & 1) - ((left >>> (length - 1)) & 1)
      // Each column that is left can take off one at most.
      if (distance - (end - at - 1) > atMost) return atMost + 1
      const shifted = (right << 1) | 1
      up = (left << 1) | ~(diagonal | shifted)
      down = shifted & diagonal
      before = here
    }
    return distance
  }
}

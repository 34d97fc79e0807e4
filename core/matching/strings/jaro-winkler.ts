import { LongJaro } from './long-jaro.ts'
import { largestAlphabet, lengthOf, type Texts, textsOf } from './texts.ts'
import { boosted } from './winkler.ts'

/**
 * Jaro-Winkler similarity, 0 (nothing in common) to 1 (equal), as DuckDB and Splink compute it:
 * Jaro's with half the transpositions rounded down, and above 0.7 a bonus of 0.1 for each of at
 * most four leading characters in common (Winkler 1990, "String Comparator Metrics and Enhanced
 * Decision Rules in the Fellegi-Sunter Model of Record Linkage", and his strcmp95.c without its
 * table of similar characters: the rounding and the 0.7 stand there). Empty is like nothing, 0.
 */
export type JaroWinkler = {
  /** Symmetric. The same left side many times in a row is prepared once. */
  between(texts: Texts, left: number, right: number): number
  /** Takes the one text that `against` compares with many. */
  prepare(texts: Texts, left: number): void
  /** The prepared text against another, of this or another arena with the same alphabet. */
  against(texts: Texts, right: number): number
}

const wordBits = 32
const nothing: Texts = { codes: new Uint16Array(0), starts: new Uint32Array(2) }

/** One kernel for each thread: it keeps its work memory, so that comparing allocates nothing. */
export function createJaroWinkler(alphabetSize: number = largestAlphabet): JaroWinkler {
  return new Kernel(alphabetSize)
}

/** Of two plain strings: for a single pair. Many are encoded once and compared by a kernel. */
export function jaroWinkler(left: string, right: string): number {
  const texts = textsOf([left, right])
  return createJaroWinkler(texts.alphabet.size).between(texts, 0, 1)
}

class Kernel implements JaroWinkler {
  readonly #short: ShortJaro
  readonly #long: LongJaro
  #texts = nothing
  #text = 0
  #isLong = false

  constructor(alphabetSize: number) {
    this.#short = new ShortJaro(alphabetSize)
    this.#long = new LongJaro(alphabetSize)
  }

  between(texts: Texts, left: number, right: number): number {
    if (lengthOf(texts, left) <= wordBits) {
      if (left !== this.#text || texts !== this.#texts) this.prepare(texts, left)
      return this.against(texts, right)
    }
    this.prepare(texts, right)
    return this.against(texts, left)
  }

  prepare(texts: Texts, left: number): void {
    this.#texts = texts
    this.#text = left
    this.#isLong = lengthOf(texts, left) > wordBits
    if (this.#isLong) this.#long.load(texts, left)
    else this.#short.load(texts, left)
  }

  against(texts: Texts, right: number): number {
    if (right === this.#text && texts === this.#texts) return lengthOf(texts, right) === 0 ? 0 : 1
    return this.#isLong ? this.#long.scan(texts, right) : this.#short.scan(texts, right)
  }
}

/** A pattern of at most 32 characters, in one word. */
class ShortJaro {
  /** Of each character: the places in the pattern where it stands, one bit each. */
  readonly #masks: Int32Array
  readonly #pattern = new Uint16Array(wordBits)
  #length = 0
  /** The characters of the text that found a partner, in the order of the text. */
  readonly #met = new Uint16Array(wordBits + 1)

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

  /**
   * Each character of the text takes its leftmost free partner in the pattern within reach: bits
   * instead of a search (after Hyyrö 2003). A partner too far left for this place is so for all
   * later ones; so equal characters pair up as in a merge of two sorted lists, whichever side is
   * the pattern: that is why Jaro is symmetric.
   */
  scan({ codes, starts }: Texts, text: number): number {
    const masks = this.#masks
    const met = this.#met
    const start = starts[text] ?? 0
    const length = (starts[text + 1] ?? 0) - start
    const reach = Math.max(0, (Math.max(length, this.#length) >> 1) - 1)
    const end = start + Math.min(length, this.#length + reach)
    const sliding = Math.min(end, start + reach)
    // Shifting goes modulo 32: a window as wide as the word is all ones.
    let window = reach >= wordBits - 1 ? -1 : ((1 << (reach + 1)) - 1) | 0
    let taken = 0
    let common = 0
    let at = start
    for (; at < sliding; at++) {
      const code = codes[at] ?? 0
      const free = (masks[code] ?? 0) & window & ~taken
      taken |= free & (0 - free)
      met[common] = code
      common += (free | (0 - free)) >>> 31
      window = (window << 1) | 1
    }
    for (; at < end; at++) {
      const code = codes[at] ?? 0
      const free = (masks[code] ?? 0) & window & ~taken
      taken |= free & (0 - free)
      met[common] = code
      common += (free | (0 - free)) >>> 31
      window <<= 1
    }
    if (common === 0) return 0
    const same = common - (this.#movedAmong(taken, common) >> 1)
    const jaro = (common / this.#length + common / length + same / common) / 3
    return boosted(jaro, this.#prefix(codes, start, length))
  }

  /** How many partners in order differ: those who wait in `taken` against those met. */
  #movedAmong(taken: number, common: number): number {
    const masks = this.#masks
    const met = this.#met
    let rest = taken
    let moved = 0
    for (let index = 0; index < common; index++) {
      const lowest = rest & (0 - rest)
      moved += ((masks[met[index] ?? 0] ?? 0) & lowest) === 0 ? 1 : 0
      rest ^= lowest
    }
    return moved
  }

  #prefix(codes: Uint16Array, start: number, length: number): number {
    const pattern = this.#pattern
    const most = Math.min(this.#length, length)
    let prefix = 0
    while (prefix < most && pattern[prefix] === codes[start + prefix]) prefix += 1
    return prefix
  }
}

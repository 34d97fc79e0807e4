/**
 * Texts encoded once, one behind the other: text `at` begins at `codes[starts[at]]` and ends before
 * `codes[starts[at + 1]]`. A code is a character of an alphabet, not a UTF-16 unit, so that each
 * character of Unicode is one.
 * Both arrays may lie on a SharedArrayBuffer: worker threads then read the same memory. They are
 * never written again: a kernel remembers which text it has prepared.
 */
export type Texts = {
  readonly codes: Uint16Array
  /** One more than there are texts. */
  readonly starts: Uint32Array
}

/** Characters in a text: what the user sees as one may still be several (combining marks). */
export function lengthOf({ starts }: Texts, text: number): number {
  return (starts[text + 1] ?? 0) - (starts[text] ?? 0)
}

/** The characters met so far and their codes; it grows as texts are encoded. */
export type Alphabet = {
  /** Codes are 0 … size - 1. */
  readonly size: number
  codeOf(codePoint: number): number
}

/** No code reaches this: what a kernel needs that must serve any alphabet. */
export const largestAlphabet = 0x10000

// Were a table to hold more different characters than this, the rest would count as one.
const lastCode = largestAlphabet - 1
const firstAstral = 0x10000

export function createAlphabet(): Alphabet {
  // 0: not met yet, else the code + 1.
  const plain = new Uint32Array(firstAstral)
  const astral = new Map<number, number>()
  let size = 0

  function codeOf(codePoint: number): number {
    if (codePoint < firstAstral) {
      const known = plain[codePoint] ?? 0
      if (known !== 0) return known - 1
      plain[codePoint] = nextCode() + 1
      return (plain[codePoint] ?? 0) - 1
    }
    const known = astral.get(codePoint)
    if (known !== undefined) return known
    const code = nextCode()
    astral.set(codePoint, code)
    return code
  }

  function nextCode(): number {
    if (size === largestAlphabet) return lastCode
    size += 1
    return size - 1
  }

  return {
    get size() {
      return size
    },
    codeOf,
  }
}

/**
 * Encodes texts for the kernels. Texts of one alphabet may be compared with each other, also when
 * they lie in different arenas; `shared` puts them where worker threads see them without a copy.
 */
export function textsOf(
  strings: Iterable<string>,
  { alphabet = createAlphabet(), shared = false }: { alphabet?: Alphabet; shared?: boolean } = {},
): Texts & { readonly alphabet: Alphabet } {
  let codes = new Uint16Array(1024)
  let starts = new Uint32Array(256)
  let [length, count] = [0, 0]
  for (const string of strings) {
    const most = length + string.length
    if (most > codes.length) codes = copied(codes, new Uint16Array(2 * most))
    if (count + 1 >= starts.length) starts = copied(starts, new Uint32Array(2 * starts.length))
    length = encode(string, alphabet, { codes, at: length })
    count += 1
    starts[count] = length
  }
  return {
    codes: copied(codes.subarray(0, length), new Uint16Array(memory(2 * length, shared))),
    starts: copied(starts.subarray(0, count + 1), new Uint32Array(memory(4 * count + 4, shared))),
    alphabet,
  }
}

function encode(
  string: string,
  alphabet: Alphabet,
  into: { readonly codes: Uint16Array; readonly at: number },
): number {
  let at = into.at
  for (let index = 0; index < string.length; index++) {
    const codePoint = string.codePointAt(index) ?? 0
    if (codePoint >= firstAstral) index += 1
    into.codes[at] = alphabet.codeOf(codePoint)
    at += 1
  }
  return at
}

function memory(sizeBytes: number, shared: boolean): ArrayBufferLike {
  return shared ? new SharedArrayBuffer(sizeBytes) : new ArrayBuffer(sizeBytes)
}

function copied<Codes extends Uint16Array | Uint32Array>(from: Codes, into: Codes): Codes {
  into.set(from)
  return into
}

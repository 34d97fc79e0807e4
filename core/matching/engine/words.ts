import { type Column, valueText } from '../table/column.ts'
import { stepOfBits } from './found.ts'
import { hashText } from './hash.ts'
import type { Kind } from './kinds.ts'
import {
  NumberList,
  sharedBytes,
  sharedCodes,
  sharedFloats,
  sharedNumbers,
} from './shared-arrays.ts'
import { comparedWord, wordsOfText } from './word-text.ts'

/** A column of values made of words. In memory that workers share. */
export type Words = {
  readonly shape: 'words'
  /** Where each value's words begin; a value without words is missing. */
  readonly starts: Uint32Array
  readonly words: Uint32Array
  /** Hash of all words of a value run together. */
  readonly joined: Uint32Array
  /** Each value as it was written, without spaces: where its letters begin, and they. */
  readonly writtenStarts: Uint32Array
  readonly written: Uint16Array
  /** Bits that a stranger's sharing the word is worth: -log2 of the share of rows with it. */
  readonly bits: Float32Array
  readonly marks: Uint8Array
  readonly hashes: Uint32Array
  readonly letters: Uint16Array
  readonly letterStarts: Uint32Array
  /** Of each value: the most half bits that sharing some of its words with another can be worth. */
  readonly most: Uint8Array
}

/** So many carry the word, or it is one letter: leaving it away says little. */
export const weakWord = 1
/** A number: near another is not like it. */
export const numberWord = 2

/** Bits that a first letter is worth where the other has the word. */
export const initialBits = 3.3

const weakShare = 0.02

/** Takes a column's values apart. Deterministic in the order of its values. */
export function prepareWords(kind: Kind, column: Column): Words {
  const lexicon = newLexicon(kind)
  const starts = sharedNumbers(new Uint32Array(column.size + 1))
  const joined = sharedNumbers(new Uint32Array(column.size))
  const words = new NumberList()
  const writtenStarts = sharedNumbers(new Uint32Array(column.size + 1))
  const written = new NumberList()
  for (let value = 1; value < column.size; value += 1) {
    const parts = wordsOfText(kind, valueText(column, value))
    let together = ''
    for (const part of parts) {
      for (let at = 0; at < part.length; at += 1) written.push(part.charCodeAt(at))
      const word = lexicon.numberOf(part)
      words.push(word)
      together += lexicon.words[word] ?? ''
    }
    joined[value] = hashText(together)
    starts[value + 1] = words.length
    writtenStarts[value + 1] = written.length
  }
  const counts = countRows(column, { starts, words: words.view() }, lexicon.words.length)
  const described = describe(lexicon.words, counts, column.rows.length)
  return {
    shape: 'words',
    starts,
    words: sharedNumbers(words.view()),
    joined,
    writtenStarts,
    written: sharedCodes(written.view()),
    ...described,
    most: mostOf({ starts, words: words.view() }, described.bits),
  }
}

/** Sums in another order may end a little higher. */
const rounding = 1e-6

/** No pairing of words gives more than the words of either side do. */
function mostOf(
  values: { readonly starts: Uint32Array; readonly words: Uint32Array },
  bits: Float32Array,
): Uint8Array {
  const most = sharedBytes(new Uint8Array(values.starts.length - 1))
  for (let value = 1; value < most.length; value += 1) {
    let sum = 0
    const end = values.starts[value + 1] ?? 0
    for (let at = values.starts[value] ?? 0; at < end; at += 1) {
      sum += Math.max(initialBits, bits[values.words[at] ?? 0] ?? 0)
    }
    most[value] = stepOfBits(sum + rounding)
  }
  return most
}

function newLexicon(kind: Kind) {
  const written = new Map<string, number>()
  const numbers = new Map<string, number>()
  const words: string[] = []
  const numberOf = (text: string): number => {
    const known = written.get(text)
    if (known !== undefined) return known
    const word = comparedWord(kind, text)
    const number = numbers.get(word) ?? words.length
    if (number === words.length) {
      words.push(word)
      numbers.set(word, number)
    }
    written.set(text, number)
    return number
  }
  return { words, numberOf }
}

function countRows(
  column: Column,
  values: { readonly starts: Uint32Array; readonly words: Uint32Array },
  wordCount: number,
): Uint32Array {
  const counts = new Uint32Array(wordCount)
  for (let value = 1; value < column.size; value += 1) {
    const end = values.starts[value + 1] ?? 0
    for (let at = values.starts[value] ?? 0; at < end; at += 1) {
      const word = values.words[at] ?? 0
      counts[word] = (counts[word] ?? 0) + (column.counts[value] ?? 0)
    }
  }
  return counts
}

function describe(words: readonly string[], counts: Uint32Array, rows: number) {
  const bits = new Float32Array(words.length)
  const marks = new Uint8Array(words.length)
  const hashes = new Uint32Array(words.length)
  const letterStarts = new Uint32Array(words.length + 1)
  const letters = new NumberList()
  for (const [word, text] of words.entries()) {
    const count = counts[word] ?? 0
    bits[word] = -Math.log2(Math.min(1, (count + 0.5) / (rows + 500)))
    if (/^\d+$/.test(text)) marks[word] = numberWord
    else if (text.length === 1 || count > rows * weakShare) marks[word] = weakWord
    hashes[word] = hashText(text)
    for (let at = 0; at < text.length; at += 1) letters.push(text.charCodeAt(at))
    letterStarts[word + 1] = letters.length
  }
  return {
    bits: sharedFloats(bits),
    marks: sharedBytes(marks),
    hashes: sharedNumbers(hashes),
    letters: sharedCodes(letters.view()),
    letterStarts: sharedNumbers(letterStarts),
  }
}

import { type Dates, monthOf, yearOf } from './dates.ts'
import { type Digits, digitPlaces } from './digits.ts'
import type { Field } from './field.ts'
import { join, mix } from './hash.ts'
import { isNameKind } from './word-text.ts'
import type { Words } from './words.ts'

/** A part of a value that two records of one person may share though the whole differs. */
export type Atom = {
  readonly name: string
  /** Values that have this part in common are alike in everything. */
  readonly isWhole: boolean
  /** Place of the field. */
  readonly field: number
  /** Key of each value; 0 where the part is missing. */
  readonly keys: Uint32Array
}

/** The parts of a field's values by which records are brought together. */
export function atomsOf(field: Field, at: number): readonly Atom[] {
  const { values, name } = field
  const atom = (part: string, size: number, keyOf: (value: number) => number): Atom => {
    const keys = new Uint32Array(new SharedArrayBuffer(size * 4))
    for (let value = 1; value < size; value += 1) keys[value] = keyOf(value)
    return { name: `${name}.${part}`, isWhole: part === 'all' || part === 'day', field: at, keys }
  }
  switch (values.shape) {
    case 'words': {
      const size = values.starts.length - 1
      const whole = atom('all', size, (value) => allWords(values, value))
      if (!isNameKind(field.kind) && field.kind !== 'text') return [whole]
      return [
        whole,
        atom('rarest', size, (value) => rareWord(values, value, 0)),
        atom('next', size, (value) => rareWord(values, value, 1)),
        atom('start', size, (value) => firstLetters(values, value)),
      ]
    }
    case 'date': {
      const size = values.days.length
      return [
        atom('day', size, (value) => dayKey(values, value)),
        atom('year', size, (value) => keyOf(yearOf(values.days[value] ?? 0))),
        atom('month-day', size, (value) => keyOf((values.days[value] ?? 0) % 10_000)),
      ]
    }
    case 'digits': {
      const size = values.lengths.length
      const long = (value: number) => values.lengths[value] ?? 0
      const half = (value: number) => Math.min(8, (long(value) + 1) >> 1)
      const whole = atom('all', size, (v) => digitsKey(values, v, 0, long(v)))
      return [
        whole,
        atom('start', size, (v) => digitsKey(values, v, 0, half(v))),
        atom('end', size, (v) => digitsKey(values, v, long(v) - half(v), long(v))),
      ]
    }
    case 'plain':
      return [atom('all', values.starts.length - 1, (value) => plainKey(values, value))]
  }
}

function keyOf(number: number): number {
  return number === 0 ? 0 : mix(number) || 1
}

/** All words in any order. */
function allWords({ starts, words, hashes }: Words, value: number): number {
  let sum = 0
  const end = starts[value + 1] ?? 0
  for (let at = starts[value] ?? 0; at < end; at += 1) {
    sum = (sum + mix(hashes[words[at] ?? 0] ?? 0)) >>> 0
  }
  return keyOf(sum)
}

/** The rarest word that is not weak, or the next. */
function rareWord(field: Words, value: number, rank: 0 | 1): number {
  const { starts, words, hashes, bits, marks } = field
  let [first, second] = [-1, -1]
  const end = starts[value + 1] ?? 0
  const isRarer = (word: number, than: number) => {
    if (than < 0) return true
    const [one = 0, other = 0] = [bits[word], bits[than]]
    return one > other || (one === other && (hashes[word] ?? 0) > (hashes[than] ?? 0))
  }
  for (let at = starts[value] ?? 0; at < end; at += 1) {
    const word = words[at] ?? 0
    if (marks[word] !== 0) continue
    if (isRarer(word, first)) [first, second] = [word, first]
    else if (isRarer(word, second)) second = word
  }
  const word = rank === 0 ? first : second
  return word < 0 ? 0 : keyOf((hashes[word] ?? 0) + 77)
}

/** The first three letters of the first word. */
function firstLetters({ starts, words, letters, letterStarts }: Words, value: number): number {
  const from = starts[value] ?? 0
  if (from === starts[value + 1]) return 0
  const word = words[from] ?? 0
  const end = Math.min((letterStarts[word] ?? 0) + 3, letterStarts[word + 1] ?? 0)
  let key = 3
  for (let at = letterStarts[word] ?? 0; at < end; at += 1) key = join(key, letters[at] ?? 0)
  return key || 1
}

/** Day and month in either order. */
function dayKey({ days }: Dates, value: number): number {
  const whole = days[value] ?? 0
  if (whole === 0) return 0
  const [month, day] = [monthOf(whole), whole % 100]
  return keyOf(yearOf(whole) * 10_000 + Math.min(month, day) * 100 + Math.max(month, day))
}

function digitsKey({ text }: Digits, value: number, from: number, to: number): number {
  if (from >= to) return 0
  let key = 11
  for (let at = from; at < to; at += 1) {
    key = Math.imul(key ^ (text[value * digitPlaces + at] ?? 0), 0x01000193)
  }
  return keyOf(key)
}

function plainKey(
  { letters, starts }: { readonly letters: Uint16Array; readonly starts: Uint32Array },
  value: number,
): number {
  let key = 5
  const end = starts[value + 1] ?? 0
  for (let at = starts[value] ?? 0; at < end; at += 1) {
    key = Math.imul(key ^ (letters[at] ?? 0), 0x01000193)
  }
  return keyOf(key)
}

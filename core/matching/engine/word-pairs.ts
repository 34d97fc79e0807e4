import { createJaroWinkler } from '../strings/jaro-winkler.ts'
import { numberWord, type Words } from './words.ts'

/** How two words are related, nearest first. */
export const relations = { none: 0, equal: 1, typo: 2, cut: 3, initial: 4, alike: 5 } as const

const typoSimilarity = 0.93
const alikeSimilarity = 0.83
const memoBits = 14

/**
 * Tells how two words of a column are related: one slip apart (`typo`), one the beginning of the
 * other (`cut`), a first letter only, or alike. Remembers the last pairs: lists repeat themselves.
 * Symmetric.
 */
export function relateWords(field: Words): (left: number, right: number) => number {
  const { letters, letterStarts, marks } = field
  const texts = { codes: letters, starts: letterStarts }
  const jaroWinkler = createJaroWinkler()
  const memoKeys = new Float64Array(1 << memoBits).fill(-1)
  const memo = new Uint8Array(1 << memoBits)

  function relate(one: number, other: number): number {
    if (marks[one] === numberWord || marks[other] === numberWord) return relations.none
    const lengths = [lengthOf(one), lengthOf(other)] as const
    const [short, long] = lengths[0] <= lengths[1] ? [one, other] : [other, one]
    const n = Math.min(...lengths)
    const m = Math.max(...lengths)
    const a = letterStarts[short] ?? 0
    const b = letterStarts[long] ?? 0
    let prefix = 0
    while (prefix < n && letters[a + prefix] === letters[b + prefix]) prefix += 1
    if (n === 1) return prefix === 1 ? relations.initial : relations.none
    if (m < 3) return relations.none
    let suffix = 0
    while (suffix < n - prefix && letters[a + n - 1 - suffix] === letters[b + m - 1 - suffix]) {
      suffix += 1
    }
    const rest = m - prefix - suffix
    if (rest <= 1) return relations.typo
    const swapped =
      n === m &&
      rest === 2 &&
      letters[a + prefix] === letters[b + prefix + 1] &&
      letters[a + prefix + 1] === letters[b + prefix]
    if (swapped) return relations.typo
    if (prefix === n) return relations.cut
    const similarity = jaroWinkler.between(texts, short, long)
    if (similarity >= typoSimilarity) return relations.typo
    return similarity >= alikeSimilarity ? relations.alike : relations.none
  }

  function lengthOf(word: number): number {
    return (letterStarts[word + 1] ?? 0) - (letterStarts[word] ?? 0)
  }

  return (left, right) => {
    if (left === right) return relations.equal
    const one = Math.min(left, right)
    const other = Math.max(left, right)
    const key = one * 0x4000000 + other
    const slot = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> (32 - memoBits)
    if (memoKeys[slot] === key) return memo[slot] ?? 0
    const relation = relate(one, other)
    memoKeys[slot] = key
    memo[slot] = relation
    return relation
  }
}

import { hashText } from '../engine/hash.ts'
import { isOneEditApart } from '../similarity.ts'

/**
 * A word under itself and under each form with one letter left out: two words one slip apart share
 * one of these (Mor and Fraenkel 1982; SymSpell). Words below four letters have only themselves.
 */
export function eachWordKey(word: string, add: (key: number) => void): void {
  if (word === '') return
  add(hashText(word))
  if (word.length < shortest) return
  for (let at = 0; at < word.length; at += 1) {
    add(hashText(word.slice(0, at) + word.slice(at + 1)))
  }
}

/** True when two words are one slip apart. */
export function isSpelledAlike(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= shortest - 1 && isOneEditApart(one, other)
}

const shortest = 4

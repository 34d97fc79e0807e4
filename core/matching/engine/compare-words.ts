import { createOsa } from '../strings/osa.ts'
import { type Compare, type Found, stepOfBits } from './found.ts'
import { relateWords, relations } from './word-pairs.ts'
import { initialBits, numberWord, type Words, weakWord } from './words.ts'

export const wordLevels = [
  'missing',
  'equal',
  'spelled',
  'shortened',
  'similar',
  'part',
  'alike',
  'some',
  'different',
] as const

const levels = { spelled: 2, shortened: 3, similar: 4, part: 5, alike: 6, some: 7, different: 8 }

/** What pairing the words of two values gave. */
type Pairing = {
  equal: number
  inPlace: number
  typo: number
  alike: number
  initial: number
  strong: number
  /** Bits that strangers' sharing these words is worth. */
  bits: number
}

/**
 * A stranger's word is near by chance: this much is added to the share of the words. One that is
 * near as by a slip counts as often as slips are, later (`slipOfStrangers`).
 */
const nearShare = 0.004
const alikeShare = 0.005

/**
 * Compares values word by word, whatever their order: each word takes its equal, then the nearest
 * that is left. Symmetric in its levels.
 */
export function compareWords(field: Words): Compare {
  const { starts, words, joined, bits, marks, written, writtenStarts } = field
  const texts = { codes: written, starts: writtenStarts }
  const osa = createOsa()
  const relate = relateWords(field)
  const usedRight = new Uint8Array(16)
  const near = nearBits(bits)
  let usedLeft = 0

  function pairEqual(a: number, n: number, b: number, m: number, pairing: Pairing): void {
    for (let i = 0; i < n; i += 1) {
      const word = words[a + i] ?? 0
      for (let j = 0; j < m; j += 1) {
        if (usedRight[j] === 1 || words[b + j] !== word) continue
        usedRight[j] = 1
        usedLeft |= 1 << i
        pairing.equal += 1
        if (i === j) pairing.inPlace += 1
        if (marks[word] === 0) pairing.strong += 1
        pairing.bits += bits[word] ?? 0
        break
      }
    }
  }

  function pairNear(a: number, n: number, b: number, m: number, pairing: Pairing): void {
    let best: number = relations.typo
    while (best <= relations.alike) {
      let next: number = relations.alike + 1
      for (let i = 0; i < n; i += 1) {
        if ((usedLeft & (1 << i)) !== 0) continue
        for (let j = 0; j < m; j += 1) {
          if (usedRight[j] === 1) continue
          const one = words[a + i] ?? 0
          const other = words[b + j] ?? 0
          const relation = relate(one, other)
          if (relation > best && relation < next) next = relation
          if (relation !== best) continue
          usedRight[j] = 1
          usedLeft |= 1 << i
          take(pairing, relation, one, other)
          break
        }
      }
      best = next
    }
  }

  function take(pairing: Pairing, relation: number, one: number, other: number): void {
    if (relation === relations.initial) {
      pairing.initial += 1
      pairing.bits += initialBits
    } else if (relation === relations.alike) {
      pairing.alike += 1
      pairing.bits += near(one, other, alikeShare)
    } else {
      pairing.typo += 1
      pairing.strong += 1
      pairing.bits += near(one, other, nearShare)
    }
  }

  /** Whether of the longer value only weak words found no partner. */
  function onlyWeakAlone(b: number, m: number): boolean {
    for (let j = 0; j < m; j += 1) {
      if (usedRight[j] === 0 && marks[words[b + j] ?? 0] !== weakWord) return false
    }
    return true
  }

  const pairing: Pairing = {
    equal: 0,
    inPlace: 0,
    typo: 0,
    alike: 0,
    initial: 0,
    strong: 0,
    bits: 0,
  }

  return (left, right, found) => {
    const more = lengthOf(starts, left) - lengthOf(starts, right)
    const turned = more > 0 || (more === 0 && (joined[left] ?? 0) > (joined[right] ?? 0))
    const a = starts[turned ? right : left] ?? 0
    const b = starts[turned ? left : right] ?? 0
    const n = lengthOf(starts, turned ? right : left)
    const m = lengthOf(starts, turned ? left : right)
    clear(pairing)
    usedLeft = 0
    usedRight.fill(0, 0, m)
    pairEqual(a, n, b, m, pairing)
    if (pairing.equal < n) pairNear(a, n, b, m, pairing)
    const { equal, typo, alike, initial, strong } = pairing
    const paired = equal + typo + alike + initial
    found.chance = stepOfBits(pairing.bits)
    const oneIsWhole = paired === n
    if (equal === m) found.level = pairing.inPlace === m ? levels.spelled : levels.shortened
    else if (joined[left] === joined[right]) found.level = levels.shortened
    else if (alike === 0 && oneIsWhole && (paired === m || strong > 0) && onlyWeakAlone(b, m)) {
      found.level = typo > 0 ? levels.similar : levels.shortened
    } else if (oneIsWhole && strong + equal + alike > 0) {
      found.level = alike === 0 ? levels.part : levels.alike
      if (m > n) found.chance = stepOfBits(pairing.bits - waysBits(n, m, paired))
    } else if (isNearAsWritten(left, right)) {
      found.level = levels.similar
      found.chance = stepOfBits(Math.min(writtenBits(left), writtenBits(right)))
    } else if (strong > 0) {
      found.level = levels.some
      found.chance = stepOfBits(pairing.bits - waysBits(n, m, paired))
    } else differ(found)
  }

  /** A slip that changes the sound of a word or where it ends: one, or two in a long text. */
  function isNearAsWritten(left: number, right: number): boolean {
    const [one, other] = [lengthOf(writtenStarts, left), lengthOf(writtenStarts, right)]
    const short = Math.min(one, other)
    if (short < shortestWritten || Math.abs(one - other) > 2) return false
    if (holdsNumber(left) || holdsNumber(right)) return false
    const atMost = short < longWritten ? 1 : 2
    return osa.distance(texts, left, right, atMost) <= atMost
  }

  /** House number 12 is not a slip of 13. */
  function holdsNumber(value: number): boolean {
    for (let at = starts[value] ?? 0; at < (starts[value + 1] ?? 0); at += 1) {
      if (marks[words[at] ?? 0] === numberWord) return true
    }
    return false
  }

  /** Bits that a near text is worth: no more than near words are. */
  function writtenBits(value: number): number {
    let sum = 0
    for (let at = starts[value] ?? 0; at < (starts[value + 1] ?? 0); at += 1) {
      sum += Math.min(bits[words[at] ?? 0] ?? 0, mostNearBits)
    }
    return sum
  }
}

/** In so many ways may as many words of one value meet words of another, in bits. */
function waysBits(n: number, m: number, paired: number): number {
  let ways = 1
  for (let at = 0; at < paired; at += 1) ways *= ((n - at) * (m - at)) / (at + 1) ** 2
  return Math.log2(ways)
}

const shortestWritten = 4
const longWritten = 9
const mostNearBits = 8

function clear(pairing: Pairing): void {
  pairing.equal = 0
  pairing.inPlace = 0
  pairing.typo = 0
  pairing.alike = 0
  pairing.initial = 0
  pairing.strong = 0
  pairing.bits = 0
}

function differ(found: Found): void {
  found.level = levels.different
  found.chance = 0
}

function lengthOf(starts: Uint32Array, value: number): number {
  return (starts[value + 1] ?? 0) - (starts[value] ?? 0)
}

/** Bits that two near words are worth: a stranger may carry either of them, or another near one. */
function nearBits(bits: Float32Array) {
  return (one: number, other: number, more: number): number => {
    const share = 2 ** -(bits[one] ?? 0) + 2 ** -(bits[other] ?? 0) + more
    return share >= 1 ? 0 : -Math.log2(share)
  }
}

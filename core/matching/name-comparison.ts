import { isWeakWord } from './person-name.ts'
import { isOneEditApart, jaroWinkler } from './similarity.ts'

/** How two names compare, best first; the place in the list is the code in a pair's levels. */
export const nameLevels = [
  'missing',
  'equal',
  'spelled',
  'shortened',
  'similar',
  'part',
  'one-word',
  'different',
] as const

export type NameLevel = (typeof nameLevels)[number]

/** Words paired across two names, and those that stayed alone. */
export type NameAlignment = {
  readonly level: NameLevel
  /** Pairs of word places that were found to be one word. */
  readonly pairs: readonly WordPair[]
}

export type WordPair = {
  readonly left: number
  readonly right: number
  readonly how: 'equal' | 'initial' | 'similar'
}

/** Aligns the words of two names by sound. Symmetric in its level. */
export function alignNames(left: readonly string[], right: readonly string[]): NameAlignment {
  if (left.length === 0 || right.length === 0) return { level: 'missing', pairs: [] }
  // Pairing is greedy; one order for both directions keeps it symmetric.
  if (left.join(' ') > right.join(' ')) {
    const turned = alignNames(right, left)
    const pairs = turned.pairs.map((pair) => ({ ...pair, left: pair.right, right: pair.left }))
    return { level: turned.level, pairs }
  }
  const pairs = pairWords(left, right)
  const level = levelOf({ left, right, pairs })
  if (level !== 'part' && level !== 'one-word' && level !== 'different') return { level, pairs }
  const joined = joinedLevel(left.join(''), right.join(''))
  return joined === undefined ? { level, pairs } : { level: joined, pairs }
}

function pairWords(left: readonly string[], right: readonly string[]): WordPair[] {
  const pairs: WordPair[] = []
  const usedLeft = new Set<number>()
  const usedRight = new Set<number>()
  for (const how of ['equal', 'similar', 'initial'] as const) {
    for (const [at, word] of left.entries()) {
      if (usedLeft.has(at)) continue
      const other = right.findIndex(
        (candidate, place) => !usedRight.has(place) && wordsAre(how, word, candidate),
      )
      if (other < 0) continue
      usedLeft.add(at)
      usedRight.add(other)
      pairs.push({ left: at, right: other, how })
    }
  }
  return pairs
}

function wordsAre(how: WordPair['how'], one: string, other: string): boolean {
  if (how === 'equal') return one === other
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (how === 'initial') return short.length === 1 && long.startsWith(short)
  if (short.length < 3) return false
  if (short.length >= 4 && isOneEditApart(short, long)) return true
  if (short.length >= 4 && long.startsWith(short)) return true
  if (short.length === long.length && coarse(short) === coarse(long)) return true
  return jaroWinkler(short, long) >= 0.92
}

/** Letters that old and new spelling and many ears confuse: Jusup, Yusuf; Wahjudi, Wahyudi. */
function coarse(word: string): string {
  return word.replaceAll('J', 'I').replaceAll('P', 'F')
}

function levelOf(found: {
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly pairs: readonly WordPair[]
}): NameLevel {
  const { left, right, pairs } = found
  const aloneLeft = left.filter((_, at) => !pairs.some((pair) => pair.left === at))
  const aloneRight = right.filter((_, at) => !pairs.some((pair) => pair.right === at))
  const strong = pairs.filter(
    (pair) => pair.how !== 'initial' && !isWeakWord(left[pair.left] ?? ''),
  )
  const similar = pairs.some((pair) => pair.how === 'similar')
  const nobodyAlone = aloneLeft.length === 0 && aloneRight.length === 0
  if (nobodyAlone && !similar && pairs.every((pair) => pair.how === 'equal')) {
    return pairs.every((pair) => pair.left === pair.right) ? 'equal' : 'shortened'
  }
  if (strong.length === 0) return weakLevel({ nobodyAlone, aloneLeft, aloneRight, pairs })
  const onlyWeakAlone = [...aloneLeft, ...aloneRight].every(isWeakWord)
  if (onlyWeakAlone) return similar ? 'similar' : 'shortened'
  return aloneLeft.length === 0 || aloneRight.length === 0 ? 'part' : 'one-word'
}

/** Nothing but common words and initials is shared. */
function weakLevel(found: {
  readonly nobodyAlone: boolean
  readonly aloneLeft: readonly string[]
  readonly aloneRight: readonly string[]
  readonly pairs: readonly WordPair[]
}): NameLevel {
  if (found.nobodyAlone) return 'shortened'
  const within = found.aloneLeft.length === 0 || found.aloneRight.length === 0
  return within && found.pairs.some((pair) => pair.how === 'equal') ? 'part' : 'different'
}

/** `SITIAMINAH` and `SITI AMINAH`; a letter lost where two words were run together. */
function joinedLevel(left: string, right: string): NameLevel | undefined {
  if (left.length < 6 || right.length < 6) return undefined
  if (left === right) return 'shortened'
  return isOneEditApart(left, right) ? 'similar' : undefined
}

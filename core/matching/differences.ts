/** A run of a text that the other text has too, or has not. */
export type Run = { readonly text: string; readonly same: boolean }

/**
 * Marks in two texts what the other one lacks: the longest common sequence of letters, without
 * looking at upper and lower case. Where a word lacks a letter stands an empty run, and a word that
 * is another one is marked whole. For names and addresses, not for long texts.
 */
export function markDifferences(left: string, right: string): readonly [Run[], Run[]] {
  const one = [...left.slice(0, longest)]
  const other = [...right.slice(0, longest)]
  const lengths = commonLengths(one, other)
  const kept = [one.map(() => false), other.map(() => false)] as const
  let at = 0
  let place = 0
  while (at < one.length && place < other.length) {
    if (isSame(one[at], other[place])) {
      kept[0][at] = true
      kept[1][place] = true
      at += 1
      place += 1
    } else if ((lengths[at + 1]?.[place] ?? 0) >= (lengths[at]?.[place + 1] ?? 0)) at += 1
    else place += 1
  }
  const gaps = [gapsIn(kept[0], kept[1]), gapsIn(kept[1], kept[0])] as const
  return [
    runs(one, keptWords(one, kept[0]), gaps[0]),
    runs(other, keptWords(other, kept[1]), gaps[1]),
  ]
}

/** Places before which only the other text has something. */
function gapsIn(mine: readonly boolean[], others: readonly boolean[]): ReadonlySet<number> {
  const places = mine.flatMap((each, at) => (each ? [at] : []))
  const own = lacksAfter(mine)
  const lacks = [...lacksAfter(others)].filter((count) => !own.has(count))
  return new Set(lacks.flatMap((count) => places[count] ?? []))
}

/** After how many letters kept there is something of its own. */
function lacksAfter(kept: readonly boolean[]): Set<number> {
  const found = new Set<number>()
  let count = 0
  for (const each of kept) {
    if (each) count += 1
    else found.add(count)
  }
  return found
}

/** A word of which little is kept is another word, and differs as a whole. */
function keptWords(letters: readonly string[], kept: readonly boolean[]): readonly boolean[] {
  const words = [...kept]
  let start = 0
  for (let at = 0; at <= letters.length; at += 1) {
    if (at < letters.length && letters[at] !== ' ') continue
    const own = kept.slice(start, at)
    if (own.filter((each) => each).length < own.length * leastKept) words.fill(false, start, at)
    start = at + 1
  }
  return words
}

/**
 * The same for two numbers: place by place, so that two digits turned round are both marked.
 * `hidden` are places that a mask covers and that differ beneath it.
 */
export function markPlaces(
  left: string,
  right: string,
  hidden: readonly number[] = [],
): readonly [Run[], Run[]] {
  if (left.length !== right.length) return markDifferences(left, right)
  const one = [...left]
  const other = [...right]
  const kept = one.map((letter, at) => letter === other[at] && !hidden.includes(at))
  return [runs(one, kept), runs(other, kept)]
}

/** Places at which two numbers of one length differ; none when they are more than a few slips. */
export function differingPlaces(left: string, right: string): readonly number[] {
  if (left.length !== right.length) return []
  const places = [...left].flatMap((digit, at) => (digit === right[at] ? [] : [at]))
  return places.length <= mostSlips ? places : []
}

const mostSlips = 4
const leastKept = 0.6
const longest = 200

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase()
}

/** Length of the common sequence of what is left from each pair of places on. */
function commonLengths(one: readonly string[], other: readonly string[]): number[][] {
  const lengths = Array.from({ length: one.length + 1 }, () =>
    new Array<number>(other.length + 1).fill(0),
  )
  for (let at = one.length - 1; at >= 0; at -= 1) {
    const row = lengths[at] ?? []
    const below = lengths[at + 1] ?? []
    for (let place = other.length - 1; place >= 0; place -= 1) {
      row[place] = isSame(one[at], other[place])
        ? (below[place + 1] ?? 0) + 1
        : Math.max(below[place] ?? 0, row[place + 1] ?? 0)
    }
  }
  return lengths
}

function runs(
  letters: readonly string[],
  kept: readonly boolean[],
  gaps: ReadonlySet<number> = new Set(),
): Run[] {
  const found: { text: string; same: boolean }[] = []
  for (const [at, letter] of letters.entries()) {
    const same = kept[at] === true
    // Between two letters of a word a gap shows; at its ends it would look like a blot.
    const before = letters[at - 1]
    const inWord = before !== undefined && before !== ' ' && letter !== ' '
    if (gaps.has(at) && inWord && same && kept[at - 1] === true) {
      found.push({ text: '', same: false })
    }
    const last = found.at(-1)
    if (last?.same === same && last.text !== '') last.text += letter
    else found.push({ text: letter, same })
  }
  return found
}

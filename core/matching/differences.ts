/** A run of a text that the other text has too, or has not. */
export type Run = { readonly text: string; readonly same: boolean }

/**
 * Marks in two texts what the other one lacks: the longest common sequence of letters, without
 * looking at upper and lower case. For names and addresses, not for long texts.
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
  return [runs(one, kept[0]), runs(other, kept[1])]
}

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

function runs(letters: readonly string[], kept: readonly boolean[]): Run[] {
  const found: { text: string; same: boolean }[] = []
  for (const [at, letter] of letters.entries()) {
    const same = kept[at] === true
    const last = found.at(-1)
    if (last?.same === same) last.text += letter
    else found.push({ text: letter, same })
  }
  return found
}

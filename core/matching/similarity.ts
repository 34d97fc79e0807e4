/**
 * Jaro-Winkler similarity, 0 to 1, prefix scale 0.1 over at most four letters (Winkler 1990).
 * Symmetric; works on UTF-16 units, which is exact for the A to Z of name keys.
 */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return left === '' ? 0 : 1
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  const jaro = jaroOf(short, long)
  let prefix = 0
  while (prefix < 4 && prefix < short.length && short[prefix] === long[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroOf(short: string, long: string): number {
  const reach = Math.max(0, (long.length >> 1) - 1)
  const used = new Uint8Array(long.length)
  const from = new Uint16Array(short.length)
  let matches = 0
  for (let at = 0; at < short.length; at += 1) {
    const letter = short.charCodeAt(at)
    const end = Math.min(long.length - 1, at + reach)
    for (let other = Math.max(0, at - reach); other <= end; other += 1) {
      if (used[other] === 1 || long.charCodeAt(other) !== letter) continue
      used[other] = 1
      from[matches] = letter
      matches += 1
      break
    }
  }
  if (matches === 0) return 0
  const moved = countMoved({ long, used, from })
  return (matches / short.length + matches / long.length + (matches - moved / 2) / matches) / 3
}

function countMoved(found: {
  readonly long: string
  readonly used: Uint8Array
  readonly from: Uint16Array
}): number {
  let moved = 0
  let at = 0
  for (let other = 0; other < found.long.length; other += 1) {
    if (found.used[other] === 0) continue
    if (found.from[at] !== found.long.charCodeAt(other)) moved += 1
    at += 1
  }
  return moved
}

/** True when one insertion, deletion, change or swap of neighbours makes the texts equal. */
export function isOneEditApart(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  if (long.length - short.length > 1 || left === right) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at]
  return swapped && short.slice(at + 2) === long.slice(at + 2)
}

const replacement = 0xfffd

/** Arguments that every engine takes in one call. */
const mostAtOnce = 1000

/**
 * Reads UTF-8, byte order marks included; what is broken becomes U+FFFD, one for each longest
 * beginning of a character (Encoding Standard, UTF-8 decoder).
 */
export function textOfBytes(bytes: Uint8Array, from: number, to: number): string {
  let all = 0
  for (let at = from; at < to; at++) all |= bytes[at] ?? 0
  if (all < 0x80 && to - from <= mostAtOnce) {
    return Reflect.apply(String.fromCharCode, undefined, bytes.subarray(from, to))
  }
  return decoded(bytes, from, to)
}

function decoded(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  let at = from
  while (at < to) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      text += String.fromCharCode(lead)
      at++
      continue
    }
    const more = followersOf(lead)
    let point = more === 0 ? replacement : lead & (0x3f >> more)
    let read = 0
    while (
      read < more &&
      isFollower({ lead, read, byte: at + 1 + read < to ? bytes[at + 1 + read] : 0 })
    ) {
      point = (point << 6) | ((bytes[at + 1 + read] ?? 0) & 0x3f)
      read++
    }
    text += String.fromCodePoint(read === more ? point : replacement)
    at += 1 + read
  }
  return text
}

/** How many bytes follow a first byte; 0 when no character begins with it. */
function followersOf(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0
  if (lead < 0xe0) return 1
  return lead < 0xf0 ? 2 : 3
}

type Follower = { readonly lead: number; readonly read: number; readonly byte: number | undefined }

/** The first follower of some leads has narrower bounds: no overlong form, surrogate or beyond. */
function isFollower({ lead, read, byte = 0 }: Follower): boolean {
  if (read > 0) return byte >= 0x80 && byte <= 0xbf
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  return byte >= least && byte <= most
}

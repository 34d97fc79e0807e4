/** Largest photo that is taken, in bytes; a phone scales down before it sends. */
export const photoLimitBytes = 4 * 1024 * 1024
export const photosPerVisit = 6

/** What a photo shows. */
export const photoSubjects = [
  'house',
  'inside',
  'family-card',
  'floor',
  'wall',
  'toilet',
  'other',
] as const
export type PhotoSubject = (typeof photoSubjects)[number]

const app0 = 0xe0
const app15 = 0xef
const comment = 0xfe
const startOfScan = 0xda

/**
 * A JPEG without what it tells beside the picture: application segments (EXIF with place and
 * device, XMP, colour profiles of makers) and comments are cut, JFIF's own APP0 stays. Undefined
 * when the bytes are no JPEG, so that nothing else is kept under its name.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === startOfScan) {
      kept.push(scanOf(bytes, at))
      return joined(kept)
    }
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return undefined
    if (!isMetadata(marker)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return undefined
}

function isMetadata(marker: number): boolean {
  return (marker > app0 && marker <= app15) || marker === comment
}

/** From the scan to the end of the image; what a maker puts behind it is cut. */
function scanOf(bytes: Uint8Array, from: number): Uint8Array {
  for (let at = from + 2; at + 1 < bytes.length; at++) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return bytes.subarray(from, at + 2)
  }
  return bytes.subarray(from)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

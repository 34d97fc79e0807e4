const endOfDirectory = Buffer.from('PK\u0005\u0006', 'latin1')
const directoryEntry = 0x02014b50
const directoryBytesMost = 10_000_000

/** What an archive says it holds. */
export type ArchiveSize = { readonly parts: number; readonly unpackedBytes: number }

/** Where the table of contents lies, by the end of the file; undefined when it is no archive. */
export function directoryOf(tail: Buffer, fileBytes: number) {
  const end = tail.lastIndexOf(endOfDirectory)
  if (end === -1 || end + 20 > tail.length) return undefined
  const size = tail.readUInt32LE(end + 12)
  const from = tail.readUInt32LE(end + 16)
  const isInside = from + size <= fileBytes && size <= directoryBytesMost
  return isInside ? { size, from } : undefined
}

/**
 * Adds up a table of contents; undefined when it is broken. The reader unpacks no part further than
 * it says, but for a part that says nothing: one that holds something all the same counts as
 * endless.
 */
export function sizeOfDirectory(directory: Buffer): ArchiveSize | undefined {
  let unpackedBytes = 0
  let parts = 0
  for (let at = 0; at + 46 <= directory.length; parts++) {
    if (directory.readUInt32LE(at) !== directoryEntry) return undefined
    const packed = directory.readUInt32LE(at + 20)
    const unpacked = directory.readUInt32LE(at + 24)
    unpackedBytes += unpacked === 0 && packed > emptyPacked ? Number.POSITIVE_INFINITY : unpacked
    const behind = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    at += 46 + behind.reduce((sum, length) => sum + length, 0)
  }
  return { parts, unpackedBytes }
}

/** What deflate makes of nothing. */
const emptyPacked = 2

/** What an archive in memory says it holds; undefined when it is none. Nothing is unpacked. */
export function archiveSizeOf(bytes: Uint8Array): ArchiveSize | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const place = directoryOf(file, file.length)
  if (place === undefined) return undefined
  return sizeOfDirectory(file.subarray(place.from, place.from + place.size))
}

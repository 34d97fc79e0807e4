/** The fields of one row as PostgreSQL sends them in binary; null where there is none. */
export type CopiedRow = readonly (Buffer | null)[]

/** Signature, flags and length of the extension (PostgreSQL manual, COPY, binary format). */
const headerBytes = 19
const endOfRows = -1

/**
 * Reads the rows of a binary COPY from its chunks, page by page. The buffers are parts of the
 * chunks: take from them what is to be kept.
 */
export async function* readCopiedRows(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<readonly CopiedRow[]> {
  let left: Buffer = Buffer.alloc(0)
  let begun = false
  for await (const chunk of chunks) {
    let bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk])
    if (!begun) {
      if (bytes.length < headerBytes) {
        left = bytes
        continue
      }
      bytes = bytes.subarray(headerBytes + bytes.readInt32BE(headerBytes - 4))
      begun = true
    }
    const page: CopiedRow[] = []
    const used = takeRows(bytes, page)
    left = bytes.subarray(used)
    if (page.length > 0) yield page
  }
}

/** Adds the whole rows to `page` and returns how many bytes they took. */
function takeRows(bytes: Buffer, page: CopiedRow[]): number {
  let at = 0
  for (;;) {
    if (at + 2 > bytes.length) return at
    const fields = bytes.readInt16BE(at)
    if (fields === endOfRows) return bytes.length
    const row: (Buffer | null)[] = []
    const end = takeFields(bytes, { from: at + 2, fields }, row)
    if (end === undefined) return at
    page.push(row)
    at = end
  }
}

/** Where the row ends, or undefined when it is not whole yet. */
function takeFields(
  bytes: Buffer,
  row: { readonly from: number; readonly fields: number },
  into: (Buffer | null)[],
): number | undefined {
  let at = row.from
  for (let field = 0; field < row.fields; field += 1) {
    if (at + 4 > bytes.length) return undefined
    const length = bytes.readInt32BE(at)
    at += 4
    if (length < 0) {
      into.push(null)
      continue
    }
    if (at + length > bytes.length) return undefined
    into.push(bytes.subarray(at, at + length))
    at += length
  }
  return at
}

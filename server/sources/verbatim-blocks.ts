import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'
import { seal, sealContext, type TenantKeys, unseal } from '../keyring.ts'

/**
 * Rows a block: some hundred, so that one sealed value is worth its seal (measured: 0.7 s a
 * million).
 */
export const blockRows = 400

const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } } as const
const unpackedMost = 64 << 20

const compress = promisify(zstdCompress)

/** One row as it stands in a block. Made at once: a text lives lighter than its cells. */
export function verbatimText(cells: readonly string[]): string {
  return JSON.stringify(cells)
}

/** Verbatim rows: compressed (off this thread), then encrypted for this regency. */
export async function sealRows(
  keys: TenantKeys,
  tenantId: number,
  rows: readonly string[],
): Promise<Buffer> {
  const packed = await compress(Buffer.from(`[${rows.join()}]`), quick)
  return seal(keys, packed, sealContext(tenantId, 'rows'))
}

/** The inverse of sealRows; throws when the block is of another regency or a bit is another. */
export function unsealRows(keys: TenantKeys, tenantId: number, sealed: Buffer): string[][] {
  const packed = unseal(keys, sealed, sealContext(tenantId, 'rows'))
  const text = zstdDecompressSync(packed, { maxOutputLength: unpackedMost }).toString('utf8')
  const rows: unknown = JSON.parse(text)
  if (!Array.isArray(rows)) throw new Error('a block that holds no rows')
  return rows
}

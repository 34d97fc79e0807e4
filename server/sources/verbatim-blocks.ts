import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'
import { seal, sealContext, type TenantKeys, unseal } from '../keyring.ts'
import { RowSplitter } from './read-csv.ts'

/**
 * Rows a block: some hundred, so that one sealed value is worth its seal (measured: 0.7 s a
 * million).
 */
export const blockRows = 400

const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } } as const
const unpackedMost = 64 << 20

const compress = promisify(zstdCompress)

/**
 * Verbatim rows: compressed (off this thread), then encrypted for this regency. The rows of a CSV
 * are kept as its lines, behind their delimiter and number; those of a workbook as JSON.
 */
export async function sealRows(
  keys: TenantKeys,
  tenantId: number,
  { texts, delimiter }: { readonly texts: readonly string[]; readonly delimiter?: string },
): Promise<Buffer> {
  const lines = `${delimiter}${texts.length}\n${texts.join('\n')}`
  const text = delimiter === undefined ? `[${texts.join()}]` : lines
  return seal(keys, await compress(Buffer.from(text), quick), sealContext(tenantId, 'rows'))
}

/** The inverse of sealRows; throws when the block is of another regency or a bit is another. */
export function unsealRows(keys: TenantKeys, tenantId: number, sealed: Buffer): string[][] {
  const packed = unseal(keys, sealed, sealContext(tenantId, 'rows'))
  const text = zstdDecompressSync(packed, { maxOutputLength: unpackedMost }).toString('utf8')
  if (!text.startsWith('[')) return rowsOfLines(text)
  const rows: unknown = JSON.parse(text)
  if (!Array.isArray(rows)) throw new Error('a block that holds no rows')
  return rows
}

function rowsOfLines(text: string): string[][] {
  const start = text.indexOf('\n') + 1
  const count = Number(text.slice(1, start - 1))
  const splitter = new RowSplitter(text.slice(0, 1))
  const rows = [...splitter.push(text.slice(start)), ...splitter.end()].map((line) => line.cells)
  // An empty line at the end of a block leaves nothing behind its line end.
  if (rows.length === count - 1) rows.push([''])
  if (rows.length !== count) throw new Error('a block that does not hold its rows')
  return rows
}

import { working } from '../database.ts'
import type { House } from '../route.ts'
import { listBlocks } from './store.ts'
import { unsealRows } from './verbatim-blocks.ts'

export type VerbatimRow = { readonly rowNo: number; readonly cells: string[] }

const blocksAtOnce = 6

/**
 * Every row of an import as it came, in its order: title lines, header, blank and total lines too.
 * Read as the job role: whoever calls has checked that the reader may.
 */
export async function* readVerbatimRows(
  house: House,
  tenantId: number,
  importId: string,
): AsyncGenerator<VerbatimRow> {
  for await (const rows of readVerbatimBatches(house, tenantId, importId)) yield* rows
}

/** The same, some thousand rows at a time. */
export async function* readVerbatimBatches(
  house: House,
  tenantId: number,
  importId: string,
): AsyncGenerator<VerbatimRow[]> {
  const keys = house.keyring.of(tenantId)
  for (let block = 0; ; block += blocksAtOnce) {
    const from = { importId, block, most: blocksAtOnce }
    const blocks = await working(house.database, tenantId, (db) => listBlocks(db, from))
    if (blocks.length === 0) return
    yield blocks.flatMap((each) =>
      unsealRows(keys, tenantId, each.sealed).map((cells, at) => ({
        rowNo: each.first_row + at,
        cells,
      })),
    )
  }
}

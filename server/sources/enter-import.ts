import { areaCode } from '../../core/areas/area-scope.ts'
import { plainDate } from '../../core/kernel/plain-date.ts'
import type { ListColumns } from '../../core/sources/p3ke-columns.ts'
import { type ListReader, type ListRow, listReader, waits } from '../../core/sources/p3ke-row.ts'
import { kindOfLine } from '../../core/sources/sheet-lines.ts'
import { villageBook } from '../../core/sources/village-book.ts'
import { type BulkWriter, bulkWorking, copyLine } from '../bulk.ts'
import { working } from '../database.ts'
import { record } from '../events.ts'
import {
  countMembers,
  householdTarget,
  membershipTarget,
  personTarget,
  sourceKeyTarget,
} from '../registry/entry-store.ts'
import type { House } from '../route.ts'
import { familyEnterer } from './enter-families.ts'
import { personEnterer } from './enter-persons.ts'
import { progressTeller } from './progress-teller.ts'
import { readVerbatimBatches, type VerbatimRow } from './read-rows.ts'
import type { EntryContext, EntryLines } from './registry-rows.ts'
import {
  findImport,
  findTenant,
  type ImportRecord,
  linkRows,
  listVillages,
  lockImport,
  makeLinkTable,
  moveImport,
  saveEntered,
} from './store.ts'

export type GoodRow = { readonly rowNo: number; readonly row: ListRow }

export type EnteredRow = {
  readonly rowNo: number
  readonly householdId: string
  readonly personId: string | null
}

/** Lines for COPY made of good rows; `after` runs once they are in. */
export type MadeLines = {
  readonly lines: EntryLines
  readonly entered: readonly EnteredRow[]
  readonly after?: () => Promise<void>
}

export type RowEnterer = {
  /** Whether making lines asks the database: then what was made before must be in. */
  readonly asks: boolean
  readonly make: (rows: readonly GoodRow[]) => Promise<MadeLines>
}

/**
 * Puts the good rows of a checked import into the registry, all in one transaction: a killed job
 * leaves nothing half. Waiting rows stay where they are.
 */
export async function enterImport(house: House, tenantId: number, id: string): Promise<void> {
  const ready = await working(house.database, tenantId, async (db) => {
    const found = await findImport(db, id)
    const tenant = await findTenant(db)
    const move = { id, from: ['checked', 'entering'], to: 'entering' } as const
    if (found === undefined || tenant === undefined || !(await moveImport(db, move))) return
    const villages = await listVillages(db, tenant.regency)
    return { found, book: villageBook(areaCode(tenant.regency), villages) }
  })
  if (ready === undefined) return
  const { found, book } = ready
  const columns = columnsOf(found)
  const tell = progressTeller(house, tenantId, id)
  await bulkWorking(house.database, tenantId, async (db) => {
    await lockImport(db, id)
    const on = plainDate(found.received_at.toISOString().slice(0, 10))
    const read = listReader({ columns, villages: book, on })
    const context = contextOf(house, db, found)
    const families = columns.format === 'p3ke-family'
    const enterer = families ? await familyEnterer(db, context) : personEnterer(db, context)
    await makeLinkTable(db)
    const copies = copiesInTurn((made) => copyMade(db, made))
    for await (const batch of readVerbatimBatches(house, tenantId, id)) {
      const good = goodRows(batch, { read, columns, headerRow: found.mapping.headerRow ?? 1 })
      if (enterer.asks) await copies.done()
      await copies.add(await enterer.make(good))
      const last = batch.at(-1)?.rowNo ?? 0
      tell('saving', last, last / Math.max(1, found.row_count))
    }
    await copies.done()
    await linkRows(db, id)
    // A list of families makes one person a family, which is what its row says already.
    if (!families) await countMembers(db, id)
    const counts = await saveEntered(db, id)
    const detail = { ...counts, rows: found.good_rows, waiting: found.waiting_rows }
    await record(db, { name: 'import.entered', subject: id, detail })
  })
  await tell.done()
}

function goodRows(
  batch: readonly VerbatimRow[],
  how: {
    readonly read: ListReader
    readonly columns: ListColumns
    readonly headerRow: number
  },
): GoodRow[] {
  const good: GoodRow[] = []
  for (const { rowNo, cells } of batch) {
    if (rowNo <= how.headerRow || kindOfLine(cells, how.columns) !== 'data') continue
    const { row, findings } = how.read(cells)
    if (!waits(findings)) good.push({ rowNo, row })
  }
  return good
}

const linkTarget = {
  table: 'pg_temp.import_link',
  columns: ['row_no', 'household_id', 'person_id'],
} as const

/** Copies what is made while the next lines are made; at most one copy is under way. */
function copiesInTurn(copy: (made: MadeLines) => Promise<void>) {
  let copying: Promise<void> = Promise.resolve()
  return {
    add: async (made: MadeLines) => {
      await copying
      copying = copy(made)
      // A failure is met at the next turn; until then it is not an unhandled one.
      copying.catch(() => {})
    },
    done: () => copying,
  }
}

async function copyMade(db: BulkWriter, made: MadeLines): Promise<void> {
  const { lines, entered, after } = made
  await db.copy(householdTarget, lines.households)
  await db.copy(personTarget, lines.persons)
  await db.copy(membershipTarget, lines.memberships)
  await db.copy(sourceKeyTarget, lines.sourceKeys)
  let links = ''
  for (const { rowNo, householdId, personId } of entered) {
    links += copyLine([rowNo, householdId, personId])
  }
  await db.copy(linkTarget, links)
  await after?.()
}

/** What the rows of an import share when they enter, and when they are derived from again. */
export function contextOf(house: House, db: BulkWriter, found: ImportRecord): EntryContext {
  return {
    tenantId: db.tenantId,
    keys: house.keyring.of(db.tenantId),
    importId: found.id,
    owner: found.owner,
    observedOn: found.delivered_on ?? found.received_at.toISOString().slice(0, 10),
    derivedAt: db.now.toISOString(),
    lastDigitLost: found.mapping.lastDigitLost ?? false,
  }
}

/** How the file was understood when it was checked; the same now, whatever has changed since. */
export function columnsOf(found: ImportRecord): ListColumns {
  const { format, columns } = found.mapping
  if (format === undefined || columns === undefined) throw new Error('an import without columns')
  return { format, columns, header: found.header, unknown: [] }
}

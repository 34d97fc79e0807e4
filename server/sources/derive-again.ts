import { areaCode } from '../../core/areas/area-scope.ts'
import { plainDate } from '../../core/kernel/plain-date.ts'
import { nameKey } from '../../core/registry/name.ts'
import { type ListReader, listReader } from '../../core/sources/p3ke-row.ts'
import { villageBook } from '../../core/sources/village-book.ts'
import { type BulkWriter, bulkWorking } from '../bulk.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import {
  changeHouseholds,
  changePersons,
  type HouseholdChange,
  type PersonChange,
} from '../registry/entry-store.ts'
import type { House } from '../route.ts'
import {
  clearFamilies,
  clearPersons,
  type DoorMember,
  gatherRemainingRows,
  listDoorMembers,
  listLeftPersons,
  listRemainingLists,
  listRemainingRows,
  moveFirstRows,
  recountMembers,
  restoreDoorMembers,
  takeOutPersons,
} from './derivation-store.ts'
import { householdChangeOf } from './enter-families.ts'
import { columnsOf, contextOf } from './enter-import.ts'
import { personChangeOf } from './known-person.ts'
import { readVerbatimBatches, type VerbatimRow } from './read-rows.ts'
import { type EntryContext, provenanceOfRow } from './registry-rows.ts'
import { findImport, findTenant, listVillages, lockImport } from './store.ts'

/**
 * After a list was withdrawn: what it had said of families that stay is taken back, and they are
 * derived again from the lists that remain, in the order in which those entered; persons whom it
 * alone had put into them leave. A family of which no other list speaks stays as it is: the work on
 * it stands. All in one transaction; doing it again changes nothing.
 */
export async function deriveAgain(house: House, tenantId: number, id: string): Promise<void> {
  await bulkWorking(house.database, tenantId, async (db) => {
    await lockImport(db, id)
    const found = await findImport(db, id)
    const tenant = await findTenant(db)
    if (found?.state !== 'withdrawn' || found.entered_at === null || tenant === undefined) return
    const villages = await listVillages(db, tenant.regency)
    const book = villageBook(areaCode(tenant.regency), villages)
    await gatherRemainingRows(db, id)
    const families = await clearFamilies(db)
    const atDoor = await listDoorMembers(db, id)
    await clearPersons(db)
    await restoreDoorMembers(db, atDoor.map(asSeen))
    for (const list of await listRemainingLists(db)) {
      await enterRemaining(house, db, { importId: list.import_id, book })
    }
    await moveFirstRows(db, id)
    const persons = await takeOutLeftPersons(db, id)
    await record(db, { name: 'import.taken-out', subject: id, detail: { families, persons } })
  })
}

/** Who they are a visit saw; that they belong the office accepted. */
function asSeen(member: DoorMember) {
  const { visit_id: visit, visited_on: on } = member
  const provenance = {
    identity: ['visit', visit, on],
    membership: ['accepted-membership', visit, on],
  }
  return { ...member, name_key: nameKey(member.name), provenance }
}

type Book = ReturnType<typeof villageBook>

async function enterRemaining(
  house: House,
  db: BulkWriter,
  of: { readonly importId: string; readonly book: Book },
): Promise<void> {
  const { importId, book } = of
  const found = await findImport(db, importId)
  if (found === undefined) throw new Error('a list whose rows remain is gone')
  const on = plainDate(found.received_at.toISOString().slice(0, 10))
  const read = listReader({ columns: columnsOf(found), villages: book, on })
  const context = contextOf(house, db, found)
  for await (const batch of readVerbatimBatches(house, db.tenantId, importId)) {
    await enterBatch(db, batch, { read, context })
  }
}

async function enterBatch(
  db: BulkWriter,
  batch: readonly VerbatimRow[],
  how: { readonly read: ListReader; readonly context: EntryContext },
): Promise<void> {
  const { read, context } = how
  const from = batch.at(0)?.rowNo ?? 0
  const part = { importId: context.importId, from, until: batch.at(-1)?.rowNo ?? from }
  const cells = new Map(batch.map((each) => [each.rowNo, each.cells]))
  const households: HouseholdChange[] = []
  const persons: PersonChange[] = []
  for (const each of await listRemainingRows(db, part)) {
    const { row } = read(cells.get(each.row_no) ?? [])
    if (each.tells_family) {
      const { conditions: _, ...fresh } = provenanceOfRow(context, row)
      const provenance = { ...fresh, ...each.provenance }
      households.push(householdChangeOf(context, { id: each.household_id, provenance }, row))
    }
    if (each.person_id !== null) {
      const known = { id: each.person_id, provenance: each.person_provenance }
      persons.push(personChangeOf(context, known, row))
    }
  }
  await changeHouseholds(db, households)
  await changePersons(db, persons)
}

const familiesAtOnce = 5000

async function takeOutLeftPersons(db: BulkWriter, withdrawnId: string): Promise<number> {
  let persons = 0
  for (;;) {
    const left = await listLeftPersons(db, { withdrawnId, most: familiesAtOnce })
    if (left.length === 0) return persons
    await takeOutPersons(
      db,
      left.map((each) => ({ ...each, id: newId<'household'>() })),
    )
    await recountMembers(
      db,
      left.map((each) => each.household_id),
    )
    persons += left.reduce((sum, each) => sum + each.person_ids.length, 0)
  }
}

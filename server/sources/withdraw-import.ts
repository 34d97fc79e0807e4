import { sourcesProblem } from '../../core/sources/problems.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { findImport, lockImport } from './store.ts'
import { listReliedOn, saveWithdrawn, takeOutHouseholds } from './withdrawal-store.ts'

const reliedOnMost = 100

/**
 * Takes an import back. Families that nothing else speaks of and on which no work stands leave the
 * lists; the others stay and are named. No row is deleted: ids, blocks and events remain.
 */
export async function withdrawImport(
  db: Writer,
  asked: { readonly id: string; readonly reason: string },
) {
  const { id, reason } = asked
  await lockImport(db, id)
  const found = await findImport(db, id)
  if (found === undefined) throw sourcesProblem('sources.import-not-found')
  if (!['checked', 'entered'].includes(found.state)) {
    throw sourcesProblem('sources.cannot-withdraw', { state: found.state })
  }
  await saveWithdrawn(db, id)
  const householdsTakenOut = await takeOutHouseholds(db, id)
  const reliedOn = await listReliedOn(db, { importId: id, most: reliedOnMost })
  const reliedOnCount = reliedOn[0]?.total ?? 0
  const detail = { reason, householdsTakenOut, reliedOnCount }
  await record(db, { name: 'import.withdrawn', subject: id, detail })
  return {
    id,
    state: 'withdrawn' as const,
    householdsTakenOut,
    reliedOn: reliedOn.map((each) => ({
      householdId: each.id,
      headName: each.head_name,
      state: each.state,
    })),
    reliedOnCount,
  }
}

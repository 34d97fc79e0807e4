import { sourcesProblem } from '../../core/sources/problems.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { findImport, type ImportState, moveImport } from './store.ts'

/** A person says that the good rows of a checked list may enter; a job does it. Twice is once. */
export async function requestEntry(
  db: Writer,
  id: string,
): Promise<{ id: string; state: ImportState }> {
  const found = await findImport(db, id)
  if (found === undefined) throw sourcesProblem('sources.import-not-found')
  if (found.state === 'entering' || found.state === 'entered') return { id, state: found.state }
  if (found.state !== 'checked') {
    throw sourcesProblem('sources.not-checked-yet', { state: found.state })
  }
  if (found.good_rows === 0) throw sourcesProblem('sources.nothing-to-enter')
  const moved = await moveImport(db, { id, from: ['checked'], to: 'entering' })
  if (moved) {
    const detail = { goodRows: found.good_rows, waitingRows: found.waiting_rows }
    await record(db, { name: 'import.enter-requested', subject: id, detail })
  }
  return { id, state: 'entering' }
}

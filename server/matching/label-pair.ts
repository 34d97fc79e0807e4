import { matchingProblem } from '../../core/matching/problems.ts'
import type { Label } from '../../core/matching/quality-figures.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { unqueuePair } from './contradiction-store.ts'
import { findDrawnPair, findOwnLabel, removeLabel, saveLabel } from './quality-store.ts'
import { queueContradictions } from './queue-contradictions.ts'
import { lockMatching } from './store.ts'

/**
 * A clerk says of a drawn pair what it is. It measures: no alias changes. What it contradicts goes
 * to the review queue. Sent twice it is one label; another's label of the pair stands.
 */
export async function labelPair(
  db: Writer,
  given: { readonly sampleId: string; readonly pairNo: number; readonly label: Label },
): Promise<{ readonly queued: boolean }> {
  await lockMatching(db)
  const pair = await findDrawnPair(db, given)
  if (pair === undefined) throw matchingProblem('matching.drawn-pair-not-found')
  if (pair.label !== null) {
    if (pair.labelledBy === db.actorId && pair.label === given.label) return { queued: false }
    throw matchingProblem('matching.already-labelled')
  }
  await saveLabel(db, given)
  const queued = (await queueContradictions(db)) > 0
  await record(db, {
    name: 'match-sample.labelled',
    subject: given.sampleId,
    detail: { ...given, left: pair.left, right: pair.right, queued },
  })
  return { queued }
}

/** Takes the caller's newest label of a sample back, and with it what that alone had queued. */
export async function undoLabel(
  db: Writer,
  of: { readonly sampleId: string; readonly accountId: string },
): Promise<{ readonly pairNo: number }> {
  await lockMatching(db)
  const own = await findOwnLabel(db, of)
  if (own === undefined) throw matchingProblem('matching.no-label')
  const { pairNo, label } = own
  const drawn = { sampleId: of.sampleId, pairNo }
  const pair = await findDrawnPair(db, drawn)
  await removeLabel(db, drawn)
  if (pair !== undefined) await unqueuePair(db, pair)
  // Another sample may hold a label of the same pair: what that one says stands again.
  await queueContradictions(db)
  await record(db, {
    name: 'match-sample.label-undone',
    subject: of.sampleId,
    detail: { pairNo, label, left: pair?.left, right: pair?.right },
  })
  return { pairNo }
}

import { worthOf } from '../../core/matching/worth.ts'
import { type Writer, working } from '../database.ts'
import type { House } from '../route.ts'
import { listWaiting, saveWorth, type WaitingRow } from './worth-store.ts'

const rowsAtOnce = 5000

/**
 * Weighs every pair that waits again: after a matching, and when a decree or a round made aid hang
 * on other families. It orders a queue and decides nothing, so that it records no event.
 */
export async function weighAllPairs(house: House, job: { readonly tenantId: number }) {
  await working(house.database, job.tenantId, async (db) => keepWorth(db, await listWaiting(db)))
}

/** The same for the pairs around some families, after one verdict. */
export async function weighAround(db: Writer, families: readonly string[]): Promise<void> {
  await keepWorth(db, await listWaiting(db, families))
}

async function keepWorth(db: Writer, waiting: readonly WaitingRow[]): Promise<void> {
  const changed = waiting
    .map((pair) => ({ id: pair.id, before: pair.worth, worth: worthOf(pair) }))
    .filter((pair) => Math.fround(pair.worth) !== Math.fround(pair.before))
  for (let at = 0; at < changed.length; at += rowsAtOnce) {
    await saveWorth(db, changed.slice(at, at + rowsAtOnce))
  }
}

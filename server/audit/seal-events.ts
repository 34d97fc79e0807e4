import { type Database, working } from '../database.ts'
import { chainOf, digestOf } from './digest.ts'
import { insertSeals, listUnsealed, saveHead, takeHead } from './store.ts'

const batchSize = 1000

export type Sealed = {
  readonly sealed: number
  /** When the newest of them was recorded (instant); null when there were none. */
  readonly newest: string | null
}

/**
 * Chains one batch of committed events: head, seals and new head in one transaction, so that a
 * kill leaves all or nothing. `since` spares looking through the settled past.
 */
export function sealBatch(
  database: Database,
  tenantId: number,
  since: string | null,
): Promise<Sealed> {
  return working(database, tenantId, async (db) => {
    const head = await takeHead(db)
    const events = await listUnsealed(db, { since, limit: batchSize })
    const last = events.at(-1)
    if (last === undefined) return { sealed: 0, newest: null }
    const digests = events.map((event) => digestOf(tenantId, event))
    const chains: Buffer[] = []
    let chain = head.chain
    for (const digest of digests) {
      chain = chainOf(chain, digest)
      chains.push(chain)
    }
    await insertSeals(db, {
      positions: events.map((_, index) => head.position + index + 1),
      eventIds: events.map((event) => event.id),
      digests,
      chains,
    })
    await saveHead(db, { position: head.position + events.length, chain })
    return { sealed: events.length, newest: last.recordedAt }
  })
}

/** Seals everything that is committed now: before an anchor is written, and at the end of tests. */
export async function sealAll(database: Database, tenantId: number): Promise<number> {
  let count = 0
  for (;;) {
    const { sealed } = await sealBatch(database, tenantId, null)
    count += sealed
    if (sealed < batchSize) return count
  }
}

import { createHash } from 'node:crypto'
import type { EventRow } from './store.ts'

/** Before the first event. */
export const firstChain: Buffer = Buffer.alloc(32)

/**
 * sha256 over the canonical JSON of an event: keys in this order, details as the database writes
 * jsonb (sorted, one way), instants to the microsecond in UTC. Never change it: seals stand on it.
 */
export function digestOf(tenantId: number, event: EventRow): Buffer {
  const canonical = JSON.stringify({
    actorId: event.actorId,
    detail: event.detail,
    happenedAt: event.happenedAt,
    id: event.id,
    name: event.name,
    recordedAt: event.recordedAt,
    subjectId: event.subjectId,
    tenantId,
    villageCode: event.villageCode,
  })
  return createHash('sha256').update(canonical).digest()
}

/** The next link: sha256(previous link, digest). */
export function chainOf(previous: Buffer, digest: Buffer): Buffer {
  return createHash('sha256').update(previous).update(digest).digest()
}

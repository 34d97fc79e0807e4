import type { Writer } from '../database.ts'
import {
  queueJoinedDifferent,
  queueRefusedSame,
  queueWithdrawnSame,
} from './contradiction-store.ts'

/**
 * Puts what a quality label contradicts to the review queue: labelled one family and not joined, or
 * two and joined. No alias changes: a person decides, with a reason. Says how many were put there;
 * again and again gives the same.
 */
export async function queueContradictions(db: Writer): Promise<number> {
  const joined = await queueJoinedDifferent(db)
  const withdrawn = await queueWithdrawnSame(db)
  return joined + withdrawn + (await queueRefusedSame(db))
}

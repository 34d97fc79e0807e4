import {
  type Measure,
  measurePairs,
  type PairOfIds,
  pairsOfAliases,
} from '../../core/matching/measure.ts'
import type { Reader } from '../database.ts'
import { listAliases } from './alias-store.ts'
import { listPairs } from './store.ts'

export type MatchingMeasure = {
  /** Families joined (by the engine, or since by a person), every pair within a cluster counted. */
  readonly joined: Measure
  /** The joined ones and those that wait for a person. */
  readonly joinedOrQueued: Measure
  /** Joined by the engine alone, as its pairs say. */
  readonly automatic: Measure
}

/**
 * Compares what stands in the registry with pairs of families that are known to be one: household
 * ids, every pair of a family that stands three times. Only measures; the engine never reads truth.
 */
export async function measureMatching(
  db: Reader,
  truePairs: readonly PairOfIds[],
): Promise<MatchingMeasure> {
  const aliases = await listAliases(db)
  const pairs = await listPairs(db)
  const joined = pairsOfAliases(aliases.map((each): PairOfIds => [each.alias, each.household]))
  const ofState = (...states: readonly string[]) =>
    pairs
      .filter((pair) => states.includes(pair.state))
      .map((pair): PairOfIds => [pair.left, pair.right])
  return {
    joined: measurePairs(joined, truePairs),
    joinedOrQueued: measurePairs([...joined, ...ofState('queued')], truePairs),
    automatic: measurePairs(ofState('joined'), truePairs),
  }
}

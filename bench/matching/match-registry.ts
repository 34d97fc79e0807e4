import { runToEnd } from '../../core/kernel/run-to-end.ts'
import { addFamily, emptyFamilies } from '../../core/matching/families.ts'
import { type Matching, matchFamilies } from '../../core/matching/match-families.ts'
import {
  type CalibrationTenth,
  calibration,
  measurePairs,
  type PairMeasure,
  type Rates,
} from '../../core/matching/measures.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { knownFamilies } from './registry-families.ts'

/** How the families of a registry were matched, against the truth. */
export type RegistryRun = {
  readonly families: number
  readonly compared: number
  /** Of what was joined without a person. */
  readonly joined: Rates
  /** Pairs that wait for a person. */
  readonly queued: number
  readonly pairs: PairMeasure
  readonly calibration: readonly CalibrationTenth[]
  readonly seconds: number
  readonly peakBytes: number
}

/** Matches the families of so many persons, as the job of a registry does, without a database. */
function run(persons: number, seed: number): RegistryRun {
  const families = emptyFamilies(Math.ceil(persons / 3), persons)
  const entities: number[] = []
  for (const { family, entity } of knownFamilies(persons, seed)) {
    addFamily(families, family)
    entities.push(entity)
  }
  const began = performance.now()
  const matching = runToEnd(matchFamilies(families, weights2026))
  const seconds = (performance.now() - began) / 1000
  const truth = Uint32Array.from(entities)
  const found = pairsOf(matching, () => true)
  const joined = pairsOf(matching, ({ is }) => is === 'joined')
  const measured = measurePairs(found, truth, { thresholds: [0.5, 0.95] })
  const ofJoined = measurePairs({ ...joined, probability: joined.probability.fill(1) }, truth, {
    thresholds: [0.5],
  })
  return {
    families: families.count,
    compared: matching.compared,
    joined: ofJoined.at[0] ?? { precision: 1, recall: 0, f1: 0 },
    queued: matching.pairs.length - joined.left.length,
    pairs: measured,
    calibration: calibration(found, truth),
    seconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }
}

function pairsOf(matching: Matching, wanted: (pair: Matching['pairs'][number]) => boolean) {
  const at = [...matching.pairs.keys()].filter((pair) => {
    const found = matching.pairs[pair]
    return found !== undefined && wanted(found)
  })
  return {
    left: Uint32Array.from(at, (pair) => matching.places[pair * 2] ?? 0),
    right: Uint32Array.from(at, (pair) => matching.places[pair * 2 + 1] ?? 0),
    probability: Float32Array.from(at, (pair) => {
      return matching.pairs[pair]?.explanation.probability ?? 0
    }),
  }
}

if (import.meta.main) {
  const [persons = 60_000, seed = 1] = process.argv.slice(2).map(Number)
  process.stdout.write(`${JSON.stringify(run(persons, seed))}\n`)
}

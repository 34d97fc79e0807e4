import {
  type CalibrationTenth,
  calibration,
  measureClusters,
  measurePairs,
  type PairRates,
  type Rates,
  type ScoredPairs,
} from './measures.ts'
import type { Truth } from './truth.ts'

export type ClusterRates = {
  readonly threshold: number
  readonly pairwise: Rates
  readonly bCubed: Rates
}

/** How well rows were linked, against the truth. */
export type LinkageMeasure = {
  /** Rows about which the truth says nothing: each counts as a person of its own. */
  readonly silentRows: number
  readonly pairs: {
    /** Those that were never compared among them. */
    readonly truePairs: number
    readonly at: readonly PairRates[]
    readonly best: PairRates
    /** Of each tenth of probability above 0.5: what was said, and what is so. */
    readonly calibration: readonly CalibrationTenth[]
  }
  readonly clusters: {
    readonly at: ClusterRates
    readonly bestPairwise: ClusterRates
    readonly bestBCubed: ClusterRates
  }
}

const pairThresholds = [0.5, 0.9, 0.95] as const
const clusterThreshold = 0.95
// Where the best is looked for; the groups of each are made anew.
const clusterThresholds = [0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999]

/** Pairs at 0.5, 0.9, 0.95 and best; clusters at 0.95 and best. With two sides, across them. */
export function measureLinkage(
  linked: {
    readonly rows: number
    readonly pairs: ScoredPairs
    clustersAt(probability: number): Uint32Array
  },
  truth: Truth,
  sideStart: number | undefined,
): LinkageMeasure {
  const side = sideStart === undefined ? undefined : sidesOf(linked.rows, sideStart)
  const pairs = measurePairs(linked.pairs, truth.clusters, { thresholds: pairThresholds, side })
  const tried = clusterThresholds.map((threshold): ClusterRates => {
    const clusters = linked.clustersAt(threshold)
    return { threshold, ...measureClusters(clusters, truth.clusters, side) }
  })
  const [first] = tried
  const at = tried.find((each) => each.threshold === clusterThreshold)
  if (first === undefined || at === undefined) throw new Error('no threshold was tried')
  return {
    silentRows: truth.silentRows,
    pairs: { ...pairs, calibration: calibration(linked.pairs, truth.clusters, side) },
    clusters: {
      at,
      bestPairwise: tried.reduce((best, each) =>
        each.pairwise.f1 > best.pairwise.f1 ? each : best,
      ),
      bestBCubed: tried.reduce((best, each) => (each.bCubed.f1 > best.bCubed.f1 ? each : best)),
    },
  }
}

function sidesOf(rows: number, sideStart: number): Uint8Array {
  return new Uint8Array(rows).fill(1, sideStart)
}

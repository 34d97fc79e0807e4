import { estimateQuality, type QualityIntervals, type StratumLabels } from './quality-interval.ts'

/** A stratum while it is being labelled: how many of its pairs were drawn and can be shown. */
export type OpenStratum = StratumLabels & { readonly drawn: number }

/** A stratum of which fewer pairs were seen says nothing yet (all of them, when it is smaller). */
const leastInStratum = 5
/** Fewer labels of joined pairs, and of all pairs, tell no share. */
const leastJoined = 30
const leastInAll = 60

export type Figures = {
  readonly considered: number
  readonly joined: number
  readonly labels: number
  readonly unsure: number
  readonly precision: Told
  readonly recall: Told
}

/**
 * A share that may be told, or how many labels are missing until then; none when there is nothing
 * to take a share of (no pair is joined, no pair was found to be one family).
 */
export type Told =
  | { readonly is: 'told'; readonly value: number; readonly low: number; readonly high: number }
  | { readonly is: 'missing'; readonly needed: number }

/** What may be said of some strata: never a share without the labels that it rests on. */
export function tellFigures(strata: readonly OpenStratum[]): Figures {
  const joined = strata.filter((each) => each.joined)
  const needed = {
    precision: missingLabels(joined, leastJoined),
    recall: Math.max(missingLabels(joined, leastJoined), missingLabels(strata, leastInAll)),
  }
  const intervals = needed.precision > 0 && needed.recall > 0 ? undefined : estimateQuality(strata)
  const nothingOf = {
    precision: joined.length === 0,
    recall: sum(strata, (each) => each.same) === 0,
  }
  const tell = (which: keyof QualityIntervals): Told =>
    needed[which] > 0 || intervals === undefined || nothingOf[which]
      ? { is: 'missing', needed: needed[which] }
      : { is: 'told', ...intervals[which] }
  return {
    considered: sum(strata, (each) => each.size),
    joined: sum(joined, (each) => each.size),
    labels: sum(strata, labelsOf),
    unsure: sum(strata, (each) => each.unsure),
    precision: tell('precision'),
    recall: tell('recall'),
  }
}

/**
 * The stratum whose next label narrows the shares most: first those of which too little was seen,
 * then by the variance that a label takes away (Neyman 1934; Cochran 1977, section 5.5; in the
 * manner of Marchant and Rubinstein 2017, with shares smoothed as the labels come). Undefined when
 * every drawn pair is labelled.
 */
export function chooseStratum(strata: readonly OpenStratum[]): number | undefined {
  const open = strata.map((_, at) => at).filter((at) => isOpen(strata[at]))
  const thin = open.filter((at) => isThin(strata[at]))
  if (thin.length > 0) return least(thin, (at) => labelsOf(strata[at] ?? nothing))
  const short = open.filter((at) => strata[at]?.joined === true)
  const joinedLabels = sum(strata, (each) => (each.joined ? labelsOf(each) : 0))
  const among = joinedLabels < leastJoined && short.length > 0 ? short : open
  const weights = weightsOf(strata)
  return least(among, (at) => -gainOf(strata[at] ?? nothing, weights))
}

const nothing: OpenStratum = {
  joined: false,
  size: 0,
  drawn: 0,
  same: 0,
  different: 0,
  unsure: 0,
}

/** Labels that were given, of whatever kind. */
function labelsOf(stratum: StratumLabels): number {
  return stratum.same + stratum.different + stratum.unsure
}

function isOpen(stratum: OpenStratum | undefined): boolean {
  return stratum !== undefined && labelsOf(stratum) < stratum.drawn
}

function isThin(stratum: OpenStratum | undefined): boolean {
  return stratum !== undefined && labelsOf(stratum) < Math.min(stratum.size, leastInStratum)
}

function missingLabels(strata: readonly OpenStratum[], wanted: number): number {
  const size = sum(strata, (each) => Math.min(each.size, each.drawn))
  const thin = sum(strata, (each) =>
    Math.max(0, Math.min(each.size, leastInStratum) - labelsOf(each)),
  )
  return Math.max(thin, Math.min(size, wanted) - sum(strata, labelsOf))
}

type Weights = { readonly joined: number; readonly apart: number }

/** How far one more true pair moves the two shares, squared: joined pairs, and those apart. */
function weightsOf(strata: readonly OpenStratum[]): Weights {
  const joined = Math.max(
    1,
    sum(strata, (each) => (each.joined ? each.size : 0)),
  )
  const right = sum(strata, (each) => (each.joined ? each.size * shareOf(each) : 0))
  const all = Math.max(
    1,
    sum(strata, (each) => each.size * shareOf(each)),
  )
  const recall = right / all
  return {
    joined: joined ** -2 + ((1 - recall) / all) ** 2,
    apart: (recall / all) ** 2,
  }
}

/** Variance that the next label of a stratum takes away. */
function gainOf(stratum: OpenStratum, weights: Weights): number {
  const share = shareOf(stratum)
  const count = labelsOf(stratum)
  const spread = stratum.size ** 2 * share * (1 - share)
  const weight = stratum.joined ? weights.joined : weights.apart
  return (weight * spread) / ((count + 1) * (count + 2))
}

function shareOf(stratum: StratumLabels): number {
  return (stratum.same + 0.5) / (stratum.same + stratum.different + 1)
}

function least(places: readonly number[], of: (at: number) => number): number | undefined {
  let best: number | undefined
  for (const at of places) if (best === undefined || of(at) < of(best)) best = at
  return best
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

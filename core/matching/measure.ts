/** How well pairs were found, against pairs that are known to be one family. */
export type Measure = {
  readonly truePairs: number
  readonly foundPairs: number
  readonly rightPairs: number
  /** Share of the found pairs that are right; 1 when nothing was found. */
  readonly precision: number
  /** Share of the true pairs that were found; 1 when there are none. */
  readonly recall: number
}

export type PairOfIds = readonly [string, string]

/** Compares found pairs with true ones; the order within a pair does not matter. */
export function measurePairs(found: Iterable<PairOfIds>, truth: Iterable<PairOfIds>): Measure {
  const trueKeys = new Set([...truth].map(pairKey))
  const foundKeys = new Set([...found].map(pairKey))
  let right = 0
  for (const key of foundKeys) if (trueKeys.has(key)) right += 1
  return {
    truePairs: trueKeys.size,
    foundPairs: foundKeys.size,
    rightPairs: right,
    precision: foundKeys.size === 0 ? 1 : right / foundKeys.size,
    recall: trueKeys.size === 0 ? 1 : right / trueKeys.size,
  }
}

/** All pairs within clusters given as family -> the family it is shown as. */
export function pairsOfAliases(aliases: Iterable<PairOfIds>): PairOfIds[] {
  const clusters = new Map<string, string[]>()
  for (const [alias, canonical] of aliases) {
    const cluster = clusters.get(canonical) ?? [canonical]
    cluster.push(alias)
    clusters.set(canonical, cluster)
  }
  return [...clusters.values()].flatMap((cluster) =>
    cluster.flatMap((one, at) => cluster.slice(at + 1).map((other): PairOfIds => [one, other])),
  )
}

function pairKey(pair: PairOfIds): string {
  return pair[0] < pair[1] ? `${pair[0]} ${pair[1]}` : `${pair[1]} ${pair[0]}`
}

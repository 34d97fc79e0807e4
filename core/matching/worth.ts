/** What is known about a pair that waits, to say what an answer about it is worth. */
export type Waiting = {
  readonly probability: number
  /** Something speaks against the sum, so that it is not to be relied on. */
  readonly objected: boolean
  /** Persons in both families. */
  readonly members: number
  /** How many of the two families a decree names or a round pays: 0 to 2. */
  readonly aided: number
  /** Families that wait beside both: this answer makes one question of two. */
  readonly settles: number
}

/** A family that aid hangs on counts as this many persons; a settled question as half of that. */
const aidedWeight = 8
const settledWeight = 4

/** The sum is not believed further than this where something speaks against it. */
const believedMost = 0.9

/**
 * What a person's answer is worth: how little is known (bits of a yes or no, 0 to 1) times what
 * hangs on it, counted in persons. Uncertainty alone would send a clerk to strangers whom nothing
 * depends on; what hangs on it alone, to pairs where the answer is plain.
 * Source of the measure: uncertainty sampling (Lewis and Gale 1994), weighed by the cost of error.
 */
export function worthOf(pair: Waiting): number {
  const hangs = pair.members + aidedWeight * pair.aided + settledWeight * pair.settles
  return Math.round(uncertaintyOf(pair) * hangs * 1000) / 1000
}

/** Binary entropy in bits: 1 at one half, 0 where the answer is known. */
export function uncertaintyOf(pair: Pick<Waiting, 'probability' | 'objected'>): number {
  const believed = pair.objected
    ? Math.min(believedMost, Math.max(1 - believedMost, pair.probability))
    : pair.probability
  if (believed <= 0 || believed >= 1) return 0
  return -(believed * Math.log2(believed) + (1 - believed) * Math.log2(1 - believed))
}

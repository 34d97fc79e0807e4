/**
 * What is known of one stratum: how many pairs it has, and what was said of those that were drawn
 * from it by chance.
 */
export type StratumLabels = {
  /** Whether its pairs are joined in the registry. */
  readonly joined: boolean
  readonly size: number
  readonly same: number
  readonly different: number
  /** "Cannot tell": stands for whatever would be worse, on either side of the interval. */
  readonly unsure: number
}

/** A share with its interval. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number }

export type QualityIntervals = { readonly precision: Interval; readonly recall: Interval }

/**
 * Precision (true joined of joined) and recall (true joined of true) of a stratified sample. The
 * shares are those of Horvitz and Thompson (Cochran 1977, chapter 5: each label stands for as many
 * pairs as its stratum has for each drawn). The interval holds 95 in 100: shares of the strata are
 * drawn from Jeffreys' posterior, Beta(same + 1/2, different + 1/2), which keeps its promise for
 * few labels, with its ends opened where nothing or everything was the same (Brown, Cai, DasGupta
 * 2001, section 4.1); pairs that were labelled are known and no longer drawn. An unlabelled stratum
 * may be anything. Deterministic: the draws are always the same.
 */
export function estimateQuality(strata: readonly StratumLabels[]): QualityIntervals {
  const filled = strata.filter((stratum) => stratum.size > 0)
  const low = simulate(filled, 'low')
  const high = simulate(filled, 'high')
  const value = pointOf(filled)
  return {
    precision: around(value.precision, low.precision, high.precision),
    recall: around(value.recall, low.recall, high.recall),
  }
}

const draws = 2000
/** A little inside 0.025: labels that are chosen by the labels before them vary a little more. */
const tail = 0.02

/** A registry without joined or without true pairs has done nothing wrong: 1. */
function shareOf(part: number, whole: number): number {
  return whole <= 0 ? 1 : part / whole
}

function pointOf(strata: readonly StratumLabels[]) {
  let [trueJoined, joined, trueApart] = [0, 0, 0]
  for (const stratum of strata) {
    const told = stratum.same + stratum.different
    const yes = told === 0 ? 0 : (stratum.size * stratum.same) / told
    if (stratum.joined) {
      joined += told === 0 ? 0 : stratum.size
      trueJoined += yes
    } else trueApart += yes
  }
  return {
    precision: shareOf(trueJoined, joined),
    recall: shareOf(trueJoined, trueJoined + trueApart),
  }
}

function around(value: number, lows: Float64Array, highs: Float64Array): Interval {
  const low = lows[Math.floor(tail * draws)] ?? 0
  const high = highs[Math.ceil((1 - tail) * draws) - 1] ?? 1
  return { value, low: Math.min(value, low), high: Math.max(value, high) }
}

/** Sorted draws of both shares, seen from their lower or from their upper end. */
function simulate(strata: readonly StratumLabels[], end: 'low' | 'high') {
  const precision = new Float64Array(draws)
  const recall = new Float64Array(draws)
  const joined = strata.reduce((sum, each) => sum + (each.joined ? each.size : 0), 0)
  const trueJoined = new Float64Array(draws)
  const trueApart = new Float64Array(draws)
  for (const [at, stratum] of strata.entries()) {
    const chance = chanceFrom(0x9e3779b9 ^ (at * 0x85ebca6b))
    const into = stratum.joined ? trueJoined : trueApart
    // More pairs that are the same are good where they are joined, bad where they are not.
    const many = stratum.joined === (end === 'high')
    for (let draw = 0; draw < draws; draw += 1) {
      into[draw] = (into[draw] ?? 0) + drawSame(stratum, many, chance)
    }
  }
  for (let draw = 0; draw < draws; draw += 1) {
    const right = trueJoined[draw] ?? 0
    precision[draw] = shareOf(right, joined)
    recall[draw] = shareOf(right, right + (trueApart[draw] ?? 0))
  }
  return { precision: precision.sort(), recall: recall.sort() }
}

/** How many pairs of a stratum are the same, once; `many`: towards the upper end. */
function drawSame(stratum: StratumLabels, many: boolean, chance: () => number): number {
  const { size, unsure } = stratum
  const same = stratum.same + (many ? unsure : 0)
  const different = stratum.different + (many ? 0 : unsure)
  const open = Math.max(0, size - same - different)
  if (many && different === 0) return same + open
  if (!many && same === 0) return same
  return same + drawBinomial(open, drawBeta(same + 0.5, different + 0.5, chance), chance)
}

/** Numbers between 0 and 1, the same from the same seed (xorshift32, Marsaglia 2003). */
export function chanceFrom(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 0.5) / 4294967296
  }
}

function drawBeta(one: number, other: number, chance: () => number): number {
  const first = drawGamma(one, chance)
  const second = drawGamma(other, chance)
  return first + second === 0 ? 0.5 : first / (first + second)
}

/** Marsaglia and Tsang 2000; below one by a power of a uniform draw. */
function drawGamma(shape: number, chance: () => number): number {
  if (shape < 1) return drawGamma(shape + 1, chance) * chance() ** (1 / shape)
  const reach = shape - 1 / 3
  const spread = 1 / Math.sqrt(9 * reach)
  for (;;) {
    const step = drawNormal(chance)
    const cube = (1 + spread * step) ** 3
    if (cube <= 0) continue
    const bound = 0.5 * step * step + reach - reach * cube + reach * Math.log(cube)
    if (Math.log(chance()) < bound) return reach * cube
  }
}

/** By single draws when few, after Poisson where one outcome is rare, else by the normal shape. */
function drawBinomial(count: number, share: number, chance: () => number): number {
  if (share > 0.5) return count - drawBinomial(count, 1 - share, chance)
  const mean = count * share
  let found = 0
  if (count <= few) {
    for (let at = 0; at < count; at += 1) if (chance() < share) found += 1
    return found
  }
  if (mean < few) {
    for (let left = chance(); left > Math.exp(-mean) && found < count; left *= chance()) found += 1
    return found
  }
  const drawn = Math.round(mean + drawNormal(chance) * Math.sqrt(mean * (1 - share)))
  return Math.min(count, Math.max(0, drawn))
}

const few = 24

function drawNormal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance())
}

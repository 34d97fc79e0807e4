/** A pair in doubt: what was said in bits, whether it is one person, whose its two records are. */
export type Doubt = {
  readonly bits: number
  readonly isTrue: boolean
  readonly persons: readonly [number, number]
}

/** How far what was said stands from what is true, each with its standard error. */
export type Recalibration = {
  readonly pairs: number
  /** Bits to be added to what is said; 0 where it is right in the middle. */
  readonly bits: number
  readonly bitsError: number
  /** What a bit that is said counts for; 1 where it is right, less where it is too sure. */
  readonly slope: number
  readonly slopeError: number
}

const mostRounds = 30
/** Bits and slope that move by less have come to rest. */
const smallStep = 1e-6
/** Two figures fit two sets of pairs whatever is true. */
const fewestSets = 3

/**
 * Calibration as two figures: the logistic regression of what is true on what was said (Cox 1958).
 * All pairs in doubt speak together, where a tenth of them holds too few. Errors allow for pairs
 * that fall together (Liang and Zeger 1986). Undefined where the pairs cannot tell: too few, all
 * said alike, or true and false without overlap.
 */
export function recalibrate(doubts: readonly Doubt[]): Recalibration | undefined {
  const sets = setsOf(doubts)
  if (sets.length < fewestSets) return undefined
  let [bits, slope] = [0, 0]
  for (let round = 0; round < mostRounds; round += 1) {
    const inverse = inverseOf(informationOf(doubts, bits, slope))
    if (inverse === undefined) return undefined
    const [more, steeper] = product(inverse, scoreOf(doubts, bits, slope))
    bits += more
    slope += steeper
    if (Math.abs(more) + Math.abs(steeper) > smallStep) continue
    const [bitsError, slopeError] = errorsOf(inverse, spreadOf(sets, bits, slope))
    return { pairs: doubts.length, bits, bitsError, slope, slopeError }
  }
  return undefined
}

type Two = readonly [number, number]
type Square = readonly [Two, Two]

/** Pairs fall together when a chain of pairs in doubt leads from person to person between them. */
function setsOf(doubts: readonly Doubt[]): readonly (readonly Doubt[])[] {
  const above = new Map<number, number>()
  const rootOf = (person: number): number => {
    let [root, up] = [person, above.get(person)]
    while (up !== undefined) {
      const next = above.get(up)
      // Halves the way for those who come after.
      if (next !== undefined) above.set(root, next)
      root = up
      up = next
    }
    return root
  }
  for (const { persons } of doubts) {
    const [one, other] = [rootOf(persons[0]), rootOf(persons[1])]
    if (one !== other) above.set(Math.max(one, other), Math.min(one, other))
  }
  return [...Map.groupBy(doubts, ({ persons }) => rootOf(persons[0])).values()]
}

function missOf(doubt: Doubt, bits: number, slope: number): number {
  return ((doubt.isTrue ? 1 : 0) - likelihood(bits + slope * doubt.bits)) * Math.LN2
}

function likelihood(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}

function scoreOf(doubts: readonly Doubt[], bits: number, slope: number): Two {
  let [one, other] = [0, 0]
  for (const doubt of doubts) {
    const miss = missOf(doubt, bits, slope)
    one += miss
    other += miss * doubt.bits
  }
  return [one, other]
}

function informationOf(doubts: readonly Doubt[], bits: number, slope: number): Square {
  let [one, both, other] = [0, 0, 0]
  for (const doubt of doubts) {
    const likely = likelihood(bits + slope * doubt.bits)
    const weight = likely * (1 - likely) * Math.LN2 ** 2
    one += weight
    both += weight * doubt.bits
    other += weight * doubt.bits ** 2
  }
  return [
    [one, both],
    [both, other],
  ]
}

/** What the sums of misses of each set spread by. */
function spreadOf(sets: readonly (readonly Doubt[])[], bits: number, slope: number): Square {
  let [one, both, other] = [0, 0, 0]
  for (const set of sets) {
    const [x, y] = scoreOf(set, bits, slope)
    one += x * x
    both += x * y
    other += y * y
  }
  return [
    [one, both],
    [both, other],
  ]
}

function errorsOf([across, down]: Square, spread: Square): Two {
  const error = (row: Two) => {
    const [x, y] = product(spread, row)
    return Math.sqrt(row[0] * x + row[1] * y)
  }
  return [error(across), error(down)]
}

/** Undefined where the determinant is no more than rounding leaves of its two products. */
function inverseOf([[a, b], [c, d]]: Square): Square | undefined {
  const all = a * d - b * c
  if (!(all > 1e-9 * a * d)) return undefined
  return [
    [d / all, -b / all],
    [-c / all, a / all],
  ]
}

function product([[a, b], [c, d]]: Square, [x, y]: Two): Two {
  return [a * x + b * y, c * x + d * y]
}

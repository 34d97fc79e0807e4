/** A pair in doubt: what was said in bits, whether it is one person, whose record its left one is. */
export type Doubt = { readonly bits: number; readonly isTrue: boolean; readonly person: number }

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

const rounds = 30

/**
 * Calibration as two figures: the logistic regression of what is true on what was said (Cox 1958).
 * All pairs in doubt speak together, where a tenth of them holds too few. Errors allow for pairs of
 * one person, which fall together (Liang and Zeger 1986).
 */
export function recalibrate(doubts: readonly Doubt[]): Recalibration {
  let [bits, slope] = [0, 1]
  for (let round = 0; round < rounds; round += 1) {
    const [more, steeper] = solve(informationOf(doubts, bits, slope), scoreOf(doubts, bits, slope))
    bits += more
    slope += steeper
  }
  const information = informationOf(doubts, bits, slope)
  const [[one, both], [, other]] = spreadOf(doubts, bits, slope)
  const [across, down] = [solve(information, [1, 0]), solve(information, [0, 1])]
  const variance = ([x, y]: Two) => x * x * one + 2 * x * y * both + y * y * other
  return {
    pairs: doubts.length,
    bits,
    bitsError: Math.sqrt(variance(across)),
    slope,
    slopeError: Math.sqrt(variance(down)),
  }
}

type Two = readonly [number, number]
type Square = readonly [Two, Two]

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

/** What the persons' sums of misses spread by. */
function spreadOf(doubts: readonly Doubt[], bits: number, slope: number): Square {
  const persons = Map.groupBy(doubts, ({ person }) => person)
  let [one, both, other] = [0, 0, 0]
  for (const mine of persons.values()) {
    const [x, y] = scoreOf(mine, bits, slope)
    one += x * x
    both += x * y
    other += y * y
  }
  return [
    [one, both],
    [both, other],
  ]
}

function solve([[a, b], [c, d]]: Square, [x, y]: Two): Two {
  const all = a * d - b * c
  return all === 0 ? [0, 0] : [(d * x - b * y) / all, (a * y - c * x) / all]
}

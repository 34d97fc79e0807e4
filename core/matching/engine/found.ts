/**
 * What comparing two values gives: the level they fall on, and how unlikely two strangers are to
 * share what was found. `chance` counts half bits (2 is one in two, 4 is one in four); 0 leaves the
 * chance to the table of the level.
 */
export type Found = { level: number; chance: number }

/** Codes of levels: 0 and 1 are the same for every kind. */
export const missing = 0
export const equal = 1

/** The code of a field that is not looked at, or that another has told already: it says nothing. */
export const toldCode = 0
/** The code of a pair of values of which one is missing. */
export const missingCode = 1
/** The code of a sex that two others have told, each by itself: one bit too many for one person. */
export const toldTwiceCode = 2

export const mostLevels = 11
export const chanceSteps = 64

/** A chance in half bits, at most what six binary digits hold. */
export function chanceStep(chance: number): number {
  return stepOfBits(-Math.log2(chance))
}

/** Bits as half bits, within what a code holds. */
export function stepOfBits(bits: number): number {
  const step = Math.round(2 * bits)
  return step < 1 ? 1 : step >= chanceSteps ? chanceSteps - 1 : step
}

/** Compares two values that are not the same number and not missing. Symmetric in its levels. */
export type Compare = (left: number, right: number, found: Found) => void

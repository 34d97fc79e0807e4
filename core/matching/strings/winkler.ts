const boostAbove = 0.7
const boostOfEach = 0.1
export const longestPrefix = 4

/** Winkler's bonus for leading characters in common, of which four count. */
export function boosted(jaro: number, prefix: number): number {
  if (jaro <= boostAbove) return jaro
  return jaro + Math.min(prefix, longestPrefix) * boostOfEach * (1 - jaro)
}

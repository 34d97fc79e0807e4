import type { Blocks } from './blocks.ts'
import type { ScoredPairs } from './clusters.ts'

/**
 * Estimates how many doubles no pass brought together, from how often those found were found: many
 * that one pass alone found mean that others slipped through all (Chao 1987, "Estimating the
 * Population Size for Capture-Recapture Data with Unequal Catchability", Biometrics 43; a lower
 * bound, in its bias-corrected form). Pairs count by their probability.
 */
export function estimateMissed(pairs: ScoredPairs, blocks: Blocks): number {
  const { keys, passes, looked } = blocks
  if (looked < 2) return 0
  let [once, twice] = [0, 0]
  for (const [at, left] of pairs.left.entries()) {
    // Many that are hardly likely add up to doubles that nobody has seen.
    if ((pairs.probability[at] ?? 0) < 0.5) continue
    const right = pairs.right[at] ?? 0
    let found = 0
    for (let pass = 0; pass < looked && found < 3; pass += 1) {
      const key = keys[left * passes + pass]
      if (key !== 0 && key === keys[right * passes + pass]) found += 1
    }
    if (found === 1) once += pairs.probability[at] ?? 0
    else if (found === 2) twice += pairs.probability[at] ?? 0
  }
  return (once * Math.max(0, once - 1)) / (2 * (twice + 1))
}

import { blockingPasses } from './blocking.ts'
import { type Families, headOf } from './families.ts'

/**
 * True pairs that no key brought together, at least: from how many keys brought those together
 * that were found (Chao 1987, bias-corrected; `engine/missed.ts` does the same for any table).
 * Pairs count by their probability; `places` holds left and right of each, one after the other.
 */
export function expectMissed(
  families: Families,
  found: { readonly places: Uint32Array; readonly probability: (at: number) => number },
): number {
  let [once, twice] = [0, 0]
  for (let at = 0; at * 2 < found.places.length; at += 1) {
    const [left, right] = [found.places[at * 2] ?? 0, found.places[at * 2 + 1] ?? 0]
    const keys = countPasses(families, left, right)
    if (keys === 1) once += found.probability(at)
    else if (keys === 2) twice += found.probability(at)
  }
  return (once * Math.max(0, once - 1)) / (2 * (twice + 1))
}

/** In how many ways two families share a key; three stand for more. */
function countPasses(families: Families, left: number, right: number): number {
  let shared = 0
  for (const pass of blockingPasses) {
    if (shared === 3) break
    const keys = new Set<number>()
    eachPerson(families, { family: left, which: pass.persons }, (person) =>
      pass.keys(families, person, (key) => keys.add(key)),
    )
    let meets = false
    eachPerson(families, { family: right, which: pass.persons }, (person) =>
      pass.keys(families, person, (key) => {
        meets ||= keys.has(key)
      }),
    )
    if (meets) shared += 1
  }
  return shared
}

function eachPerson(
  families: Families,
  of: { readonly family: number; readonly which: 'heads' | 'all' },
  visit: (person: number) => void,
): void {
  const head = headOf(families, of.family)
  const end = of.which === 'heads' ? head + 1 : (families.firstPerson[of.family + 1] ?? head)
  for (let person = head; person < end; person += 1) visit(person)
}

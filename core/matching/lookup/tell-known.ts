import { areYearsFarApart } from '../birth-date.ts'
import type { Comparison, Field } from '../comparison.ts'
import type { Families } from '../families.ts'
import { evidenceLines } from '../outcome.ts'
import type { Weighed } from './find-known.ts'

/** What was compared and how, without its weight; words: `matching.level.<field>.<level>`. */
export type Told = { readonly field: Field; readonly level: string }

/** Fields of which an answer says that they are equal, or nothing. */
const secret = ['national-id', 'family-card', 'birth-date'] as const satisfies readonly Field[]

/** A birth date says something beside a name, not instead of one. */
const namesAlike: readonly string[] = ['equal', 'spelled', 'shortened', 'similar', 'part']

/**
 * Takes back what would tell a number or a date digit by digit (decision 0021): a number that is
 * not equal counts as none, whether it is one digit or sixteen off; of a date no more counts than
 * its year, which is shown anyway.
 */
export function withoutHints(families: Families, comparison: Comparison): Comparison {
  const { levels, persons } = comparison
  const equalOrNone = (level: string) => (level === 'equal' ? level : 'missing')
  const [one, other] = persons.map((person) => families.born[person] ?? 0)
  const far = areYearsFarApart(one ?? 0, other ?? 0)
  const born = namesAlike.includes(levels.name) ? equalOrNone(levels['birth-date']) : 'missing'
  return {
    ...comparison,
    levels: {
      ...levels,
      'national-id': equalOrNone(levels['national-id']),
      'family-card': equalOrNone(levels['family-card']),
      'birth-date': far ? 'different' : born,
    },
  }
}

/** Only a name or a whole number makes somebody one whom another may be. */
export function hasGround({ levels }: Comparison): boolean {
  const numbers = [levels['national-id'], levels['family-card']]
  return numbers.includes('equal') || (levels.name !== 'missing' && levels.name !== 'different')
}

/** The reasons, the strongest first. */
export function tell({ comparison, bits }: Weighed): readonly Told[] {
  return evidenceLines(comparison, bits)
    .filter(({ field, level, weight }) => weight !== 0 && (!isSecret(field) || level === 'equal'))
    .map(({ field, level }) => ({ field, level }))
}

function isSecret(field: Field): boolean {
  return (secret as readonly Field[]).includes(field)
}

/**
 * The probability of each, when at most one of them is the person and it may be none of them.
 * Shared among those whom the caller may see only: how likely they are tells nothing of others.
 */
export function shareOut<Found extends { readonly odds: number }>(
  found: readonly Found[],
): readonly (Found & { readonly probability: number })[] {
  const total = found.reduce((sum, each) => sum + each.odds, 1)
  return found
    .map((each) => ({ ...each, probability: each.odds / total }))
    .filter((each) => each.probability >= leastProbability)
    .slice(0, mostShown)
}

/** Nobody is spoken of below this. */
export const leastProbability = 0.01
const mostShown = 10

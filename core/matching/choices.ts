import type { PlainDate } from '../kernel/plain-date.ts'
import { type ObservationKind, survivingClaim } from '../registry/survivorship.ts'

/** Fields of a family that a person may take from either record when two become one. */
export const choiceFields = [
  'head-name',
  'sex',
  'birth-date',
  'national-id',
  'village',
  'address',
  'family-card',
] as const
export type ChoiceField = (typeof choiceFields)[number]
export type SideName = 'left' | 'right'

/** Field -> whose value the family shows. */
export type Choices = Readonly<Partial<Record<ChoiceField, SideName>>>

/** One record as far as choosing needs it; values as they are compared, never shown. */
export type ChoosableSide = {
  readonly values: Readonly<Record<ChoiceField, string | null>>
  /** The observation that its identity was derived from. */
  readonly claim:
    | {
        readonly kind: ObservationKind
        readonly id: string
        readonly observedOn: PlainDate | undefined
        readonly recordedAt: string
      }
    | undefined
}

/** Where the family lives is where it is visited: it stays with the record that stands. */
const placeFields: readonly ChoiceField[] = ['village', 'address']

/**
 * The fields in which two records differ, each with the side that the rule of survivorship takes: a
 * missing value never stands against a given one; who somebody is comes from the better source,
 * then the newer; where they live, from the earlier record.
 */
export function differingFields(
  left: ChoosableSide,
  right: ChoosableSide,
): { readonly field: ChoiceField; readonly suggested: SideName }[] {
  return choiceFields
    .filter((field) => (left.values[field] ?? '') !== (right.values[field] ?? ''))
    .map((field) => ({ field, suggested: suggestedSide(field, left, right) }))
}

function suggestedSide(field: ChoiceField, left: ChoosableSide, right: ChoosableSide): SideName {
  if ((right.values[field] ?? '') === '') return 'left'
  if ((left.values[field] ?? '') === '') return 'right'
  if (placeFields.includes(field) || right.claim === undefined) return 'left'
  if (left.claim === undefined) return 'right'
  return survivingClaim('identity', [left.claim, right.claim]) === right.claim ? 'right' : 'left'
}

/** What a person chose, and the rule's side for every other field that differs; no more. */
export function completeChoices(left: ChoosableSide, right: ChoosableSide, chosen: Choices) {
  const entries = differingFields(left, right).map(({ field, suggested }) => {
    const side = chosen[field] ?? suggested
    const given = side === 'left' ? left : right
    // An empty value cannot be shown in place of one that is known.
    return [field, (given.values[field] ?? '') === '' ? suggested : side] as const
  })
  return Object.fromEntries(entries) as Choices
}

/** A verdict `same` with what was chosen by it. */
export type ChosenBy = {
  readonly pairId: string
  readonly left: string
  readonly right: string
  readonly choices: Choices
  readonly decidedBy: string | null
  readonly decidedAt: string
}

/** Where a field of the family that stands is taken from. */
export type Taken = { readonly from: string; readonly by: ChosenBy }

/**
 * Whose values a standing family shows, by all verdicts of its cluster. Each verdict prefers one of
 * two records: it changes a field only while that field is shown from the record it puts behind. A
 * function of the verdicts that stand, in the order they were given: without one it is as before.
 */
export function takenFields(
  standing: string,
  verdicts: readonly ChosenBy[],
): ReadonlyMap<ChoiceField, Taken> {
  const taken = new Map<ChoiceField, Taken>()
  for (const by of verdicts.toSorted(earlierFirst)) {
    for (const field of choiceFields) {
      const side = by.choices[field]
      if (side === undefined) continue
      const [winner, loser] = side === 'left' ? [by.left, by.right] : [by.right, by.left]
      if ((taken.get(field)?.from ?? standing) !== loser) continue
      taken.set(field, { from: winner, by })
    }
  }
  for (const [field, { from }] of taken) if (from === standing) taken.delete(field)
  return taken
}

function earlierFirst(one: ChosenBy, other: ChosenBy): number {
  return orderOf(one) < orderOf(other) ? -1 : 1
}

function orderOf({ decidedAt, pairId }: ChosenBy): string {
  return `${decidedAt} ${pairId}`
}

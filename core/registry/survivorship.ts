import type { PlainDate } from '../kernel/plain-date.ts'

/**
 * Which observation each group of fields of a family or person is taken from
 * (docs/decisions: observations and derivation). Pure; the version is kept with what it derived.
 *
 * - identity (name, NIK, birth date, sex): Dukcapil match, then a family card that was seen, then
 *   a list that Dukcapil matched, then any list, then a visit; within one rank the newest.
 * - conditions (house, water, work, assets): the newest accepted visit, then the newest list.
 * - membership (who belongs): what the office accepted, then a card, then the newest list; a visit
 *   only proposes and never decides by itself.
 */
export const survivorshipVersion = 'survivorship-1'

export const fieldGroups = ['identity', 'conditions', 'membership'] as const
export type FieldGroup = (typeof fieldGroups)[number]

export type ObservationKind =
  | 'dukcapil'
  | 'card'
  | 'list-matched'
  | 'list'
  | 'visit'
  | 'accepted-membership'

/** What is known about one observation that wants to stand for a group. */
export type Claim = {
  readonly kind: ObservationKind
  readonly id: string
  /** When it was true; undefined sorts before every day. */
  readonly observedOn: PlainDate | undefined
  /** When we were told: decides between claims of the same day. */
  readonly recordedAt: string
}

/** Kind -> rank, the best first; a kind that is not named never stands for the group. */
const ranks = {
  identity: ['dukcapil', 'card', 'list-matched', 'list', 'visit'],
  conditions: ['visit', 'list-matched list'],
  membership: ['accepted-membership', 'card', 'list-matched list'],
} as const satisfies Record<FieldGroup, readonly string[]>

/** The claim that stands for a group, or undefined when none may. Order of claims is no matter. */
export function survivingClaim<C extends Claim>(
  group: FieldGroup,
  claims: readonly C[],
): C | undefined {
  let best: C | undefined
  for (const claim of claims) {
    if (rankOf(group, claim.kind) === undefined) continue
    if (best === undefined || stands(group, claim, best)) best = claim
  }
  return best
}

function stands(group: FieldGroup, claim: Claim, best: Claim): boolean {
  const by = (rankOf(group, best.kind) ?? 0) - (rankOf(group, claim.kind) ?? 0)
  if (by !== 0) return by > 0
  return orderOf(claim) > orderOf(best)
}

function orderOf(claim: Claim): string {
  return `${claim.observedOn ?? '0000-00-00'} ${claim.recordedAt} ${claim.id}`
}

function rankOf(group: FieldGroup, kind: ObservationKind): number | undefined {
  const rank = ranks[group].findIndex((kinds) => kinds.split(' ').includes(kind))
  return rank === -1 ? undefined : rank
}

/** Provenance as one compact value per family: group -> [kind, id, observed on]. */
export type Provenance = Readonly<Partial<Record<FieldGroup, readonly [string, string, string]>>>

export function provenanceOf(
  standing: Readonly<Partial<Record<FieldGroup, Claim>>>,
): Readonly<Record<string, readonly [string, string, string]>> {
  const entries = fieldGroups.flatMap((group) => {
    const claim = standing[group]
    if (claim === undefined) return []
    return [[group, [claim.kind, claim.id, claim.observedOn ?? '']] as const]
  })
  return Object.fromEntries(entries)
}

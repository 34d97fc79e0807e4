/** A proposal of a choice, as the person who confirms finds it. */
export type Proposal = {
  readonly id: string
  /** The same person proposed it. */
  readonly own: boolean
  /** A visit of the family waits for the office: it may say otherwise. */
  readonly visitWaits: boolean
  /** The family was joined or taken apart since, or left the lists: it needs a look by itself. */
  readonly changed: boolean
  readonly proposedAt: Date
}

/** What a person saw before confirming a whole village: how many waited, and when that was. */
export type Seen = { readonly count: number; readonly at: Date }

type Refusal = 'not-proposed' | 'more-than-seen' | 'own-proposal' | 'visit-waits'

export type ConfirmDecision =
  | {
      readonly is: 'confirm'
      readonly ids: readonly string[]
      readonly own: number
      readonly skipped: number
      readonly visitWaits: number
    }
  | { readonly is: 'refused'; readonly because: Refusal; readonly count: number }

/**
 * Which proposals a person may confirm; the rest is left out and counted. Refused when nothing is
 * there that was named, when a village holds more than was seen (`count` says how many more), and
 * when all of it is one's own or waits for the office to look at a newer visit.
 */
export function decideConfirm(
  proposals: readonly Proposal[],
  seen: Seen | 'each',
): ConfirmDecision {
  const refuse = (because: Refusal, count: number) => ({ is: 'refused', because, count }) as const
  const total = proposals.length
  // Of a village nothing may be left to do; who names decisions expects them to be there.
  if (total === 0 && seen === 'each') return refuse('not-proposed', 0)
  const fresh = seen === 'each' ? 0 : freshSince(proposals, seen)
  if (fresh > 0) return refuse('more-than-seen', fresh)
  const others = proposals.filter((each) => !each.own)
  if (total > 0 && others.length === 0) return refuse('own-proposal', total)
  const waits = others.filter((each) => each.visitWaits).length
  if (waits > 0 && waits === others.length) return refuse('visit-waits', waits)
  const ids = others.filter((each) => !each.visitWaits && !each.changed).map((each) => each.id)
  const skipped = others.length - waits - ids.length
  return { is: 'confirm', ids, own: total - others.length, skipped, visitWaits: waits }
}

/**
 * Proposals that were not there when the person looked. By their time, and by the count too: a
 * proposal is dated when its making began, and is seen only when that has ended.
 */
function freshSince(proposals: readonly Proposal[], seen: Seen): number {
  const later = proposals.filter((each) => each.proposedAt > seen.at).length
  return Math.max(later, proposals.length - seen.count)
}

import type { AidAtStake } from './review.ts'

/** What is said of two records of maybe one person: where they live, or that they are two. */
export const personVerdicts = ['belongs-left', 'belongs-right', 'two-persons'] as const
export type PersonVerdict = (typeof personVerdicts)[number]

/** The engine says `open` or, when it finds the pair no more, `withdrawn`; persons say the rest. */
export const personPairStates = ['open', ...personVerdicts, 'withdrawn'] as const
export type PersonPairState = (typeof personPairStates)[number]

export type SideName = 'left' | 'right'

/** What decides about a side whether its membership can be closed. */
type PersonStanding = {
  readonly isHead: boolean
  /** Another verdict has closed this membership already. */
  readonly livesElsewhere: boolean
  /** By another verdict somebody lives in this record: it has to stay a member. */
  readonly isLivedIn: boolean
  /** The family stands as this one. */
  readonly standsAs: string
  /** The family has left the lists. */
  readonly hasLeft: boolean
}

type PersonDecision =
  | { readonly is: 'refused'; readonly because: 'not-now' | 'person-elsewhere' | 'head-of-family' }
  | { readonly is: 'propose' }
  | { readonly is: 'carry-out'; readonly closes: SideName | null }

/**
 * Belonging to one family closes the membership in the other. A head is not taken out of their own
 * family; where aid hangs on either family it takes two persons; that they are two takes one. Of
 * families that stand as one, or have left the lists, nothing is said. Who lives in a record that
 * is to be closed would live nowhere: that verdict is taken back first.
 */
export function decidePersonVerdict(
  verdict: PersonVerdict,
  given: {
    readonly left: PersonStanding
    readonly right: PersonStanding
    readonly aid: readonly AidAtStake[]
  },
): PersonDecision {
  const { left, right } = given
  if (left.standsAs === right.standsAs || left.hasLeft || right.hasLeft) {
    return { is: 'refused', because: 'not-now' }
  }
  const closes = closedBy(verdict)
  if (closes === null) return { is: 'carry-out', closes }
  if (left.livesElsewhere || right.livesElsewhere || given[closes].isLivedIn) {
    return { is: 'refused', because: 'person-elsewhere' }
  }
  if (given[closes].isHead) return { is: 'refused', because: 'head-of-family' }
  return given.aid.length > 0 ? { is: 'propose' } : { is: 'carry-out', closes }
}

/** The side whose membership a verdict closes. */
export function closedBy(verdict: PersonVerdict): SideName | null {
  if (verdict === 'two-persons') return null
  return verdict === 'belongs-left' ? 'right' : 'left'
}

/** Taking a verdict back moves somebody only where it had closed a membership. */
export function undoNeedsTwo(verdict: PersonVerdict, aid: readonly AidAtStake[]): boolean {
  return closedBy(verdict) !== null && aid.length > 0
}

export function isPersonVerdict(state: PersonPairState): state is PersonVerdict {
  return (personVerdicts as readonly string[]).includes(state)
}

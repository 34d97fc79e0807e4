/** How a visit ended. `empty-house` decides nothing: somebody goes again. */
export const visitResults = [
  'complete',
  'moved',
  'dead',
  'not-found',
  'refused',
  'double',
  'empty-house',
] as const
export type VisitResult = (typeof visitResults)[number]

/** Why, for results that have more than one cause. The code is optional, the words free. */
export const visitReasons = {
  complete: [],
  moved: ['same-village', 'same-regency', 'other-regency', 'abroad'],
  dead: ['no-member-left', 'members-joined-others'],
  'not-found': ['address-unknown', 'name-unknown', 'building-gone'],
  refused: ['no-time', 'no-consent', 'says-not-poor'],
  double: ['same-family', 'one-card-two-rows'],
  'empty-house': ['at-work', 'locked', 'away-some-days'],
} as const satisfies Record<VisitResult, readonly string[]>

/** What was found of a listed member (Regsosek 2022.K, 404). */
export const presences = ['here', 'dead', 'moved', 'abroad', 'not-found'] as const
export type Presence = (typeof presences)[number]

/** Half the way round the Earth: nobody is farther from where a phone says it is, in metres. */
export const farthestM = 20_040_000

export const visitStates = ['sent', 'accepted', 'returned', 'replaced'] as const
export type VisitState = (typeof visitStates)[number]

/**
 * What may be done to a visit in each state. A newer accepted visit replaces an accepted one; a
 * returned visit is answered by a new visit, never by a change of the old.
 */
export const visitMoves = {
  sent: ['accept', 'return', 'replace'],
  accepted: ['replace'],
  returned: [],
  replaced: [],
} as const satisfies Record<VisitState, readonly VisitMove[]>

export type VisitMove = 'accept' | 'return' | 'replace'

export function mayMoveVisit(state: VisitState, move: VisitMove): boolean {
  return (visitMoves[state] as readonly VisitMove[]).includes(move)
}

/** One listed member as the verifier found them. */
export type MemberPresence = { readonly personId: string; readonly presence: Presence }

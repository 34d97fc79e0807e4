/** One round: made from a frozen decree, proposed, instructed by a second person, closed. */
export const roundStates = ['draft', 'proposed', 'instructed', 'closed', 'cancelled'] as const

export type RoundState = (typeof roundStates)[number]

export type RoundAction =
  | 'resolve'
  | 'propose'
  | 'instruct'
  | 'export'
  | 'reconcile'
  | 'close'
  | 'cancel'

/** The one table of moves. What is instructed is never cancelled: money is under way. */
export const roundMoves = {
  draft: ['resolve', 'propose', 'cancel'],
  proposed: ['instruct', 'cancel'],
  instructed: ['export', 'reconcile', 'close'],
  closed: [],
  cancelled: [],
} as const satisfies Record<RoundState, readonly RoundAction[]>

export function mayMove(state: RoundState, action: RoundAction): boolean {
  return (roundMoves[state] as readonly RoundAction[]).includes(action)
}

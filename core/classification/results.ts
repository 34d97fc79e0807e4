/** What was found for a family. Each has its words in web/text under `result.<code>`. */
export const results = [
  'extremely-poor',
  'better-off',
  'criteria-not-met',
  'disqualified',
  'double',
  'moved',
  'not-found',
  'dead',
  'refused',
] as const
export type Result = (typeof results)[number]

export const decisionStates = ['proposed', 'confirmed', 'reopened', 'replaced'] as const
export type DecisionState = (typeof decisionStates)[number]

export type DecisionMove = 'confirm' | 'reopen' | 'replace'

/** What may be done to a decision in each state. A newer visit replaces one not yet confirmed. */
export const decisionMoves = {
  proposed: ['confirm', 'reopen', 'replace'],
  confirmed: ['reopen'],
  reopened: [],
  replaced: [],
} as const satisfies Record<DecisionState, readonly DecisionMove[]>

export function mayMoveDecision(state: DecisionState, move: DecisionMove): boolean {
  return (decisionMoves[state] as readonly DecisionMove[]).includes(move)
}

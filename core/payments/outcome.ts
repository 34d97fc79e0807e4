/** What became of one line of a round, in the words of the channel's reply. */
export const outcomes = [
  'open',
  'paid',
  'delivered',
  'refused',
  'not-found',
  'moved',
  'dead',
  'returned',
  'unknown',
] as const

export type Outcome = (typeof outcomes)[number]

/** Where the money of a line stands: instructed = paid + returned + open. */
export const moneyStands = ['paid', 'returned', 'open'] as const

export type MoneyStand = (typeof moneyStands)[number]

/**
 * Outcome -> where its money stands. What did not reach the family goes back to the payer
 * (refused, not found, moved, dead); of an unknown outcome nobody can say so yet: it stays open.
 */
export const moneyOf = {
  open: 'open',
  unknown: 'open',
  paid: 'paid',
  delivered: 'paid',
  refused: 'returned',
  'not-found': 'returned',
  moved: 'returned',
  dead: 'returned',
  returned: 'returned',
} as const satisfies Record<Outcome, MoneyStand>

/** `apply`: a reply may do it. `look`: it does, and a person should look. `wait`: a person must. */
export type MoveRule = 'apply' | 'look' | 'wait'

/**
 * Whether a reply may move a line from one stand of money to another. Paid money may come back
 * (and is shown); money that came back or was paid is never paid or open again silently.
 */
export const moveRules = {
  open: { open: 'apply', paid: 'apply', returned: 'apply' },
  paid: { open: 'wait', paid: 'look', returned: 'look' },
  returned: { open: 'wait', paid: 'wait', returned: 'look' },
} as const satisfies Record<MoneyStand, Record<MoneyStand, MoveRule>>

export type Move = 'same' | MoveRule

/** What a reply that says `to` may do to a line that stands at `from`. */
export function moveOf(from: Outcome, to: Outcome): Move {
  return from === to ? 'same' : moveRules[moneyOf[from]][moneyOf[to]]
}

import { type Rupiah, rupiah, timesRupiah } from '../kernel/rupiah.ts'
import type { Term } from '../programmes/term.ts'
import { type Difference, differencesOf, type LineToday } from './difference.ts'
import { lineReference } from './reference.ts'

/** One round: made from a frozen decree, proposed, instructed by a second person, closed. */
export const roundStates = ['draft', 'proposed', 'instructed', 'closed', 'cancelled'] as const

export type RoundState = (typeof roundStates)[number]

export type RoundAction =
  | 'resolve'
  | 'propose'
  | 'instruct'
  | 'send-back'
  | 'export'
  | 'reconcile'
  | 'close'
  | 'cancel'

/** The one table of moves. What is instructed is never cancelled: money is under way. */
export const roundMoves = {
  draft: ['resolve', 'propose', 'cancel'],
  proposed: ['instruct', 'send-back', 'cancel'],
  instructed: ['export', 'reconcile', 'close'],
  closed: [],
  cancelled: [],
} as const satisfies Record<RoundState, readonly RoundAction[]>

export function mayMove(state: RoundState, action: RoundAction): boolean {
  return (roundMoves[state] as readonly RoundAction[]).includes(action)
}

/** A round of the same programme that was made before and not cancelled. */
export type EarlierRound = {
  readonly roundNo: number
  readonly decreeId: string
  readonly state: Exclude<RoundState, 'cancelled'>
}

/** `lineNo` is the number in the round, `decreeLineNo` the number in the annex. */
export type DecreeLine = LineToday & { readonly decreeLineNo: number; readonly payeeName: string }

export type DraftLine = {
  readonly lineNo: number
  readonly decreeLineNo: number
  readonly reference: string
  readonly householdId: string
  readonly villageCode: string
  readonly payeePersonId: string | null
  readonly payeeName: string
  readonly amount: Rupiah
  readonly differences: readonly Difference[]
}

export type RoundRefusal =
  | 'decree-not-frozen'
  | 'no-term'
  | 'round-too-high'
  | 'round-exists'
  | 'previous-missing'
  | 'no-lines'

export type RoundDecision =
  | { readonly is: 'refused'; readonly because: RoundRefusal }
  | {
      readonly is: 'round'
      readonly lines: readonly DraftLine[]
      readonly rupiah: Rupiah
      readonly unresolved: number
    }

export type RoundInput = {
  readonly decree: { readonly id: string; readonly state: 'draft' | 'frozen' }
  readonly term: Term | undefined
  readonly programmeCode: string
  readonly roundNo: number
  readonly earlier: readonly EarlierRound[]
  readonly lines: readonly DecreeLine[]
}

/** Whether a round may be made at all; rounds of one decree follow each other. */
export function refuseRound(
  input: Omit<RoundInput, 'lines' | 'programmeCode'>,
): RoundRefusal | undefined {
  const own = input.earlier.filter((round) => round.decreeId === input.decree.id)
  const previous = own.find((round) => round.roundNo === input.roundNo - 1)
  if (input.decree.state !== 'frozen') return 'decree-not-frozen'
  if (input.term === undefined) return 'no-term'
  if (input.roundNo > input.term.rounds) return 'round-too-high'
  if (own.some((round) => round.roundNo === input.roundNo)) return 'round-exists'
  const underWay = previous?.state === 'instructed' || previous?.state === 'closed'
  if (input.roundNo > 1 && !underWay) return 'previous-missing'
  return undefined
}

/**
 * The lines of a round from a frozen decree, each with what differs today, or why there is none.
 */
export function decideRound(input: RoundInput): RoundDecision {
  const because = refuseRound(input)
  if (because !== undefined) return { is: 'refused', because }
  if (input.term === undefined || input.lines.length === 0) {
    return { is: 'refused', because: 'no-lines' }
  }
  const { amount } = input.term
  const lines = input.lines.map((line) => draftLine(line, amount, input))
  return {
    is: 'round',
    lines,
    rupiah: timesRupiah(amount, lines.length),
    unresolved: lines.filter((line) => line.differences.length > 0).length,
  }
}

function draftLine(line: DecreeLine, amount: Rupiah, round: RoundInput): DraftLine {
  const { lineNo, decreeLineNo } = line
  const { programmeCode, roundNo } = round
  return {
    lineNo,
    decreeLineNo,
    reference: lineReference({ programmeCode, roundNo, lineNo }),
    householdId: line.householdId,
    villageCode: line.villageCode,
    payeePersonId: line.payeePersonId,
    payeeName: line.payeeName,
    amount,
    differences: differencesOf(line),
  }
}

export type InstructDecision =
  | { readonly is: 'instruct' }
  | { readonly is: 'refused'; readonly because: 'wrong-state' | 'four-eyes' | 'sum-differs' }

/** A second person sends the money on its way, having typed the exact sum. */
export function decideInstruct(input: {
  readonly state: RoundState
  readonly proposedBy: string | null
  readonly actorId: string
  readonly due: Rupiah
  readonly typed: number
}): InstructDecision {
  if (!mayMove(input.state, 'instruct')) return { is: 'refused', because: 'wrong-state' }
  if (input.proposedBy === null || input.proposedBy === input.actorId) {
    return { is: 'refused', because: 'four-eyes' }
  }
  if (rupiah(input.typed) !== input.due) return { is: 'refused', because: 'sum-differs' }
  return { is: 'instruct' }
}

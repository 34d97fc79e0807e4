import { matchingProblem } from '../../core/matching/problems.ts'
import type { Writer } from '../database.ts'
import { carryUndo, type Standing } from './carry-out.ts'
import { aidThatNeedsTwo, getPairFor } from './decide-pair.ts'
import { proposeStep, withdrawOwnProposal } from './settle-proposal.ts'
import { findPair, lockMatching } from './store.ts'

/**
 * Takes back what a person said: a verdict (un-merge), an `unsure`, a question to a village, an own
 * proposal. Where it would take families apart, or together, that aid hangs on, it is proposed.
 */
export async function undoPair(
  db: Writer,
  id: string,
  reason: string | undefined,
): Promise<Standing> {
  await lockMatching(db)
  const found = await findPair(db, id)
  if (found !== undefined && found.proposalId !== null) {
    const back = await withdrawOwnProposal(db, id)
    if (back === undefined) throw matchingProblem('matching.waits-for-second')
    return back
  }
  const pair = await getPairFor(db, id, 'undo')
  const because = await aidThatNeedsTwo(db, pair, 'undo')
  if (because.length > 0) {
    if (reason === undefined) throw matchingProblem('matching.reason-needed')
    const step = { verdict: 'undo' as const, reason, choices: null, because }
    return proposeStep(db, pair, step)
  }
  const name = pair.state === 'asked' ? 'match-pair.question-withdrawn' : 'match-pair.undone'
  return carryUndo(db, pair, { name, proposedBy: null, reason: reason ?? null })
}

import { matchingProblem } from '../../core/matching/problems.ts'
import { isAsSeen, isOwn } from '../../core/matching/review.ts'
import type { Writer } from '../database.ts'
import { carryUndo, type Standing } from './carry-out.ts'
import { aidThatNeedsTwo, getPairFor } from './decide-pair.ts'
import { proposeStep, withdrawOwnProposal } from './settle-proposal.ts'
import { findPair, lockMatching } from './store.ts'

/** What somebody asks to take back: why, and when what they saw standing was said. */
export type TakingBack = {
  readonly id: string
  readonly reason?: string | undefined
  readonly seen?: string | undefined
}

/**
 * Takes back what a person said: a verdict (un-merge), an `unsure`, a question to a village, an own
 * proposal. Where it would take families apart, or together, that aid hangs on, it is proposed.
 */
export async function undoPair(db: Writer, asked: TakingBack): Promise<Standing> {
  const { id, reason, seen } = asked
  await lockMatching(db)
  const found = await findPair(db, id)
  if (found !== undefined && !isAsSeen(found, seen)) {
    throw matchingProblem('matching.changed-meanwhile')
  }
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
  if (reason === undefined && !isOwn(pair, db.actorId)) {
    throw matchingProblem('matching.reason-needed')
  }
  const name = pair.state === 'asked' ? 'match-pair.question-withdrawn' : 'match-pair.undone'
  return carryUndo(db, pair, { name, proposedBy: null, reason: reason ?? null })
}

import type { Choices } from '../../core/matching/choices.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import type { AidAtStake, PairState } from '../../core/matching/review.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import { carryOut, carryUndo, type FoundPair, type Standing, standingOf } from './carry-out.ts'
import { formAgainAround } from './form-clusters.ts'
import {
  addProposal,
  findOpenProposal,
  type OpenProposal,
  settleProposal,
} from './proposal-store.ts'
import { withdrawQuestions } from './question-store.ts'
import { findPair, lockMatching, markWaiting } from './store.ts'

/** Puts a step on record for a second person. What stands keeps standing until then. */
export async function proposeStep(
  db: Writer,
  pair: FoundPair,
  step: {
    readonly verdict: 'same' | 'different' | 'undo'
    readonly reason: string
    readonly choices: Choices | null
    readonly because: readonly AidAtStake[]
  },
): Promise<Standing> {
  const id = newId<'match-proposal'>()
  await withdrawQuestions(db, pair.id)
  await addProposal(db, { id, pairId: pair.id, stateBefore: pair.state, ...step })
  await markWaiting(db, { id: pair.id, state: whileProposed(pair.state), proposalId: id })
  const { verdict, reason, because } = step
  await record(db, {
    name: 'match-pair.proposed',
    subject: pair.id,
    detail: { verdict, reason, because, before: pair.state, left: pair.left, right: pair.right },
  })
  return standingOf(db, pair)
}

/** What is joined or decided stands on; the rest leaves the queue. */
function whileProposed(state: PairState): PairState {
  return state === 'joined' || state === 'same' || state === 'different' ? state : 'proposed'
}

/** A second person carries out what was proposed. */
export async function confirmProposal(db: Writer, id: string): Promise<Standing> {
  const { pair, proposal } = await getProposal(db, id)
  if (proposal.proposedBy === db.actorId) throw matchingProblem('matching.own-proposal')
  await settleProposal(db, { id: proposal.id, state: 'confirmed', reason: null })
  const { verdict, reason, choices, proposedBy } = proposal
  if (verdict !== 'undo') return carryOut(db, pair, { verdict, reason, choices, proposedBy })
  return carryUndo(db, pair, { name: 'match-pair.undone', proposedBy, reason })
}

/** A second person says no: the pair is where it was. */
export async function rejectProposal(db: Writer, id: string, reason: string): Promise<Standing> {
  const { pair, proposal } = await getProposal(db, id)
  if (proposal.proposedBy === db.actorId) throw matchingProblem('matching.own-proposal')
  await settleProposal(db, { id: proposal.id, state: 'rejected', reason })
  return putBack(db, { pair, proposal, name: 'match-pair.rejected', reason })
}

/** Who proposed it thinks better of it; undefined when somebody else did. */
export async function withdrawOwnProposal(db: Writer, id: string): Promise<Standing | undefined> {
  const { pair, proposal } = await getProposal(db, id)
  if (proposal.proposedBy !== db.actorId) return undefined
  await settleProposal(db, { id: proposal.id, state: 'withdrawn', reason: null })
  return putBack(db, { pair, proposal, name: 'match-pair.proposal-withdrawn', reason: null })
}

async function getProposal(db: Writer, id: string) {
  await lockMatching(db)
  const pair = await findPair(db, id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  const proposal = await findOpenProposal(db, id)
  if (proposal === undefined) throw matchingProblem('matching.no-proposal')
  return { pair, proposal }
}

async function putBack(
  db: Writer,
  back: {
    readonly pair: FoundPair
    readonly proposal: OpenProposal
    readonly name: string
    readonly reason: string | null
  },
): Promise<Standing> {
  const { pair, proposal, name, reason } = back
  const state = pair.state === 'proposed' ? stateAgain(proposal.stateBefore, pair) : pair.state
  await markWaiting(db, { id: pair.id, state, proposalId: null })
  await formAgainAround(db, [pair.left, pair.right], 'verdict')
  await record(db, {
    name,
    subject: pair.id,
    detail: {
      verdict: proposal.verdict,
      proposedBy: proposal.proposedBy,
      left: pair.left,
      right: pair.right,
      ...(reason === null ? {} : { reason }),
    },
  })
  return standingOf(db, pair)
}

/** Questions were withdrawn by the proposal, and the engine may have found otherwise since. */
function stateAgain(before: PairState, pair: FoundPair): PairState {
  return before === 'unsure' || before === 'answered' ? before : pair.engineState
}

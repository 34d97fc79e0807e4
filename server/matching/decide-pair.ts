import { type Choices, completeChoices } from '../../core/matching/choices.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import { mayStep, needsSecondPerson, type Step } from '../../core/matching/review.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import type { TenantKeys } from '../keyring.ts'
import { listAid } from './aid-store.ts'
import { carryOut, type FoundPair, type Standing, standingOf } from './carry-out.ts'
import { loadChoosable } from './choosable-sides.ts'
import { listMoved } from './form-clusters.ts'
import { proposeStep } from './settle-proposal.ts'
import { findPair, lockMatching, markUnsure } from './store.ts'

/**
 * A person says same, different or unsure. The first two stand until a person takes them back;
 * where aid hangs on the families they are proposed to a second person.
 */
export async function decidePair(
  db: Writer,
  keys: TenantKeys,
  said: {
    readonly id: string
    readonly verdict: 'same' | 'different' | 'unsure'
    readonly reason: string
    readonly choices?: Choices | undefined
  },
): Promise<Standing> {
  const { verdict, reason } = said
  const pair = await getPairFor(db, said.id, verdict)
  if (verdict === 'unsure') return leaveOpen(db, pair, reason)
  const choices = verdict === 'same' ? await choicesOf(db, keys, pair, said.choices ?? {}) : null
  const aid = await aidThatNeedsTwo(db, pair, verdict)
  if (aid.length > 0) return proposeStep(db, pair, { verdict, reason, choices, because: aid })
  return carryOut(db, pair, { verdict, reason, choices, proposedBy: null })
}

/** The pair under the lock of its regency, when this step may be taken with it. */
export async function getPairFor(db: Writer, id: string, step: Step): Promise<FoundPair> {
  await lockMatching(db)
  const pair = await findPair(db, id)
  if (pair === undefined) throw matchingProblem('matching.pair-not-found')
  if (pair.proposalId !== null) throw matchingProblem('matching.waits-for-second')
  if (mayStep(pair.state, step)) return pair
  const { state } = pair
  if (step === 'undo') throw matchingProblem('matching.not-decided')
  if (state === 'same' || state === 'different') {
    throw matchingProblem('matching.already-decided', { state })
  }
  throw matchingProblem('matching.not-now', { state })
}

async function leaveOpen(db: Writer, pair: FoundPair, reason: string): Promise<Standing> {
  await markUnsure(db, { id: pair.id, reason })
  await record(db, {
    name: 'match-pair.unsure',
    subject: pair.id,
    detail: { reason, before: pair.state, left: pair.left, right: pair.right },
  })
  return standingOf(db, pair)
}

async function choicesOf(
  db: Reader,
  keys: TenantKeys,
  pair: FoundPair,
  chosen: Choices,
): Promise<Choices> {
  const { left, right } = await loadChoosable(db, keys, pair)
  return completeChoices(left.choosable, right.choosable, chosen)
}

/** The aid for which this step takes two persons; empty when one is enough. */
export async function aidThatNeedsTwo(
  db: Reader,
  pair: FoundPair,
  step: 'same' | 'different' | 'undo',
) {
  const moved = await listMoved(db, pair, step === 'undo' ? pair.engineState : step)
  const aid = await listAid(db, [pair.left, pair.right, ...moved])
  return needsSecondPerson({ is: step, moves: moved.length > 0, aid }) ? aid : []
}

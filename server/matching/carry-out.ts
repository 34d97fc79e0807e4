import type { Choices } from '../../core/matching/choices.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import type { PairState } from '../../core/matching/review.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import { listAliases } from './alias-store.ts'
import { formAgain } from './form-clusters.ts'
import { withdrawQuestions } from './question-store.ts'
import { findPair, markDecided, markUndecided } from './store.ts'
import { weighAround } from './weigh-pairs.ts'

export type Standing = {
  readonly state: PairState
  readonly aliasOf: string | null
  readonly proposed: boolean
  readonly saidAt: string | null
}

export type FoundPair = NonNullable<Awaited<ReturnType<typeof findPair>>>

/** Writes a verdict, by one person or by the second of two, and what follows from it. */
export async function carryOut(
  db: Writer,
  pair: FoundPair,
  verdict: {
    readonly verdict: 'same' | 'different'
    readonly reason: string
    readonly choices: Choices | null
    readonly proposedBy: string | null
  },
): Promise<Standing> {
  const { reason, choices, proposedBy } = verdict
  const state = verdict.verdict
  const withdrawn = await withdrawQuestions(db, pair.id)
  const marked = await markDecided(db, { id: pair.id, state, reason, choices, proposedBy })
  if (marked === 0) throw matchingProblem('matching.already-decided', { state: pair.state })
  const changed = await formAgain(db, { ...pair, state })
  await weighAround(db, [pair.left, pair.right])
  await record(db, {
    name: proposedBy === null ? 'match-pair.decided' : 'match-pair.confirmed',
    subject: pair.id,
    detail: {
      verdict: state,
      reason,
      before: pair.state,
      left: pair.left,
      right: pair.right,
      ...(choices === null ? {} : { choices }),
      ...(proposedBy === null ? {} : { proposedBy }),
      ...(withdrawn === 0 ? {} : { questionsWithdrawn: withdrawn }),
      ...changed,
    },
  })
  return standingOf(db, pair)
}

/** Takes a verdict back (un-merge), by one person or by the second of two. */
export async function carryUndo(
  db: Writer,
  pair: FoundPair,
  by: { readonly name: string; readonly proposedBy: string | null; readonly reason: string | null },
): Promise<Standing> {
  const withdrawn = await withdrawQuestions(db, pair.id)
  await markUndecided(db, pair.id)
  const changed = await formAgain(db, { ...pair, state: pair.engineState })
  await weighAround(db, [pair.left, pair.right])
  await record(db, {
    name: by.name,
    subject: pair.id,
    detail: {
      verdict: pair.state,
      left: pair.left,
      right: pair.right,
      ...(by.proposedBy === null ? {} : { proposedBy: by.proposedBy }),
      ...(by.reason === null ? {} : { reason: by.reason }),
      ...(withdrawn === 0 ? {} : { questionsWithdrawn: withdrawn }),
      ...changed,
    },
  })
  return standingOf(db, pair)
}

export async function standingOf(db: Reader, pair: FoundPair): Promise<Standing> {
  const now = await findPair(db, pair.id)
  const [alias] = await listAliases(db, [pair.right])
  return {
    state: now?.state ?? pair.state,
    aliasOf: alias?.household ?? null,
    proposed: now !== undefined && now.proposalId !== null,
    saidAt: now?.saidAt?.toISOString() ?? null,
  }
}

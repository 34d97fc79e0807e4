import { matchingProblem } from '../../core/matching/problems.ts'
import { withoutNumbers } from '../../core/matching/review.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { findQuestion, saveAnswer, takeAnswer, type VillageAnswer } from './question-store.ts'

/** A village says what it knows. It decides nothing: the office reads it beside the pair. */
export async function answerQuestion(
  db: Writer,
  given: { readonly id: string; readonly answer: VillageAnswer; readonly note: string },
): Promise<{ readonly state: 'answered' }> {
  const question = await findQuestion(db, given.id)
  if (question === undefined) throw matchingProblem('matching.question-not-found')
  const note = withoutNumbers(given.note)
  const saved = await saveAnswer(db, { id: given.id, answer: given.answer, note })
  if (saved === 0) throw matchingProblem('matching.question-closed')
  await takeAnswer(db, given.id)
  await record(db, {
    name: 'match-pair.answered',
    subject: question.pairId,
    village: question.villageCode,
    detail: { question: given.id, answer: given.answer, note },
  })
  return { state: 'answered' }
}

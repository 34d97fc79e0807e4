import { checkAnswers } from '../../core/visits/check-answers.ts'
import {
  type Answer,
  type Answers,
  instrument,
  isAsked,
  type Question,
  questions,
} from '../../core/visits/questionnaire.ts'
import { type Presence, type VisitResult, visitReasons } from '../../core/visits/visit.ts'

/** A visit as it is being filled in on this device. */
export type Draft = {
  readonly visitId: string
  readonly householdId: string
  readonly visitedOn: string
  readonly step: string
  readonly result?: VisitResult
  readonly reason?: string
  readonly sameAsHouseholdId?: string
  readonly answers: Answers
  readonly members: Readonly<Record<string, Presence>>
  readonly note: string
  readonly location?: {
    readonly latitude: number
    readonly longitude: number
    readonly accuracyM: number
  }
}

const all: readonly Question[] = questions

/** What one owns is asked on one page; everything else is one question a screen. */
export const assetQuestions = all.filter((each) => each.section === 'assets')

export function newDraft(given: {
  readonly visitId: string
  readonly householdId: string
  readonly visitedOn: string
}): Draft {
  return { ...given, step: 'result', answers: {}, members: {}, note: '' }
}

/** The screens of this visit, in order; they follow from what was answered so far. */
export function stepsOf(draft: Draft): readonly string[] {
  if (draft.result === undefined) return ['result']
  const end = ['place', 'check']
  if (draft.result !== 'complete') {
    const reason = visitReasons[draft.result].length > 0 ? ['reason'] : []
    return ['result', ...reason, ...(draft.result === 'double' ? ['same'] : []), ...end]
  }
  const asked = all.filter((each) => each.section !== 'assets' && isAsked(each, draft.answers))
  return ['result', ...asked.map((each) => each.key), 'assets', 'members', ...end]
}

/** Whether a screen has what it needs, so that one may go on. */
export function isStepDone(draft: Draft, step: string): boolean {
  if (step === 'result') return draft.result !== undefined
  if (step === 'assets') return draft.answers.car !== undefined
  const question = all.find((each) => each.key === step)
  return question === undefined || !question.required || draft.answers[step] !== undefined
}

/** Sets or clears an answer; what no longer applies is dropped with it. */
export function withAnswer(draft: Draft, key: string, answer: Answer | undefined): Draft {
  const { [key]: _, ...rest } = draft.answers
  const answers: Answers = answer === undefined ? rest : { ...rest, [key]: answer }
  const kept = Object.entries(answers).filter(([each]) => {
    const question = all.find((one) => one.key === each)
    return question === undefined || isAsked(question, answers)
  })
  return { ...draft, answers: Object.fromEntries(kept) }
}

/** What a reviewer would ask about; `wait` must be mended before the visit can be finished. */
export function findingsOf(draft: Draft) {
  return draft.result === undefined ? [] : checkAnswers(draft.answers, draft.result)
}

/** The visit as it is sent. */
export function visitOf(draft: Draft) {
  const { visitId: id, householdId, visitedOn, reason, note, location, sameAsHouseholdId } = draft
  const result = draft.result ?? 'empty-house'
  const members = Object.entries(draft.members).map(([personId, presence]) => {
    return { personId, presence }
  })
  return {
    id,
    householdId,
    instrument,
    visitedOn,
    result,
    answers: result === 'complete' ? draft.answers : {},
    ...(reason === undefined || result === 'complete' ? {} : { reason }),
    ...(sameAsHouseholdId === undefined || result !== 'double' ? {} : { sameAsHouseholdId }),
    ...(members.length === 0 || result !== 'complete' ? {} : { members }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(location === undefined ? {} : { location }),
  }
}

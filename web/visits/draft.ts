import { type AnswerFinding, checkAnswers } from '../../core/visits/check-answers.ts'
import {
  checkNewMembers,
  type KnownSaid,
  type NewMember,
  type NewMemberRelation,
} from '../../core/visits/new-member.ts'
import {
  type Answer,
  type Answers,
  instrument,
  isAsked,
  type Question,
  questions,
} from '../../core/visits/questionnaire.ts'
import { type Presence, type VisitResult, visitReasons } from '../../core/visits/visit.ts'

/** A person who is not in the list, as far as they are written down. */
export type TypedMember = {
  readonly id: string
  readonly name: string
  readonly relation: NewMemberRelation | ''
  readonly sex?: 'male' | 'female' | undefined
  readonly bornOn: string
  readonly nationalId: string
  readonly withoutNationalId: boolean
  readonly knownSaid?: KnownSaid | undefined
  readonly sameAsPersonId?: string | undefined
}

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
  /** Absent in drafts of before this was asked. */
  readonly newMembers?: readonly TypedMember[]
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
export function findingsOf(draft: Draft): readonly AnswerFinding[] {
  const { result, visitedOn } = draft
  if (result === undefined) return []
  const typed = result === 'complete' ? (draft.newMembers ?? []) : []
  const unfinished = typed.filter((each) => memberOf(each) === undefined)
  return [
    ...checkAnswers(draft.answers, result),
    ...unfinished.map(({ name }) => ({
      field: 'new-members',
      code: 'visits.new-unfinished',
      severity: 'wait' as const,
      detail: { name: name.trim() === '' ? '…' : name },
    })),
    ...checkNewMembers(membersOf(draft), { visitedOn, result }),
  ]
}

/** A person with a name and a place in the family; undefined while one of them lacks. */
export function memberOf(typed: TypedMember): NewMember | undefined {
  const { id, relation, sex, bornOn, knownSaid, sameAsPersonId } = typed
  const name = typed.name.trim()
  if (name.length < 2 || relation === '') return undefined
  const nationalId = typed.withoutNationalId ? '' : typed.nationalId.trim()
  return {
    id,
    name,
    relation,
    ...(sex === undefined ? {} : { sex }),
    ...(bornOn === '' ? {} : { bornOn }),
    ...(nationalId === '' ? {} : { nationalId }),
    ...(typed.withoutNationalId ? { withoutNationalId: true as const } : {}),
    ...(knownSaid === undefined ? {} : { knownSaid }),
    ...(sameAsPersonId === undefined ? {} : { sameAsPersonId }),
  }
}

function membersOf({ result, newMembers = [] }: Draft): NewMember[] {
  return result === 'complete' ? newMembers.flatMap((each) => memberOf(each) ?? []) : []
}

/** The visit as it is sent. */
export function visitOf(draft: Draft) {
  const { visitId: id, householdId, visitedOn, reason, note, location, sameAsHouseholdId } = draft
  const result = draft.result ?? 'empty-house'
  const members = Object.entries(draft.members).map(([personId, presence]) => {
    return { personId, presence }
  })
  const newMembers = membersOf(draft)
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
    ...(newMembers.length === 0 ? {} : { newMembers }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(location === undefined ? {} : { location }),
  }
}

import {
  type Answer,
  type Answers,
  codesOf,
  findQuestion,
  isApart,
  isAsked,
  type Question,
  questions,
} from './questionnaire.ts'
import type { VisitResult } from './visit.ts'

/** What is imperfect in one answer; `field` is the question's key. Never throws. */
export type AnswerFinding = {
  readonly field: string
  readonly code: string
  readonly severity: 'wait' | 'look'
  readonly detail?: Readonly<Record<string, string | number>>
}

/**
 * Checks the answers of a visit. `wait`: a complete visit cannot be kept like this. `look`: it is
 * kept, a reviewer should look.
 */
export function checkAnswers(answers: Answers, result: VisitResult): readonly AnswerFinding[] {
  const findings: AnswerFinding[] = []
  for (const [field, answer] of Object.entries(answers)) {
    const question = findQuestion(field)
    if (question === undefined) {
      findings.push({ field, code: 'visits.unknown-question', severity: 'look' })
      continue
    }
    const finding = checkAnswer(question, answer)
    if (finding !== undefined) findings.push(finding)
    if (!isAsked(question, answers)) {
      findings.push({ field, code: 'visits.not-asked', severity: 'look' })
    }
  }
  if (result === 'complete') findings.push(...checkRequired(answers))
  return [...findings, ...checkTogether(answers)]
}

function checkAnswer(question: Question, answer: Answer): AnswerFinding | undefined {
  const field = question.key
  if (isApart(answer)) {
    const allowed = answer === 'refused' || question.seen === true
    return allowed ? undefined : { field, code: 'visits.must-be-asked', severity: 'wait' }
  }
  if (question.kind === 'choice' || question.kind === 'yes-no') {
    const known = codesOf(question).includes(String(answer))
    return known ? undefined : { field, code: 'visits.unknown-answer', severity: 'wait' }
  }
  if (typeof answer !== 'number' || !Number.isFinite(answer) || answer < 0) {
    return { field, code: 'visits.not-a-number', severity: 'wait' }
  }
  if (question.decimals !== true && !Number.isInteger(answer)) {
    return { field, code: 'visits.not-whole', severity: 'wait' }
  }
  return checkBounds(question, answer)
}

function checkBounds(question: Question, answer: number): AnswerFinding | undefined {
  const { key: field, from = 0, to = Number.MAX_SAFE_INTEGER } = question
  if (answer >= from && answer <= to) return undefined
  const detail = { from, to }
  // A family of nobody cannot be judged; other unusual numbers are for a person to look at.
  const severity = field === 'member-count' && answer < 1 ? 'wait' : 'look'
  return { field, code: 'visits.unusual-number', severity, detail }
}

function checkRequired(answers: Answers): readonly AnswerFinding[] {
  return (questions as readonly Question[])
    .filter((each) => each.required && isAsked(each, answers) && answers[each.key] === undefined)
    .map((each) => ({ field: each.key, code: 'visits.not-answered', severity: 'wait' }))
}

/** Answers that do not go together. */
function checkTogether(answers: Answers): readonly AnswerFinding[] {
  const { spending, 'food-spending': food } = answers
  if (typeof spending === 'number' && typeof food === 'number' && food > spending) {
    return [{ field: 'food-spending', code: 'visits.food-over-spending', severity: 'look' }]
  }
  return []
}

/** Whether the findings let a visit be kept. */
export function holdsUp(findings: readonly AnswerFinding[]): boolean {
  return findings.every((each) => each.severity !== 'wait')
}

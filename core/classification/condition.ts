import { type Answers, findQuestion, isApart, isRuledOut } from '../visits/questionnaire.ts'

/** What a criterion asks of the answers of a visit, as data. */
export type Condition =
  | { readonly answer: string; readonly is: readonly string[] }
  | { readonly answer: string; readonly atLeast: number }
  | { readonly part: string; readonly of: string; readonly over: number }
  | { readonly any: readonly Condition[] }

export type Truth = 'met' | 'not' | 'unknown'

export type Inputs = Readonly<Record<string, string | number | null>>

/** Judges in three values: what was not answered, not seen or refused is unknown, never `not`. */
export function judge(condition: Condition, answers: Answers): Truth {
  if ('any' in condition) {
    const truths = condition.any.map((each) => judge(each, answers))
    if (truths.includes('met')) return 'met'
    return truths.includes('unknown') ? 'unknown' : 'not'
  }
  if ('part' in condition) return judgeShare(condition, answers)
  const answer = answers[condition.answer]
  if (answer === undefined) {
    const question = findQuestion(condition.answer)
    return question !== undefined && isRuledOut(question, answers) ? 'not' : 'unknown'
  }
  if (isApart(answer)) return 'unknown'
  if ('is' in condition) return condition.is.includes(String(answer)) ? 'met' : 'not'
  if (typeof answer !== 'number') return 'unknown'
  return answer >= condition.atLeast ? 'met' : 'not'
}

function judgeShare(
  condition: { readonly part: string; readonly of: string; readonly over: number },
  answers: Answers,
): Truth {
  const part = answers[condition.part]
  const whole = answers[condition.of]
  if (typeof part !== 'number' || typeof whole !== 'number') return 'unknown'
  return part > whole * condition.over ? 'met' : 'not'
}

/** The answers a condition looked at; null where there was none. */
export function inputsOf(condition: Condition, answers: Answers): Inputs {
  const inputs: Record<string, string | number | null> = {}
  for (const key of keysOf(condition)) inputs[key] = answers[key] ?? null
  return inputs
}

export function keysOf(condition: Condition): readonly string[] {
  if ('any' in condition) return condition.any.flatMap(keysOf)
  if ('part' in condition) return [condition.part, condition.of]
  return [condition.answer]
}

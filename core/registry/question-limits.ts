/** How often one account may ask who a person is, or which family has a number. */
export type QuestionLimits = {
  readonly perMinute: number
  readonly perDay: number
  /** Different NIKs and cards in a day, and as many birth dates: nobody knows more people's. */
  readonly differentPerDay: number
}

/**
 * A form asks up to twenty times about a person who is typed slowly; a desk sees a hundred people
 * a day. Who guesses the day of a birth whose year is shown asks 365 times.
 */
export const usualQuestions: QuestionLimits = { perMinute: 60, perDay: 1000, differentPerDay: 150 }

/** Whoever measures how fast the answers come asks without an end. */
export const boundlessQuestions: QuestionLimits = {
  perMinute: Number.POSITIVE_INFINITY,
  perDay: Number.POSITIVE_INFINITY,
  differentPerDay: Number.POSITIVE_INFINITY,
}

/** What an account has asked in the minute and the day that run. */
export type Asked = {
  readonly inMinute: number
  readonly inDay: number
  readonly numbers: number
  readonly dates: number
}

/** Which limit one question more would break; the day's before the minute's, as it lasts longer. */
export function brokenLimit(asked: Asked, limits: QuestionLimits): 'day' | 'minute' | undefined {
  const { inMinute, inDay, numbers, dates } = asked
  if (inDay > limits.perDay || Math.max(numbers, dates) > limits.differentPerDay) return 'day'
  return inMinute > limits.perMinute ? 'minute' : undefined
}

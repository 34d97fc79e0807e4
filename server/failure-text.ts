/** What a log may say of a bug: its place and kind, nothing a person typed. */
export type FailureText = {
  readonly error: string
  readonly sqlState?: string
  readonly constraint?: string
  readonly stack: readonly string[]
}

/** The place of the bug, not its data: messages of the database carry values, so they stay out. */
export function failureText(error: Error): FailureText {
  const sqlState = sqlStateOf(error)
  const constraint = 'constraint' in error ? error.constraint : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const message = sqlState === undefined ? `: ${withoutNumbers(error.message)}` : ''
  return {
    error: `${error.name}${message}`,
    ...(sqlState === undefined ? {} : { sqlState }),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: frames.slice(0, 12).map((line) => line.trim()),
  }
}

/** The same on one line: for the log of jobs. */
export function failureSentence(error: unknown): string {
  if (!(error instanceof Error)) return withoutNumbers(String(error))
  const { error: what, sqlState, constraint, stack } = failureText(error)
  const [where] = stack
  return [what, sqlState, constraint, where].filter((part) => part !== undefined).join(' ')
}

/** PostgreSQL's code of five characters, or undefined when it is no error of the database. */
export function sqlStateOf(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** A transaction that the database ended for another's sake: run again, it may well go through. */
export function isLostRace(error: unknown): boolean {
  const state = error instanceof Error ? sqlStateOf(error) : undefined
  return state === '40P01' || state === '40001'
}

/** Long numbers in a message may be somebody's. */
function withoutNumbers(message: string): string {
  return message.slice(0, 300).replace(/\d{6,}/g, '#')
}

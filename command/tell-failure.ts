import { readdirSync } from 'node:fs'
import { Problem, type ProblemDetails } from '../core/kernel/problem.ts'
import type { Language } from '../core/matching/explain-words.ts'
import { WrongUse } from './command.ts'
import { fill, sayIn } from './words.ts'

type Failure = {
  readonly code: string
  readonly details: ProblemDetails
  /** What a person at a terminal should read: no stack trace for what they can mend. */
  readonly sentence: string
}

/**
 * Tells why a command did not come to its end, with `json` also as one object for programs, the
 * last line of what is printed. Gives the exit code.
 */
export async function tellFailure(
  error: unknown,
  given: { readonly language: Language; readonly json: boolean },
): Promise<1 | 2> {
  const { code, details, sentence } = await failureOf(error, given.language)
  process.stderr.write(`${sentence}\n`)
  if (given.json) process.stdout.write(`${JSON.stringify({ problem: { code, details } })}\n`)
  return error instanceof WrongUse ? 2 : 1
}

async function failureOf(error: unknown, language: Language): Promise<Failure> {
  if (error instanceof WrongUse) {
    const sentence = error.message
    return { code: 'command.wrong-use', details: { sentence }, sentence }
  }
  if (error instanceof Problem) {
    const { code, details } = error
    return { code, details, sentence: await sentenceOf(error, language) }
  }
  const refused = refusalOf(error)
  if (refused !== undefined) {
    const sentence = sayIn(language)('system.refused', refused)
    return { code: 'command.system-refused', details: refused, sentence }
  }
  const sentence = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'kernel.bug', details: {}, sentence }
}

/** What the file system said of a file: that it may not be read, for one. */
function refusalOf(error: unknown): { readonly path: string; readonly error: string } | undefined {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return undefined
  const { code, path } = error
  return typeof code === 'string' && typeof path === 'string' ? { path, error: code } : undefined
}

/** By the same words as on the pages. A detail that is a code may have words of its own. */
export async function sentenceOf(
  { code, details = {} }: { readonly code: string; readonly details?: ProblemDetails },
  language: Language,
): Promise<string> {
  const words = await readWords(language)
  const filled = Object.entries(details).map(([name, value]) => {
    const text = typeof value === 'object' ? value.join(', ') : String(value)
    return [name, words.get(`problem.${code}.${name}.${text}`) ?? text]
  })
  return fill(words.get(`problem.${code}`) ?? code, Object.fromEntries(filled))
}

async function readWords(language: Language): Promise<ReadonlyMap<string, string>> {
  const folder = new URL('../web/text/', import.meta.url)
  const words = new Map<string, string>()
  for (const name of readdirSync(folder).filter((each) => each.endsWith(`.${language}.ts`))) {
    const module: { text: Record<string, string> } = await import(new URL(name, folder).href)
    for (const [key, value] of Object.entries(module.text)) words.set(key, value)
  }
  return words
}

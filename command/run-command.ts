import { parseArgs } from 'node:util'
import type { Language } from '../core/matching/explain-words.ts'
import { stopAllFloors } from '../server/open-floors.ts'
import { type Ask, type Command, type Options, type Outcome, WrongUse } from './command.ts'
import { tellFailure } from './tell-failure.ts'
import { type Say, sayCode, sayIn } from './words.ts'

const languages = ['id', 'en'] as const satisfies readonly Language[]

const always = {
  language: { kind: 'text', value: 'id|en', summary: 'option.language' },
  json: { kind: 'flag', summary: 'option.json' },
  help: { kind: 'flag', summary: 'option.help' },
} as const satisfies Options

// Time to close files and roll back after Ctrl-C; then what still runs is stopped for it.
const patienceMs = 15_000

/** Reads the words after the verb, runs the command, prints, and returns the exit code. */
export async function runCommand(command: Command, given: readonly string[]): Promise<number> {
  const language = languageOf(given)
  // Also where what was given cannot be read.
  const json = given.includes('--json')
  const say = sayIn(language)
  try {
    const read = readGiven(command, given, say)
    if (read.values.help === true) return showHelp(command, say)
    const outcome = await runUntilStopped(command, {
      options: read.options,
      words: read.words,
      language,
      progress: (line) => process.stderr.write(`${line}\n`),
    })
    print(outcome, json)
    return outcome.exitCode ?? 0
  } catch (error) {
    return await tellFailure(error, { language, json })
  } finally {
    await stopAllFloors()
  }
}

/**
 * Indonesian unless `--language` names the other. Read before anything else: what is wrong with the
 * rest is told in it too.
 */
export function languageOf(given: readonly string[]): Language {
  const wished = given.flatMap((word, at) => {
    if (word === '--language') return given[at + 1] ?? ''
    return word.startsWith('--language=') ? word.slice('--language='.length) : []
  })
  return languages.find((each) => each === wished.at(-1)) ?? 'id'
}

function readGiven(command: Command, given: readonly string[], say: Say) {
  const known: Options = { ...command.options, ...always }
  const types = Object.fromEntries(
    Object.entries(known).map(([name, option]) => [
      name,
      {
        type: option.kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: option.kind === 'texts',
      },
    ]),
  )
  const { values, positionals } = parse(callOf(command), given, { types, say })
  const { language } = values
  if (typeof language === 'string' && !languages.some((each) => each === language)) {
    throw new WrongUse(say('use.language'))
  }
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [
      name,
      readValue(name, { kind: option.kind, value: values[name], say }),
    ]),
  )
  if (values.help !== true) refuseWords(command, positionals, say)
  return { values, options, words: positionals }
}

function parse(
  call: string,
  given: readonly string[],
  by: {
    readonly types: Record<string, { type: 'boolean' | 'string'; multiple: boolean }>
    readonly say: Say
  },
) {
  const { types: options, say } = by
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true, strict: true })
  } catch (error) {
    // Node's own sentences are English and say how to program with it.
    const why = error instanceof Error ? error.message : ''
    const [, option = ''] = /'(?:-\w, )?(-[^' ]*)/.exec(why) ?? []
    const word = why.startsWith('Unknown') ? 'use.unknown-option' : 'use.option-value'
    throw new WrongUse(say(word, { option, call }))
  }
}

function readValue(
  name: string,
  given: { readonly kind: string; readonly value: unknown; readonly say: Say },
): string | number | boolean | readonly string[] | undefined {
  const { kind, value, say } = given
  if (kind === 'flag') return value === true
  if (kind === 'texts') return Array.isArray(value) ? value.map(String) : []
  if (value === undefined || typeof value !== 'string') return undefined
  if (kind === 'text') return value
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isFinite(number)) return number
  throw new WrongUse(say('use.number', { option: `--${name}`, value }))
}

function refuseWords(command: Command, words: readonly string[], say: Say): void {
  const takes = command.words ?? []
  const needed = takes.filter((word) => !word.startsWith('['))
  const verb = command.name
  if (words.length < needed.length) {
    const missing = shapeIn(needed.slice(words.length).join(' '), say)
    throw new WrongUse(say('use.words-missing', { verb, words: missing }))
  }
  const extra = words[takes.length]
  if (extra !== undefined) throw new WrongUse(say('use.word-unknown', { verb, word: extra }))
}

async function runUntilStopped(
  command: Command,
  given: Omit<Ask<Options>, 'signal'>,
): Promise<Outcome> {
  const controller = new AbortController()
  const end = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
    setTimeout(() => void stopAllFloors().finally(() => process.exit(130)), patienceMs).unref()
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  // The launcher is gone (killed): nobody could stop us any more.
  if (process.channel !== undefined) process.on('disconnect', end)
  process.channel?.unref()
  try {
    return await command.run({ ...given, signal: controller.signal })
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
    process.off('disconnect', end)
  }
}

function print(outcome: Outcome, json: boolean): void {
  const { result, lines } = outcome
  const people = lines ?? Object.entries(result).map(([key, value]) => `${key}: ${plain(value)}`)
  const out = json ? process.stderr : process.stdout
  for (const line of people) out.write(`${line}\n`)
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What one types for a command, before its options. */
function callOf({ name, calledAs }: Command): string {
  return calledAs ?? `npx entas ${name}`
}

function showHelp(command: Command, say: Say): number {
  const words = [callOf(command), ...(command.words ?? [])]
  const lines = [
    say('help.usage', { shape: shapeIn(words.join(' '), say) }),
    '',
    say(command.summary),
    '',
  ]
  for (const [name, option] of Object.entries({ ...command.options, ...always })) {
    const value = option.kind === 'flag' ? '' : ` ${say(`value.${option.value}`)}`
    lines.push(`  ${`--${name}${value}`.padEnd(26)} ${say(option.summary)}`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

/** `[FILE.csv]` with the name that a value has in the language. */
function shapeIn(shape: string, say: Say): string {
  return shape.replace(/[A-Z]{2,}/g, (name) => sayCode(say, `value.${name}`, name))
}

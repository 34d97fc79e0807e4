import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Problem } from '../core/kernel/problem.ts'
import { stopAllFloors } from '../server/open-floors.ts'
import { type Ask, type Command, type Options, type Outcome, WrongUse } from './command.ts'

const always = {
  json: { kind: 'flag', summary: 'print one JSON object as the last line' },
  help: { kind: 'flag', summary: 'show this' },
} as const satisfies Options

// Time to close files and roll back after Ctrl-C; then what still runs is stopped for it.
const patienceMs = 15_000

/** Reads the words after the verb, runs the command, prints, and returns the exit code. */
export async function runCommand(command: Command, given: readonly string[]): Promise<number> {
  try {
    const read = readGiven(command, given)
    if (read.values.help === true) return showHelp(command)
    const json = read.values.json === true
    const outcome = await runUntilStopped(command, {
      options: read.options,
      words: read.words,
      progress: (line) => process.stderr.write(`${line}\n`),
    })
    print(outcome, json)
    return outcome.exitCode ?? 0
  } catch (error) {
    process.stderr.write(`${await sentenceOf(error)}\n`)
    return error instanceof WrongUse ? 2 : 1
  } finally {
    await stopAllFloors()
  }
}

function readGiven(command: Command, given: readonly string[]) {
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
  const { values, positionals } = parse(command.name, given, types)
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [
      name,
      readValue(name, option.kind, values[name]),
    ]),
  )
  if (values.help !== true) refuseWords(command, positionals)
  return { values, options, words: positionals }
}

function parse(
  name: string,
  given: readonly string[],
  options: Record<string, { type: 'boolean' | 'string'; multiple: boolean }>,
) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true, strict: true })
  } catch (error) {
    const [why = ''] = error instanceof Error ? error.message.split(/[.\n]/) : []
    throw new WrongUse(`${why}. "npx entas ${name} --help" says what it takes.`)
  }
}

function readValue(
  name: string,
  kind: string,
  value: unknown,
): string | number | boolean | readonly string[] | undefined {
  if (kind === 'flag') return value === true
  if (kind === 'texts') return Array.isArray(value) ? value.map(String) : []
  if (value === undefined || typeof value !== 'string') return undefined
  if (kind === 'text') return value
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isFinite(number)) return number
  throw new WrongUse(`--${name} takes a number; "${value}" is none.`)
}

function refuseWords(command: Command, words: readonly string[]): void {
  const takes = command.words ?? []
  const needed = takes.filter((word) => !word.startsWith('['))
  if (words.length < needed.length) {
    throw new WrongUse(`${command.name} needs ${needed.slice(words.length).join(' ')}.`)
  }
  const extra = words[takes.length]
  if (extra !== undefined) throw new WrongUse(`${command.name} does not take "${extra}".`)
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

function showHelp(command: Command): number {
  const words = (command.words ?? []).map((word) => ` ${word}`).join('')
  const lines = [`Usage: npx entas ${command.name}${words} [options]`, '', command.summary, '']
  const known: Options = { ...command.options, ...always }
  for (const [name, option] of Object.entries(known)) {
    const shown = option.kind === 'flag' ? `--${name}` : `--${name} ${option.value}`
    lines.push(`  ${shown.padEnd(26)} ${option.summary}`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

/** What a person at a terminal should read: never a stack trace for what they can mend. */
async function sentenceOf(error: unknown): Promise<string> {
  if (error instanceof WrongUse) return error.message
  if (error instanceof Problem) {
    const words = (await readWords()).get(`problem.${error.code}`) ?? error.code
    return words.replace(/\{(\w+)\}/g, (_, name: string) => String(error.details[name] ?? ''))
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** The same words as on the pages, in English. */
async function readWords(): Promise<ReadonlyMap<string, string>> {
  const folder = new URL('../web/text/', import.meta.url)
  const words = new Map<string, string>()
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.en.ts'))) {
    const module: { text: Record<string, string> } = await import(new URL(name, folder).href)
    for (const [key, value] of Object.entries(module.text)) words.set(key, value)
  }
  return words
}

import type { Language } from '../core/matching/explain-words.ts'
import type { Word } from './words.ts'

/** What stands for a value in --help: `FILE`. */
type ValueName = Word extends infer W ? (W extends `value.${infer Name}` ? Name : never) : never

/** One option of a command: `--name VALUE`, or a flag without value. */
export type Option =
  | { readonly kind: 'text'; readonly value: ValueName; readonly summary: Word }
  /** May be given several times. */
  | { readonly kind: 'texts'; readonly value: ValueName; readonly summary: Word }
  | { readonly kind: 'number'; readonly value: ValueName; readonly summary: Word }
  | { readonly kind: 'flag'; readonly summary: Word }

export type Options = Readonly<Record<string, Option>>

type ValueOf<O extends Option> = O extends { kind: 'flag' }
  ? boolean
  : O extends { kind: 'texts' }
    ? readonly string[]
    : (O extends { kind: 'number' } ? number : string) | undefined

/** A flag that was not given is false; an option that was not given is undefined, or no texts. */
export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> }

/** What a command is given besides its options. */
export type Ask<O extends Options> = {
  readonly options: Values<O>
  /** Words that are no options: `entas import FILE`. */
  readonly words: readonly string[]
  /** What it tells in, notes and problems too. Keys and codes are English always. */
  readonly language: Language
  /** A line for the person who waits: stderr. Never a national id. */
  readonly progress: (line: string) => void
  /** Aborted when the process is told to end (Ctrl-C): stop what you do, clean up, return. */
  readonly signal: AbortSignal
}

/** What came of it. `result` is what `--json` prints; `lines` are for people. */
export type Outcome = {
  readonly result: Readonly<Record<string, unknown>>
  readonly lines?: readonly string[]
  /** 0 when left out; 1: what was asked turned out wrong (a broken chain, for one). */
  readonly exitCode?: 0 | 1
}

type CommandOf<O extends Options> = {
  readonly name: string
  /** What one types for it, where that is not `npx entas` and the name. */
  readonly calledAs?: string
  readonly summary: Word
  /** The words it takes, as shown by --help: `['FILE']`. `[WORD]` may be left out. */
  readonly words?: readonly string[]
  readonly options: O
  readonly run: (ask: Ask<O>) => Promise<Outcome>
}

/** A command whose options are read by its own table (run-command.ts). */
export type Command = CommandOf<Options>

/** Lets the compiler know the options inside `run`; outside, one command is like another. */
export function defineCommand<const O extends Options>(command: CommandOf<O>): Command {
  return command as unknown as Command
}

/** The caller asked for what cannot be: one sentence, in the command's language, exit 2. */
export class WrongUse extends Error {}

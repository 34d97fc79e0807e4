import { batch, signal } from '@preact/signals'
import { number } from './format.ts'
import { type Language, language, rememberLanguage } from './language.ts'
import { text as shellWords } from './text/shell.id.ts'
import type { TextKey, TextName } from './text-keys.ts'

export type { TextKey, TextName } from './text-keys.ts'

export type Values = Readonly<Record<string, string | number>>

type Words = Readonly<Record<string, string>>
type Loader = () => Promise<{ readonly text: Words }>

const loaders: Readonly<Record<Language, Readonly<Record<string, Loader>>>> = {
  id: import.meta.glob<{ text: Words }>(['./text/*.id.ts', '!./text/shell.id.ts']),
  en: import.meta.glob<{ text: Words }>('./text/*.en.ts'),
}

const words = signal<Words>(shellWords)
const wanted = new Set<string>(['shell'])
const loaded: Record<Language, Map<string, Words>> = {
  id: new Map([['shell', shellWords]]),
  en: new Map(),
}

/** The words of a key in the chosen language; numbers are written as that language writes them. */
export function t(key: TextKey, values: Values = {}): string {
  return findText(key, values) ?? key
}

/**
 * Words for a key that is only known at run time (a code, a state); undefined when there are none.
 */
export function findText(key: string, values: Values = {}): string | undefined {
  const pattern = words.value[key]
  return pattern === undefined ? undefined : fillText(pattern, values)
}

/**
 * Puts values into a pattern. `{families}` is the value; `{families|family|families}` is the word
 * that fits its number (one, other): English needs it, Indonesian does not.
 */
export function fillText(pattern: string, values: Values): string {
  return pattern.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name, one, other) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one !== undefined) return value === 1 ? one : other
    return typeof value === 'number' ? number(value) : value
  })
}

/** Brings the words that a screen needs, in the chosen language, before it is shown. */
export async function loadTexts(names: readonly TextName[]): Promise<void> {
  for (const name of names) wanted.add(name)
  await bring(language.value)
  show()
}

/** Brings every file of words: for pages that show codes of all capabilities (the audit trail). */
export async function loadAllTexts(): Promise<void> {
  for (const path of Object.keys(loaders.id)) wanted.add(nameOf(path))
  await bring(language.value)
  show()
}

/** Brings the words of one capability by the first part of a code, when there are such words. */
export async function loadTextsOfCode(code: string): Promise<void> {
  const name = code.split('.')[0] ?? ''
  if (loaders.id[`./text/${name}.id.ts`] === undefined) return
  wanted.add(name)
  await bring(language.value)
  show()
}

/** Changes the language of everything on screen at once and remembers it. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  await bring(chosen)
  batch(() => {
    rememberLanguage(chosen)
    show()
  })
}

async function bring(into: Language): Promise<void> {
  const missing = [...wanted].filter((name) => !loaded[into].has(name))
  const files = await Promise.all(
    missing.map((name) => loaders[into][`./text/${name}.${into}.ts`]?.()),
  )
  missing.forEach((name, place) => {
    loaded[into].set(name, files[place]?.text ?? {})
  })
}

function show(): void {
  const merged = Object.assign({}, ...loaded.id.values(), ...loaded[language.value].values())
  words.value = merged
}

function nameOf(path: string): string {
  return path.slice('./text/'.length, -'.id.ts'.length)
}

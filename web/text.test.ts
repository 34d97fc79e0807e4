import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fillText } from './text.ts'

const folder = new URL('./text/', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.id.ts'))
  .map((file) => file.slice(0, -'.id.ts'.length))

type Words = Readonly<Record<string, string>>

async function wordsOf(name: string, language: 'id' | 'en'): Promise<Words> {
  const file: { readonly text: Words } = await import(`./text/${name}.${language}.ts`)
  return file.text
}

async function allWords(language: 'id' | 'en'): Promise<Words> {
  const files = await Promise.all(names.map((name) => wordsOf(name, language)))
  return Object.assign({}, ...files)
}

/** The values that a pattern shows; a choice of a plural word is English's own affair. */
function placeholders(pattern: string): readonly string[] {
  const found = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return [...new Set(found)].sort()
}

/** Codes of every catalogue of problems in core. */
async function problemCodes(): Promise<readonly string[]> {
  const core = new URL('../core/', import.meta.url)
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /problems?\.ts$/.test(file),
  )
  const codes: string[] = []
  for (const file of files) {
    const source = readFileSync(new URL(file, core), 'utf8')
    for (const match of source.matchAll(/'([a-z-]+\.[a-z-]+)': \{ status/g)) {
      codes.push(match[1] ?? '')
    }
  }
  return codes
}

/** Names of every event that a use case records. */
function eventNames(): readonly string[] {
  const server = new URL('../server/', import.meta.url)
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const found = files.flatMap((file) => [
    ...readFileSync(new URL(file, server), 'utf8').matchAll(
      /record\([^;]*?name: '([a-z-]+\.[a-z-]+)'/g,
    ),
  ])
  return [...new Set(found.map((match) => match[1] ?? ''))].sort()
}

describe('the words', () => {
  it.each(names)('of %s are there in Indonesian and in English', async (name) => {
    const indonesian = await wordsOf(name, 'id')
    const english = await wordsOf(name, 'en')
    expect(Object.keys(english).sort()).toEqual(Object.keys(indonesian).sort())
    for (const [key, pattern] of Object.entries(indonesian)) {
      expect(pattern.trim(), key).not.toBe('')
      expect(placeholders(english[key] ?? ''), key).toEqual(placeholders(pattern))
    }
  })

  it('are all known to the compiler by a line in text-keys.ts', () => {
    const source = readFileSync(new URL('./text-keys.ts', import.meta.url), 'utf8')
    const listed = [...source.matchAll(/text\/([a-z-]+)\.id\.ts'\)/g)].map((match) => match[1])
    expect(listed.sort()).toEqual(names.toSorted())
  })

  it('say each thing in one place only', async () => {
    const seen = new Map<string, string>()
    const twice: string[] = []
    for (const name of names) {
      for (const key of Object.keys(await wordsOf(name, 'id'))) {
        const before = seen.get(key)
        if (before !== undefined) twice.push(`${key}: ${before} and ${name}`)
        seen.set(key, name)
      }
    }
    expect(twice).toEqual([])
  })

  it('are there for every problem that a person may meet', async () => {
    const words = await allWords('id')
    const codes = await problemCodes()
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.filter((code) => words[`problem.${code}`] === undefined)).toEqual([])
  })

  it('are there for every event that is recorded', async () => {
    const words = await allWords('id')
    const events = eventNames()
    expect(events.length).toBeGreaterThan(10)
    expect(events.filter((name) => words[`event.${name}`] === undefined)).toEqual([])
  })

  it('shout at nobody', async () => {
    for (const language of ['id', 'en'] as const) {
      const loud = Object.entries(await allWords(language)).filter(([, words]) => /!/.test(words))
      expect(loud).toEqual([])
    }
  })
})

describe('a pattern', () => {
  it('takes its values, written as the language writes numbers', () => {
    expect(fillText('{name}: {count} keluarga', { name: 'Kapuk', count: 1717 })).toBe(
      'Kapuk: 1.717 keluarga',
    )
  })

  it('chooses the word that fits its number', () => {
    const pattern = '{n} {n|family|families}'
    expect(fillText(pattern, { n: 1 })).toBe('1 family')
    expect(fillText(pattern, { n: 0 })).toBe('0 families')
  })

  it('leaves a value that is not given as it stands, so that it is noticed', () => {
    expect(fillText('{name}', {})).toBe('{name}')
  })
})

import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)

type Words = ReadonlyMap<string, string>

async function wordsOf(language: 'id' | 'en'): Promise<Words> {
  const folder = new URL('web/text/', root)
  const words = new Map<string, string>()
  for (const name of fs.readdirSync(folder).filter((each) => each.endsWith(`.${language}.ts`))) {
    const module: { text: Record<string, string> } = await import(new URL(name, folder).href)
    for (const [key, value] of Object.entries(module.text)) words.set(key, value)
  }
  return words
}

function sourcesIn(folder: string): string[] {
  const url = new URL(folder, root)
  return fs
    .readdirSync(url, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => fs.readFileSync(new URL(name.replaceAll('\\', '/'), url), 'utf8'))
}

/** The keys of every `… as const satisfies ProblemCatalogue` in core and server. */
function problemCodes(): Set<string> {
  const codes = new Set<string>()
  for (const text of [...sourcesIn('core/'), ...sourcesIn('server/')]) {
    for (const [code = ''] of text.matchAll(/'[a-z-]+\.[a-z0-9-]+'(?=: \{ status: \d+)/g)) {
      codes.add(code.slice(1, -1))
    }
  }
  return codes
}

/** Every `code: 'capability.what'` that makes a finding, in core and server. */
function findingCodes(): Set<string> {
  const codes = new Set<string>()
  for (const text of [...sourcesIn('core/'), ...sourcesIn('server/')]) {
    for (const [, code = ''] of text.matchAll(/\bcode: '([a-z-]+\.[a-z0-9-]+)'/g)) codes.add(code)
  }
  return codes
}

function placeholders(words: string): readonly string[] {
  return [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()
}

test('both languages have the same keys with the same places for values', async () => {
  const [id, en] = [await wordsOf('id'), await wordsOf('en')]
  expect([...id.keys()].sort()).toEqual([...en.keys()].sort())
  const different = [...id].filter(
    ([key, words]) =>
      new Set(placeholders(words)).symmetricDifference(new Set(placeholders(en.get(key) ?? '')))
        .size > 0,
  )
  expect(different.map(([key]) => key)).toEqual([])
})

test('every problem has words in both languages', async () => {
  const codes = problemCodes()
  expect(codes.size, 'no catalogue was found: this test reads the wrong place').toBeGreaterThan(20)
  for (const language of ['id', 'en'] as const) {
    const words = await wordsOf(language)
    const silent = [...codes].filter((code) => !words.has(`problem.${code}`)).sort()
    expect(silent, `problems without words (${language})`).toEqual([])
  }
})

test('every finding has words in both languages', async () => {
  const codes = findingCodes()
  for (const language of ['id', 'en'] as const) {
    const words = await wordsOf(language)
    const known = (code: string) => words.has(`finding.${code}`) || words.has(`problem.${code}`)
    const silent = [...codes].filter((code) => !known(code)).sort()
    expect(silent, `findings without words (${language})`).toEqual([])
  }
})

test('the folder of words is where this test looks', () => {
  expect(fs.existsSync(fileURLToPath(new URL('web/text/', root)))).toBe(true)
})

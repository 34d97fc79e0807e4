import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Command } from '../../command/command.ts'
import { command as demonstrate } from '../../command/demonstrate.ts'
import { runCommand } from '../../command/run-command.ts'
import { verbs } from '../../command/verbs.ts'
import { commandWords, sayIn } from '../../command/words.ts'
import { runEntas } from '../support/match-command.ts'

let folder = ''
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'entas-words-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** What a verb that was used wrongly says, without a process of its own. */
async function told(verb: string, ...words: readonly string[]): Promise<string> {
  let said = ''
  const listening = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text
    return true
  })
  try {
    const module = await verbs[verb]?.()
    if (module === undefined) throw new Error(`no verb ${verb}`)
    expect(await runCommand(module.command, words)).toBe(2)
  } finally {
    listening.mockRestore()
  }
  return said.trimEnd()
}

test('both languages have places for the same values', () => {
  const places = (words: string) =>
    [...new Set([...words.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort()
  for (const [word, words] of Object.entries(commandWords.id)) {
    const other = Object.entries(commandWords.en).find(([each]) => each === word)?.[1]
    expect(places(other ?? ''), word).toEqual(places(words))
  }
})

test('what a verb does and each of its options has words of its own in both languages', async () => {
  const commands: Command[] = [demonstrate]
  for (const load of Object.values(verbs)) commands.push((await load()).command)
  expect(commands.length).toBe(9)
  const [id, en] = [sayIn('id'), sayIn('en')]
  for (const { name, summary, options } of commands) {
    for (const word of [summary, ...Object.values(options).map((option) => option.summary)]) {
      expect(id(word), `${name}: ${word}`).not.toBe(en(word))
      expect(id(word)).not.toBe('')
    }
  }
})

test('names a command as one types it', async () => {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await runCommand(demonstrate, ['--help'])
  expect(said.mock.calls.join('')).toContain('Pemakaian: npm start -- [pilihan]')
  said.mockRestore()
})

test('help is Indonesian first, and English when asked', async () => {
  const asked: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /Pemakaian: npx entas PERINTAH \[pilihan\](.*\n)* {2}import +memeriksa daftar P3KE/],
    [['--help', '--language', 'en'], /Usage: npx entas COMMAND(.*\n)* {2}import +check a P3KE/],
    [['import', '--help'], /npx entas import BERKAS \[pilihan\](.*\n)* {2}--key BERKAS +berkas/],
    [['import', '--help', '--language=en'], /npx entas import FILE(.*\n)* {2}--key FILE +master/],
  ]
  for (const [words, said] of asked) {
    const done = await runEntas(...words)
    expect(done.code).toBe(0)
    expect(done.out).toMatch(said)
  }
})

test('every verb says in both languages what it misses', async () => {
  const damaged = path.join(folder, 'anchor.txt')
  fs.writeFileSync(damaged, 'entas anchor 1\n')
  const anchored = ['verify-audit', '--data', folder, '--anchor'] as const
  const asked: readonly (readonly [readonly [string, ...string[]], RegExp, RegExp])[] = [
    [['init'], /^init memerlukan --regency KODE, misalnya 19\.01\.$/, /^init needs --regency CODE/],
    [['init', '--regency', '19', '--data', folder], /berbentuk 19\.01/, /looks like 19\.01/],
    [['serve'], /^serve memerlukan --data DIR\.$/, /^serve needs --data DIR\.$/],
    [['serve', '--data', folder, '--port', '1.5'], /bilangan bulat/, /whole number/],
    [['import'], /^import memerlukan BERKAS\.$/, /^import needs FILE\.$/],
    [['import', 'nobody.csv', '--data', folder], /Tidak ada berkas/, /There is no file/],
    [['anchor', '--data', folder], /memerlukan --out BERKAS/, /needs --out FILE/],
    [[...anchored, 'nobody.txt'], /tidak dapat dibaca/, /cannot be read/],
    [[...anchored, damaged], /anchor\.txt: jangkar ini tidak punya akhir\./, /has no end\./],
    [['demo', 'bali', '--data', folder], /Tidak ada cerita "bali"/, /There is no story "bali"/],
    [['synthesize'], /memerlukan --out DIR/, /needs --out DIR/],
  ]
  for (const [words, id, en] of asked) {
    expect(await told(...words)).toMatch(id)
    expect(await told(...words, '--language', 'en')).toMatch(en)
  }
})

test('what was done is told in the language; what programs read is the same', async () => {
  const asked = ['--population', '3000', '--list-rows', '60', '--truth-poor', '9', '--json']
  const into = (name: string) => ['synthesize', '--out', path.join(folder, name), ...asked]
  const id = await runEntas(...into('id'))
  const en = await runEntas(...into('en'), '--language', 'en')
  expect(id.err).toMatch(/Mereka-reka kira-kira 3\.000 orang \.\.\./)
  expect(id.err).toMatch(/ {2}NIK salah ketik +\d+ +\d+,\d\d %/)
  expect(en.err).toMatch(/Making up about 3,000 persons \.\.\./)
  expect(en.err).toMatch(/ {2}NIK mistyped +\d+ +\d+\.\d\d %/)
  const [first, other] = [JSON.parse(id.out), JSON.parse(en.out)]
  expect({ ...first, directory: '' }).toEqual({ ...other, directory: '' })
})

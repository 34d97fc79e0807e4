import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll } from 'vitest'

export const entas = fileURLToPath(new URL('../../command/entas.ts', import.meta.url))

// Above this many rows the engine shares its work out to threads.
export const rowsForThreads = 12_000

/** Where the lists lie; of the file of tests that runs. */
export let folder = ''
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'entas-match-'))
  const everybody = peopleOf(150)
  fs.writeFileSync(at('people.csv'), listOf(everybody))
  fs.writeFileSync(at('many.csv'), listOf(peopleOf(rowsForThreads / 2 + 50)))
  const odd = everybody.filter((_, row) => row % 2 === 1)
  fs.writeFileSync(at('first.csv'), listOf(everybody.filter((_, row) => row % 2 === 0)))
  fs.writeFileSync(at('second.csv'), listOf(odd))
  fs.writeFileSync(at('empty.csv'), '')
  fs.writeFileSync(at('binary.csv'), Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 10, 0]))
  write('spec.json', spec)
  write('link.json', { ...spec, mode: 'link', truth: { idPattern: '^p(\\d+)-' } })
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

export const spec = {
  id: 'rec_id',
  mode: 'dedupe',
  columns: { nama: 'full-name', tgl_lahir: 'date', desa: 'place', hp: 'phone' },
  truth: { column: 'cluster' },
}

export type Row = readonly string[]

const heading: Row = ['rec_id', ' nama', 'tgl_lahir', 'desa', 'hp', 'cluster']
const syllables = ['BA', 'DI', 'KU', 'LE', 'MO', 'NA', 'RI', 'SU', 'TE', 'WO', 'YA', 'GI', 'PU']
const villages = ['AIR RAYA', 'KENANGA', 'BATU ITAM', 'TANJUNG TINGGI', 'SIJUK']

/** People who are there twice each, the second time with a slip. */
export function peopleOf(persons: number): readonly Row[] {
  return Array.from({ length: persons }, (_, person) => rowsOf(person)).flat()
}

function rowsOf(person: number): readonly Row[] {
  const word = (salt: number) =>
    [1, 5, 11].map((step) => syllables[(person * step + salt * 7) % 13] ?? '').join('')
  const name = `${word(person % 3)} ${word(person % 7)}`
  const born = `19${50 + (person % 50)}-${two((person % 12) + 1)}-${two(((person * 7) % 28) + 1)}`
  const village = villages[person % 5] ?? ''
  const phone = `0812${String(person * 7919).padStart(8, '0')}`
  const slip = `${name.slice(0, 2)}${name[3]}${name[2]}${name.slice(4)}`
  const again = person % 4 === 0 ? born.replaceAll('-', '') : born
  return [
    [`p${person}-a`, name, born, village, phone, String(person)],
    [`p${person}-b`, slip, again, village, person % 3 === 0 ? '' : phone, String(person)],
  ]
}

export type Result = {
  readonly rows: number
  readonly pairsWritten: number
  readonly estimatedMissed: number
  readonly clusters: number
  readonly peakBytes: number
  readonly seconds: Readonly<Record<string, number>>
  readonly spec: unknown
  readonly notes: readonly string[]
  readonly measures: {
    readonly pairs: {
      readonly truePairs: number
      readonly at: readonly { threshold: number; foundPairs: number; rightPairs: number }[]
      readonly best: { readonly f1: number }
    }
    readonly clusters: { readonly at: { readonly threshold: number } }
  }
}

export async function evaluate(file: string, ...words: readonly string[]) {
  const done = await run(file, ...words, '--json')
  const result: Result = JSON.parse(done.out.trimEnd().split('\n').at(-1) ?? '')
  return { ...done, result }
}

export async function run(file: string, ...words: readonly string[]) {
  return endOf(start(file, ...words))
}

export async function endOf(child: ReturnType<typeof startEntas>) {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err, code: await ended }
}

export function start(file: string, ...words: readonly string[]) {
  const spoken = words.includes('--language') ? [] : ['--language', 'en']
  return startEntas('match', 'evaluate', at(file), ...words, ...spoken)
}

export async function runEntas(...words: readonly string[]) {
  return endOf(startEntas(...words))
}

export function startEntas(...words: readonly string[]) {
  return spawn(process.execPath, [entas, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
}

export function at(name: string): string {
  return path.join(folder, name)
}

export function write(name: string, content: unknown): void {
  fs.writeFileSync(at(name), JSON.stringify(content))
}

export function read(name: string): string[][] {
  return parse(fs.readFileSync(at(name)))
}

export function listOf(rows: readonly Row[]): string {
  return [heading, ...rows].map((row) => `${row.join(',')}\n`).join('')
}

export function two(number: number): string {
  return String(number).padStart(2, '0')
}

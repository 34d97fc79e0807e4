import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'

const entas = fileURLToPath(new URL('../../command/entas.ts', import.meta.url))

// Above this many rows the engine shares its work out to threads.
const rowsForThreads = 12_000

let folder = ''
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

const spec = {
  id: 'rec_id',
  mode: 'dedupe',
  columns: { nama: 'full-name', tgl_lahir: 'date', desa: 'place', hp: 'phone' },
  truth: { column: 'cluster' },
}

type Row = readonly string[]

const heading: Row = ['rec_id', ' nama', 'tgl_lahir', 'desa', 'hp', 'cluster']
const syllables = ['BA', 'DI', 'KU', 'LE', 'MO', 'NA', 'RI', 'SU', 'TE', 'WO', 'YA', 'GI', 'PU']
const villages = ['AIR RAYA', 'KENANGA', 'BATU ITAM', 'TANJUNG TINGGI', 'SIJUK']

/** People who are there twice each, the second time with a slip. */
function peopleOf(persons: number): readonly Row[] {
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

test('it finds who is there twice, writes what it found and measures it', async () => {
  const done = await evaluate('people.csv', '--spec', at('spec.json'), '--out', at('out'))
  expect(done.code, done.err).toBe(0)
  const result = done.result
  expect(result.rows).toBe(300)
  expect(result.measures.pairs.truePairs).toBe(150)
  expect(result.measures.pairs.at.map((each) => each.threshold)).toEqual([0.5, 0.9, 0.95])
  expect(result.measures.pairs.best.f1).toBeGreaterThan(0.95)
  expect(result.measures.clusters.at.threshold).toBe(0.95)
  expect(result.estimatedMissed).toBeGreaterThanOrEqual(0)
  expect(result.peakBytes).toBeGreaterThan(1e7)
  expect(result.seconds.total).toBeGreaterThan(0)
  const pairs = read('out/pairs.csv')
  expect(pairs[0]).toEqual(['id_a', 'id_b', 'probability', 'weight'])
  expect(pairs.length - 1).toBe(result.pairsWritten)
  const sure = pairs.slice(1).filter((pair) => Number(pair[2]) >= 0.95)
  const right = sure.filter(([one, other]) => one?.split('-')[0] === other?.split('-')[0])
  expect(sure.length).toBe(result.measures.pairs.at[2]?.foundPairs)
  expect(right.length).toBe(result.measures.pairs.at[2]?.rightPairs)
  const clusters = read('out/clusters.csv')
  expect(clusters.slice(1).map(([id]) => id)).toEqual(peopleOf(150).map(([id]) => id))
  expect(new Set(clusters.slice(1).map(([, cluster]) => cluster)).size).toBe(result.clusters)
  expect(JSON.parse(fs.readFileSync(at('out/model.json'), 'utf8'))).toBeTypeOf('object')
})

test('the number of workers changes no byte of what is written', async () => {
  for (const workers of ['1', '2']) {
    const out = at(`workers-${workers}`)
    await evaluate('many.csv', '--spec', at('spec.json'), '--out', out, '--workers', workers)
  }
  for (const name of ['pairs.csv', 'clusters.csv', 'model.json']) {
    const [one, two] = ['1', '2'].map((each) => fs.readFileSync(at(`workers-${each}/${name}`)))
    expect(one?.length, name).toBeGreaterThan(100)
    expect(one?.equals(two ?? Buffer.alloc(0)), name).toBe(true)
  }
}, 120_000)

test('two files are linked across, never within; the truth may lie in the id', async () => {
  const given = ['--with', at('second.csv'), '--spec', at('link.json'), '--out', at('linked')]
  const done = await evaluate('first.csv', ...given)
  expect(done.code, done.err).toBe(0)
  expect(done.result.measures.pairs.truePairs).toBe(150)
  expect(done.result.measures.pairs.best.f1).toBeGreaterThan(0.95)
  const sides = read('linked/pairs.csv')
    .slice(1)
    .map(([one, other]) => `${one?.split('-')[1]} ${other?.split('-')[1]}`)
  expect(new Set(sides)).toEqual(new Set(['a b']))
})

test('without a spec it guesses, says what, and does not look at the truth', async () => {
  const done = await evaluate('people.csv', '--out', at('guessed'))
  expect(done.code, done.err).toBe(0)
  expect(done.result.spec).toEqual({
    id: 'rec_id',
    mode: 'dedupe',
    columns: { nama: 'full-name', tgl_lahir: 'date', desa: 'place', hp: 'phone' },
  })
  expect(done.result.measures).toBeUndefined()
  expect(done.err).toContain('nama: full-name (by its heading)')
  expect(done.err).toContain('cluster: not compared')
  const written: unknown = JSON.parse(fs.readFileSync(at('guessed/spec.json'), 'utf8'))
  expect(written).toEqual(done.result.spec)
})

test('it explains why two rows were joined, kept apart, or never met', async () => {
  const words = ['--explain', 'p1-a,p1-b', '--explain', 'p1-a,p2-b', '--explain-pairs', '3']
  const given = ['--spec', at('spec.json'), '--out', at('why'), ...words, '--language', 'en']
  const done = await evaluate('people.csv', ...given)
  expect(done.code, done.err).toBe(0)
  const pairs: readonly Explained[] = JSON.parse(
    fs.readFileSync(at('why/explanations.json'), 'utf8'),
  )
  expect(pairs.length).toBe(5)
  const [joined, apart] = pairs
  expect(joined).toMatchObject({ ids: ['p1-a', 'p1-b'], decision: 'joined' })
  expect(joined?.probability).toBeGreaterThan(0.95)
  expect(apart).toMatchObject({ ids: ['p1-a', 'p2-b'], decision: 'apart' })
  expect(apart?.probability).toBeLessThan(0.5)
  for (const { alone } of pairs) {
    const sum = alone.fields.reduce((bits, field) => bits + field.bits, alone.before)
    expect(sum + alone.besides).toBeCloseTo(alone.weight, 5)
    expect(alone.fields.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(spec.columns).toSorted(),
    )
  }
  const told = fs.readFileSync(at('why/explanations.txt'), 'utf8')
  expect(told).toContain('Pair p1-a and p1-b: joined')
  expect(told).toMatch(/\+\d+\.\d bits .*#.* hp: equal/)
  const unknown = await run('people.csv', ...given, '--explain', 'p1-a,nobody')
  expect(unknown.err).toContain('No row has the id nobody')
  expect(unknown.code).toBe(1)
  expect((await run('people.csv', '--out', at('why'), '--explain', 'p1-a')).code).toBe(2)
})

test('numbers of people are never written out in an explanation', async () => {
  const rows = ['id,nik,nama', 'a,3315995201900001,SITI AMINAH', 'b,3315995201900001,SITI AMINA']
  const more = Array.from({ length: 60 }, (_, row) => {
    const nik = `33159912${two((row % 12) + 1)}9${row % 10}00${two(row)}`
    return `r${row},${nik},${'BUDI SANTOSO RAHMAT'.slice(row % 9)}`
  })
  fs.writeFileSync(at('numbers.csv'), [...rows, ...more].join('\n'))
  await run('numbers.csv', '--out', at('numbers'), '--explain', 'a,b')
  for (const name of ['explanations.json', 'explanations.txt']) {
    const told = fs.readFileSync(at(`numbers/${name}`), 'utf8')
    expect(told).toContain('331599••••••••01')
    expect(told).not.toContain('3315995201900001')
  }
  expect(fs.readFileSync(at('numbers/explanations.txt'), 'utf8')).toContain('Pasangan a dan b')
})

test('a disk that is full is told, and no half file stays', async () => {
  const command = `ulimit -f 8; exec "$0" "$@"`
  const words = ['match', 'evaluate', at('many.csv'), '--spec', at('spec.json')]
  const given = ['-c', command, process.execPath, entas, ...words, '--out', at('full')]
  const child = spawn('sh', given, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [err, code] = await Promise.all([text(child.stderr), ended])
  expect(err).toMatch(/pairs\.csv could not be written: the disk is full/)
  expect(code).toBe(1)
  expect(fs.readdirSync(at('full'))).toEqual([])
}, 60_000)

test('what is odd but no hindrance is told', async () => {
  const [first = []] = peopleOf(1)
  fs.writeFileSync(at('again.csv'), listOf([...peopleOf(30), first]))
  fs.writeFileSync(at('short.csv'), 'rec_id,nama,cluster\nq1,BADI KULE,1\n')
  write('odd.json', { ...spec, thruth: {} })
  const given = ['--with', at('short.csv'), '--spec', at('odd.json'), '--out', at('odd')]
  const done = await evaluate('again.csv', ...given)
  expect(done.code, done.err).toBe(0)
  const notes = done.result.notes.join(' ')
  expect(notes).toContain('"thruth" is not read')
  expect(notes).toMatch(/short\.csv has no column tgl_lahir: empty there/)
  expect(notes).toMatch(/again\.csv: 1 of the first 61 rows repeat an id/)
})

test('what cannot be linked is told in one sentence, and nothing is written', async () => {
  write('columns.json', { ...spec, columns: { nama_ibu: 'full-name', nama: 'full-name' } })
  write('wrong.json', { ...spec, mode: 'both' })
  write('across.json', { ...spec, mode: 'link' })
  fs.writeFileSync(at('broken.json'), '{')
  const out = ['--out', at('none')]
  const asked: readonly (readonly [readonly [string, ...string[]], 1 | 2, RegExp])[] = [
    [['nobody.csv', ...out], 1, /There is no file .*nobody\.csv/],
    [['empty.csv', ...out], 1, /empty\.csv has no rows/],
    [['binary.csv', ...out], 1, /binary\.csv is not a CSV file/],
    [
      ['people.csv', '--spec', at('columns.json'), ...out],
      1,
      /no column nama_ibu\. It has: rec_id/,
    ],
    [['people.csv', '--spec', at('wrong.json'), ...out], 1, /mode is missing or wrong/],
    [['people.csv', '--spec', at('broken.json'), ...out], 1, /cannot be read as JSON/],
    [['people.csv', '--spec', at('across.json'), ...out], 1, /--with/],
    [['people.csv'], 2, /needs --out/],
    [['people.csv', '--bogus', ...out], 2, /--bogus/],
    [['people.csv', '--workers', '0', ...out], 2, /--workers/],
    [['people.csv', '--out', at('people.csv')], 2, /no folder/],
  ]
  for (const [words, code, sentence] of asked) {
    const done = await run(...words)
    expect(done.err).toMatch(sentence)
    expect(done.code).toBe(code)
    expect(done.err).not.toMatch(/\n\s+at /)
  }
  expect(fs.readdirSync(at('none'))).toEqual([])
}, 60_000)

test('stopped on the way, it says so and leaves no half of anything', async () => {
  const child = start('many.csv', '--out', at('stopped'))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let told = ''
  child.stderr.on('data', (bytes: Buffer) => {
    told += String(bytes)
    // A second one would end it without its last words.
    if (told.includes('prepare ...') && !child.killed) child.kill('SIGINT')
  })
  const [out, code] = await Promise.all([text(child.stdout), ended])
  expect(told).not.toMatch(/\n\s+at /)
  expect(out).toContain('Stopped.')
  expect(code).toBe(1)
  expect(fs.readdirSync(at('stopped'))).toEqual([])
}, 60_000)

type Result = {
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

type Explained = {
  readonly ids: readonly string[]
  readonly decision: string
  readonly probability: number
  readonly alone: {
    readonly before: number
    readonly besides: number
    readonly weight: number
    readonly fields: readonly { readonly name: string; readonly bits: number }[]
  }
}

/** Runs the command; the last line of what it prints is one object. */
async function evaluate(file: string, ...words: readonly string[]) {
  const done = await run(file, ...words, '--json')
  const result: Result = JSON.parse(done.out.trimEnd().split('\n').at(-1) ?? '')
  return { ...done, result }
}

async function run(file: string, ...words: readonly string[]) {
  const child = start(file, ...words)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err, code: await ended }
}

function start(file: string, ...words: readonly string[]) {
  const given = [entas, 'match', 'evaluate', at(file), ...words]
  return spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'pipe'] })
}

function at(name: string): string {
  return path.join(folder, name)
}

function write(name: string, content: unknown): void {
  fs.writeFileSync(at(name), JSON.stringify(content))
}

function read(name: string): string[][] {
  return parse(fs.readFileSync(at(name)))
}

function listOf(rows: readonly Row[]): string {
  return [heading, ...rows].map((row) => `${row.join(',')}\n`).join('')
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

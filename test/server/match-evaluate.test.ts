import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import {
  at,
  entas,
  evaluate,
  peopleOf,
  type Result,
  read,
  run,
  runEntas,
  spec,
  start,
  two,
  write,
} from '../support/match-command.ts'

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
})

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
  await run('numbers.csv', '--language', 'id', '--out', at('numbers'), '--explain', 'a,b')
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
  const child = spawn('sh', [...given, '--language', 'en'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [err, code] = await Promise.all([text(child.stderr), ended])
  expect(err).toMatch(/pairs\.csv could not be written: the disk is full/)
  expect(code).toBe(1)
  expect(fs.readdirSync(at('full'))).toEqual([])
})

test('it speaks Indonesian first, and English when asked; keys stay as they are', async () => {
  write('extra.json', { ...spec, thruth: {} })
  const words = ['--spec', at('extra.json'), '--out', at('spoken'), '--json']
  const first = await runEntas('match', 'evaluate', at('people.csv'), ...words)
  expect(first.code, first.err).toBe(0)
  expect(first.err).toMatch(/mengelompokkan \.\.\./)
  expect(first.err).toMatch(/300 baris, .* pasangan dibandingkan/)
  expect(first.err).toMatch(/presisi [01],\d{4} perolehan/)
  const told: Result = JSON.parse(first.out)
  expect(told.notes.join()).toMatch(/"thruth" tidak dibaca/)
  const asked = await evaluate('people.csv', ...words.slice(0, -1))
  expect(asked.err).toMatch(/group \.\.\.\n(.*\n)*300 rows, .* pairs compared/)
  expect(Object.keys(asked.result)).toEqual(Object.keys(told))
  expect(Object.keys(asked.result.seconds)).toEqual(Object.keys(told.seconds))
  const sentences: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ['match', 'evaluate', at('nobody.csv'), '--out', at('none')],
      /Berkas .*nobody\.csv tidak ada/,
    ],
    [['match', 'evaluate', at('people.csv')], /memerlukan --out/],
    [['match', 'evaluate', at('people.csv'), '--bogus'], /Tidak ada pilihan --bogus/],
    [['match', 'evaluate', '--language', 'fr'], /meminta id atau en/],
    [['match', 'quality'], /memerlukan --data/],
    [['match', 'quality', '--language', 'en'], /needs --data/],
  ]
  for (const [given, sentence] of sentences) {
    expect((await runEntas(...given)).err).toMatch(sentence)
  }
  expect((await runEntas('match', '--help')).out).toMatch(/--language id\|en .*bawaan: id/)
})

test('with --json a failure is one object too, whatever the verb', async () => {
  const asked: readonly (readonly [readonly string[], number, unknown])[] = [
    [
      ['match', 'evaluate', at('empty.csv'), '--out', at('none')],
      1,
      { code: 'matching.file-empty', details: { file: at('empty.csv') } },
    ],
    [
      ['match', 'evaluate', at('people.csv')],
      2,
      {
        code: 'command.wrong-use',
        details: { sentence: 'match evaluate memerlukan --out DIR.' },
      },
    ],
    [
      ['init', '--regency', '19'],
      2,
      { code: 'command.wrong-use', details: { sentence: 'init memerlukan --data DIR.' } },
    ],
    [
      ['fly'],
      2,
      {
        code: 'command.wrong-use',
        details: { sentence: 'Tidak ada perintah "fly". "npx entas --help" menyebut semuanya.' },
      },
    ],
  ]
  for (const [words, code, problem] of asked) {
    const done = await runEntas(...words, '--json')
    expect(done.code).toBe(code)
    expect(JSON.parse(done.out)).toEqual({ problem })
    expect((await runEntas(...words)).out).toBe('')
  }
})

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
})

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

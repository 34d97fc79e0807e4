import fs from 'node:fs'
import { expect, test } from 'vitest'
import {
  at,
  evaluate,
  folder,
  listOf,
  peopleOf,
  run,
  spec,
  write,
} from '../support/match-command.ts'

test('what is odd but no hindrance is told', async () => {
  const [first = []] = peopleOf(1)
  const again = listOf([...peopleOf(30), first]).replace('cluster', 'cluster,note,note ')
  fs.writeFileSync(at('again.csv'), again)
  fs.writeFileSync(at('short.csv'), 'rec_id,nama,cluster\nq1,BADI KULE,1\n')
  write('odd.json', { ...spec, thruth: {} })
  const given = ['--with', at('short.csv'), '--spec', at('odd.json'), '--out', at('odd')]
  const done = await evaluate('again.csv', ...given)
  expect(done.code, done.err).toBe(0)
  const notes = done.result.notes.join(' ')
  expect(notes).toContain('"thruth" is not read')
  expect(notes).toContain('the heading note stands twice')
  expect(notes).toMatch(/short\.csv has no column tgl_lahir: empty there/)
  expect(notes).toMatch(/again\.csv: 1 of the first 61 rows repeat an id/)
})

test('files as spreadsheets and old programs save them are read', async () => {
  const list = listOf(peopleOf(40))
  const semicolons = list.replaceAll(',', ';').replaceAll('\n', '\r\n')
  fs.writeFileSync(at('told.csv'), `sep=;\r\n${semicolons}`)
  fs.writeFileSync(at('unicode.txt'), Buffer.from(`\uFEFF${list.replaceAll(',', '\t')}`, 'utf16le'))
  fs.writeFileSync(at('old.csv'), list.replaceAll('\n', '\r'))
  const long = `p0-c,${'BABI '.repeat(600_000)},1950-01-01,SIJUK,0812,0\n`
  fs.writeFileSync(at('long.csv'), list.replace('\n', `\n${long}`))
  for (const name of ['told.csv', 'unicode.txt', 'old.csv', 'long.csv']) {
    const done = await evaluate(name, '--spec', at('spec.json'), '--out', at('odd-files'))
    expect(done.code, done.err).toBe(0)
    const isLong = name === 'long.csv'
    expect(done.result.rows, name).toBe(isLong ? 81 : 80)
    expect(done.result.measures.pairs.best.f1, name).toBeGreaterThan(0.9)
    expect(done.result.peakBytes).toBeLessThan(200e6)
    const cut = /Column nama: 1 value is longer than 4096 bytes and compared by its first part/
    if (isLong) expect(done.result.notes.join()).toMatch(cut)
    else expect(done.result.notes).toEqual([])
  }
})

test('what cannot be linked is told in one sentence, and nothing is written', async () => {
  write('columns.json', { ...spec, columns: { nama_ibu: 'full-name', nama: 'full-name' } })
  write('wrong.json', { ...spec, mode: 'both' })
  write('across.json', { ...spec, mode: 'link' })
  fs.writeFileSync(at('broken.json'), '{')
  fs.writeFileSync(at('twice.csv'), listOf(peopleOf(30)).replace('cluster', 'nama '))
  write('untold.json', { ...spec, truth: undefined })
  const out = ['--out', at('none')]
  const asked: readonly (readonly [readonly [string, ...string[]], 1 | 2, RegExp])[] = [
    [['nobody.csv', ...out], 1, /There is no file .*nobody\.csv/],
    [['empty.csv', ...out], 1, /empty\.csv has no rows/],
    [['', ...out], 1, /is a folder/],
    [['../../../../dev/null', ...out], 1, /is a pipe or a device/],
    [['people.csv', '--spec', folder, ...out], 1, /is a folder/],
    [['twice.csv', '--spec', at('untold.json'), ...out], 1, /the heading nama stands twice/],
    [['twice.csv', ...out], 1, /the heading nama stands twice/],
    [['binary.csv', ...out], 1, /binary\.csv is not a CSV file/],
    [
      ['people.csv', '--spec', at('columns.json'), ...out],
      1,
      /no column nama_ibu\. It has: rec_id/,
    ],
    [
      ['people.csv', '--spec', at('wrong.json'), ...out],
      1,
      /mode is missing or wrong\. Expected: "dedupe" or "link"\./,
    ],
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
})

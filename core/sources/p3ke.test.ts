import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaCode } from '../areas/area-scope.ts'
import { plainDate } from '../kernel/plain-date.ts'
import { codesOf, questions } from '../visits/questionnaire.ts'
import { listCheck, wrongWorld } from './list-check.ts'
import { readListDate } from './list-date.ts'
import { familyHeadings, personHeadings, recogniseHeader } from './p3ke-columns.ts'
import { codeOfLabel } from './p3ke-labels.ts'
import { listReader } from './p3ke-row.ts'
import { labelTables } from './parameters/p3ke-label-tables.ts'
import { kindOfLine } from './sheet-lines.ts'
import { villageBook } from './village-book.ts'

const on = plainDate('2023-02-06')
const villages = villageBook(areaCode('19.01'), [
  { code: '19.01.02.2004', name: 'Gunung Muda', district: 'Belinyu' },
])

function columnsOf(headings: readonly string[]) {
  const columns = recogniseHeader(headings)
  if (columns === undefined) throw new Error('a header that is not recognised')
  return columns
}

test('both files are recognised in any order of columns and with later columns', () => {
  expect(columnsOf(familyHeadings).format).toBe('p3ke-family')
  expect(Object.keys(columnsOf(familyHeadings).columns).length).toBe(31)
  expect(columnsOf(personHeadings).format).toBe('p3ke-person')
  const later: string[] = [...[...familyHeadings].reverse(), 'Penerima KUR', 'Kualitas Atap']
  expect(columnsOf(later)).toMatchObject({ format: 'p3ke-family', unknown: ['Kualitas Atap'] })
  const spelled = familyHeadings.map((each) => each.replace('Kode Kemdagri', 'KODE KEMENDAGRI'))
  expect(columnsOf(spelled).columns.villageCode).toBe(5)
  expect(recogniseHeader(['Nama', 'Alamat', 'NIK'])).toBeUndefined()
})

test('lines that speak of nobody are told from rows', () => {
  const columns = columnsOf(familyHeadings)
  const line = (cells: string[]) => kindOfLine(cells, columns)
  expect(line(familyHeadings.map(() => ''))).toBe('blank')
  expect(line([...familyHeadings])).toBe('header')
  expect(line(familyHeadings.map((_, at) => String(at + 1)))).toBe('header')
  expect(line(['Jumlah', '', '', '120'])).toBe('total')
  expect(line(['SUB TOTAL KEC. BELINYU', '', '', '', '31'])).toBe('total')
  expect(line(['Kecamatan Belinyu'])).toBe('title')
})

test('every code of a list is a code of the visit, so that the two can be laid side by side', () => {
  const named = { roof: 'roof', wall: 'wall', floor: 'floor', lighting: 'lighting', fuel: 'fuel' }
  const more = { water: 'water', toilet: 'toilet', tenure: 'tenure' }
  for (const [table, key] of Object.entries({ ...named, ...more })) {
    const question = questions.find((each) => each.key === key)
    if (question === undefined) throw new Error(`no question ${key}`)
    const known = codesOf(question)
    for (const code of Object.keys(labelTables[table as keyof typeof labelTables])) {
      expect(known, `${table}: ${code}`).toContain(code)
    }
  }
})

test.each([
  ['roof', 'Jerami/ijuk/daun-daunan/rumbia', 'thatch'],
  ['roof', 'GENTENG ', 'clay-tile'],
  ['roof', 'Gentng', 'clay-tile'],
  ['floor', 'Tanah', 'earth'],
  ['wall', 'Tembok tidak diplester', 'unplastered'],
  ['lighting', 'Listrik Pribadi s/d 900 Watt', 'pln-metered'],
  ['lighting', 'Non-Listrik', 'not-electric'],
  ['water', 'Sumur tak terlindung', 'open-well'],
  ['toilet', 'Ya, dengan Septic Tank', 'own'],
  ['toilet', 'Tidak, Jamban Umum/Bersama', 'public'],
  ['relation', 'Anak Kandung', 'child'],
  ['relation', 'Isteri', 'spouse'],
  ['sex', 'L', 'male'],
  ['roof', 'Kaca bening', undefined],
] as const)('%s "%s" is %s', (table, label, code) => {
  expect(codeOfLabel(table, label)).toBe(code)
})

test.each([
  ['1970-03-12', '1970-03-12'],
  ['12/03/1970', '1970-03-12'],
  ['12 Maret 1970', '1970-03-12'],
  ['25639', '1970-03-12'],
  ['1970-03-12 00:00:00', '1970-03-12'],
])('the day %s is %s', (text, day) => expect(readListDate(text)).toEqual({ is: 'day', day }))

test.each(['31/02/1971', '1971-13-01', 'besok'])('%s is no day', (text) => {
  expect(readListDate(text).is).toBe('impossible')
})

test('a reader never throws and never puts a whole NIK into a finding', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.stringMatching(/^\d{0,18}$/),
    fc.constantFrom('1901991203700001', '1.90199E+15', '0', '31/02/1971', 'Seng'),
  )
  for (const headings of [familyHeadings, personHeadings]) {
    const columns = columnsOf(headings)
    const read = listReader({ columns, villages, on })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: headings.length + 2 }), (cells) => {
        const { row, findings } = read(cells)
        expect(row.nik.digits ?? '0000000000000000').toMatch(/^\d{16}$/)
        expect(JSON.stringify(findings)).not.toMatch(/\d{12}/)
      }),
    )
  }
})

test('a file whose sixteenth digits a spreadsheet cut is told by its many zeros', () => {
  const columns = columnsOf(familyHeadings)
  const row = (nik: string) =>
    familyHeadings.map((each) => {
      if (each === 'NIK') return nik
      return each === 'Kepala Keluarga' ? 'SITI' : ''
    })
  const sound = listCheck({ columns, villages, on, world: 'real' })
  const cut = listCheck({ columns, villages, on, world: 'real' })
  for (let at = 0; at < 40; at++) {
    const nik = `19019912037${String(11001 + at)}`
    sound.line(row(nik), at + 1)
    cut.line(row(`${nik.slice(0, 15)}0`), at + 1)
  }
  expect(sound.lastDigitLost()).toEqual([])
  expect(cut.lastDigitLost().length).toBe(40)
})

test('a number of a synthetic person is told in real use, and not in the demonstration', () => {
  const columns = columnsOf(familyHeadings)
  const cells = familyHeadings.map((each) => (each === 'NIK' ? '1901991203710001' : 'SITI'))
  for (const world of ['real', 'demonstration'] as const) {
    const line = listCheck({ columns, villages, on, world }).line(cells, 1)
    const codes = line.findings.map((finding) => finding.code)
    expect(codes.includes('sources.nik-synthetic')).toBe(world === 'real')
  }
})

test('one number that may be real is too many for the demonstration; real use bears a slip', () => {
  const counts = { data: 0, good: 0, waiting: 0 }
  expect(wrongWorld({ ...counts, real: 1, synthetic: 999 }, 'demonstration')).toBe(
    'real-list-in-demonstration',
  )
  expect(wrongWorld({ ...counts, real: 999, synthetic: 1 }, 'real')).toBeUndefined()
  expect(wrongWorld({ ...counts, real: 0, synthetic: 9 }, 'real')).toBe(
    'synthetic-list-in-real-use',
  )
})

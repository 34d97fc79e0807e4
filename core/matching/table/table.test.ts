import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cells, cutRows, joinScans, refuseHugeTable, scanRows } from './cells.ts'
import { type Column, internColumn, mostValueBytes, roomFor, valueText } from './column.ts'
import { readHeader, scanCells } from './header.ts'

const seed = 20_261_122

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Each row's texts, by way of the numbers. */
function rowsOf(parts: readonly Cells[], header: readonly string[]): string[][] {
  const columns = header.map((name, at) =>
    internColumn(
      name,
      parts.map((cells) => ({ cells, at })),
    ),
  )
  const rows = parts.reduce((sum, cells) => sum + cells.rows, 0)
  return Array.from({ length: rows }, (_, row) => columns.map((column) => textAt(column, row)))
}

function textAt(column: Column, row: number): string {
  return valueText(column, column.rows[row] ?? -1)
}

function scanned(text: string) {
  const cells = scanCells(bytesOf(text))
  return { cells, header: cells.header }
}

function read(text: string) {
  const { cells, header } = scanned(text)
  return { cells, header, rows: rowsOf([cells], header) }
}

test('lines end with LF or CRLF, and the last with nothing', () => {
  for (const text of [
    'a,b\n1,2\n3,4\n',
    'a,b\r\n1,2\r\n3,4\r\n',
    'a,b\n1,2\n3,4',
    'a,b\r\n1,2\n3,4\r',
  ]) {
    expect(read(text)).toMatchObject({
      header: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    })
  }
})

test('quotes hold separators, lines and doubled quotes', () => {
  const { header, rows, cells } = read('"a ""x""",b\r\n"1,\n2","say ""hi"""\n"""",""\n')
  expect(header).toEqual(['a "x"', 'b'])
  expect(rows).toEqual([
    ['1,\n2', 'say "hi"'],
    ['"', ''],
  ])
  expect(cells.short + cells.surplus).toBe(0)
})

test('spaces around cells and within quotes are taken off, also no-break spaces', () => {
  const { header, rows } = read('\uFEFF a , "b "\n  1 1\t, " 2 " \n\u00A0x\u00A0,"\u00A0y"\n')
  expect(header).toEqual(['a', 'b'])
  expect(rows).toEqual([
    ['1 1', '2'],
    ['x', 'y'],
  ])
})

test('missing cells are empty, those beyond the header are counted and left out', () => {
  const { rows, cells } = read('a,b,c\n1\n1,2,3,4,5\n,,\n1,2\n"1",2,3,\n')
  expect(rows).toEqual([
    ['1', '', ''],
    ['1', '2', '3'],
    ['', '', ''],
    ['1', '2', ''],
    ['1', '2', '3'],
  ])
  expect({ short: cells.short, surplus: cells.surplus }).toEqual({ short: 2, surplus: 3 })
})

test('the header says the separator', () => {
  expect(read('a;"b;c";d,e\n1;2,5;3\n')).toMatchObject({
    header: ['a', 'b;c', 'd,e'],
    rows: [['1', '2,5', '3']],
  })
  expect(read('a\tb\n 1 \t\n\t2\n')).toMatchObject({
    rows: [
      ['1', ''],
      ['', '2'],
    ],
  })
  expect(read('only\n1\n')).toMatchObject({ header: ['only'], rows: [['1']] })
})

test('lines without a byte are no rows, a line of separators is one', () => {
  expect(read('\n\r\na,b\n\n1,2\n\r\n,\n\n')).toMatchObject({
    header: ['a', 'b'],
    rows: [
      ['1', '2'],
      ['', ''],
    ],
  })
  expect(read('a,b').rows).toEqual([])
  expect(read('a,b\n').rows).toEqual([])
})

test('a stray quote spoils its own row alone', () => {
  expect(read('a,b\n"MBAH" SURIP,1\nx"y,2\n"x,3\n"z",4\n').rows).toEqual([
    ['"MBAH" SURIP', '1'],
    ['x"y', '2'],
    ['"x', '3'],
    ['z', '4'],
  ])
  expect(read('a,b\n1,"never closed\n2,3').rows).toEqual([
    ['1', '"never closed'],
    ['2', '3'],
  ])
})

test('a first line that tells a spreadsheet the separator is no row', () => {
  const table = { header: ['a', 'b,c'], rows: [['1', '2,5']] }
  for (const told of ['sep=;\n', '\uFEFFsep=;\r\n', '"SEP=;"\r\n']) {
    expect(read(`${told}a;b,c\n1;2,5\n`)).toMatchObject(table)
  }
  expect(read('sep=|\na|b,c\n1|2,5\n')).toMatchObject(table)
  expect(read('sep=,a\n1,2\n').header).toEqual(['sep=', 'a'])
})

test('a value longer than anything one compares is known by its first part', () => {
  const long = 'é'.repeat(mostValueBytes)
  const { cells } = read(`a\n${long}1\n"${long}2"\nx\n`)
  const column = internColumn('a', [{ cells, at: 0 }])
  expect([...column.rows]).toEqual([1, 1, 2])
  expect(textAt(column, 0)).toBe('é'.repeat(mostValueBytes / 2))
  expect(column.cutRows).toBe(2)
})

test('files that are no table are refused', () => {
  for (const text of ['', '\n\n', ' , \n1,2\n']) {
    expect(() => readHeader(bytesOf(text))).toThrow('kernel.wrong-input')
  }
  expect(() => readHeader(Uint8Array.of(0xff, 0xfe, 97, 0))).toThrow('kernel.wrong-input')
})

test('a file whose offsets do not fit 32 bits is refused', () => {
  expect(() => refuseHugeTable(2 ** 32 - 2)).not.toThrow()
  expect(() => refuseHugeTable(2 ** 32 - 1)).toThrow('kernel.too-large')
})

test('numbers follow first occurrence, count their rows, and 0 is the missing value', () => {
  const { cells } = read('a,b\nx,\ny,"x"\n"x",\n ,é\n')
  const first = internColumn('a', [{ cells, at: 0 }])
  expect([...first.rows]).toEqual([1, 2, 1, 0])
  expect([...first.counts]).toEqual([1, 2, 1])
  expect(first).toMatchObject({ name: 'a', size: 3 })
  expect([...first.starts]).toEqual([0, 0, 1, 2])
  const second = internColumn('b', [{ cells, at: 1 }])
  expect([...second.rows]).toEqual([0, 1, 0, 2])
  expect(second.bytes.buffer).toBeInstanceOf(SharedArrayBuffer)
})

test('two files make one column, with nothing where a file does not have it', () => {
  const one = read('name,village\nSITI,1\nBUDI,2\n').cells
  const other = read('village;name\n2;RINI\n3;SITI\n').cells
  const name = internColumn('name', [
    { cells: one, at: 0 },
    { cells: other, at: 1 },
  ])
  expect([...name.rows]).toEqual([1, 2, 3, 1])
  const phone = internColumn('phone', [
    { cells: one, at: undefined },
    { cells: other, at: 0 },
  ])
  expect([...phone.rows]).toEqual([0, 0, 1, 2])
})

const cell = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    '7',
    ' ',
    '"',
    ',',
    ';',
    '\t',
    '\n',
    '\r',
    'é',
    '\u00A0',
    '名',
    '😀',
  ),
  maxLength: 12,
})

/** Tables as a program writes them: each cell quoted where it must be, and elsewhere by chance. */
const table = fc
  .record({
    width: fc.integer({ min: 1, max: 5 }),
    separator: fc.constantFrom(',', ';', '\t'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
    mark: fc.boolean(),
  })
  .chain((form) =>
    fc
      .array(
        fc.array(fc.tuple(cell, fc.boolean()), { minLength: form.width, maxLength: form.width }),
      )
      .map((rows) => {
        const header = Array.from({ length: form.width }, (_, at) => `column ${at}`)
        const lines = rows.map((row) => row.map(([text, open]) => written(text, open)))
        const text = [header, ...lines].map((line) => line.join(form.separator)).join(form.lineEnd)
        const end = form.last ? form.lineEnd : ''
        return { separator: form.separator, text: `${form.mark ? '\uFEFF' : ''}${text}${end}` }
      }),
  )

function written(text: string, open: boolean): string {
  return open && /^[a-z7é名]+$/i.test(text) ? text : `"${text.replaceAll('"', '""')}"`
}

function trimmed(text: string): string {
  return text.replace(/^[\0- \u00A0]+|[\0- \u00A0]+$/g, '')
}

test('any well-formed table has the cells that csv-parse finds, trimmed', () => {
  fc.assert(
    fc.property(table, ({ text, separator }) => {
      const options = { bom: true, delimiter: separator, record_delimiter: ['\r\n', '\n'] }
      const records: string[][] = parse(text, options)
      const { header, rows } = read(text)
      expect([header, ...rows]).toEqual(records.map((record) => record.map(trimmed)))
    }),
    { seed, numRuns: 400 },
  )
})

test('cuts anywhere, also within quotes, change nothing', () => {
  const stray = fc.tuple(
    table,
    fc.string({ unit: fc.constantFrom('"', ',', '\n', 'x'), maxLength: 30 }),
  )
  fc.assert(
    fc.property(stray, fc.integer({ min: 1, max: 9 }), ([{ text }, tail], pieces) => {
      const bytes = bytesOf(`${text}${tail}`)
      const { names, separator, end } = readHeader(bytes)
      const range = { bytes, separator, columns: names.length, from: end, limit: bytes.length }
      const ranges = cutRows(range, pieces)
      const parts = joinScans(ranges, ranges.map(scanRows))
      const whole = scanRows(range)
      expect(rowsOf(parts, names)).toEqual(rowsOf([whole], names))
      const sum = (count: (cells: Cells) => number) =>
        parts.reduce((total, cells) => total + count(cells), 0)
      expect(sum((cells) => cells.surplus)).toBe(whole.surplus)
      expect(sum((cells) => cells.short)).toBe(whole.short)
    }),
    { seed, numRuns: 400 },
  )
})

test('as many values as one likes are kept apart, whatever their length', () => {
  const lines = Array.from({ length: 30_000 }, (_, at) => `${'9'.repeat(at % 7)}x${at * 7919}`)
  const { cells } = scanned(`id\n${lines.join('\n')}\n${lines.slice(0, 9).join('\r\n')}\n`)
  const column = internColumn('id', [{ cells, at: 0 }])
  expect(column.size).toBe(1 + lines.length)
  expect(Array.from(column.rows.subarray(lines.length))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  const ends = [1, 2, 15_000, lines.length]
  expect(ends.map((number) => valueText(column, number))).toEqual(
    ends.map((number) => lines[number - 1]),
  )
})

test('values of one hash are kept apart', () => {
  // Two of the pairs among a million such values that MurmurHash3 gives the same 32 bits.
  const { rows } = read('id\nP67897506Z\nP06642914Z\nP29214323Z\nP15697727Z\nP06642914Z\n')
  expect(rows.flat().join(' ')).toBe('P67897506Z P06642914Z P29214323Z P15697727Z P06642914Z')
})

test('one column after another in the same room are what they are alone', () => {
  const lines = Array.from({ length: 5000 }, (_, at) => `${at},${4999 - at},${at % 3}`)
  const { cells, header } = scanned(`a,b,c\n${lines.join('\n')}`)
  const room = roomFor([cells])
  for (const [at, name] of header.entries()) {
    const parts = [{ cells, at }]
    expect(internColumn(name, parts, room)).toEqual(internColumn(name, parts))
  }
})

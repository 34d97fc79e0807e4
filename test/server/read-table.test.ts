import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Column, valueText } from '../../core/matching/table/column.ts'
import { readTable } from '../../server/matching/link/read-table.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-table-'))

afterAll(() => fs.rmSync(folder, { recursive: true }))

function fileOf(name: string, text: string | Uint8Array): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, text)
  return file
}

function textsOf(column: Column | undefined): string[] {
  if (column === undefined) throw new Error('no such column')
  return Array.from(column.rows, (number) => valueText(column, number))
}

test('two files become one table, whatever the order of their columns', async () => {
  const one = fileOf('one.csv', 'id,name,phone\n1,SITI,081\n2,BUDI\n')
  const other = fileOf('other.csv', '\uFEFFname;id;village\r\n"RINI ""N""";3;4\r\n')
  const table = await readTable([one, other], [], { workers: 2 })
  expect(table).toMatchObject({ rows: 3, sideStart: 2, surplusCells: 0, shortRows: 1 })
  expect(table.header).toEqual(['id', 'name', 'phone', 'village'])
  expect(table.columns.map((column) => column.name)).toEqual(table.header)
  expect(table.columns.map(textsOf)).toEqual([
    ['1', '2', '3'],
    ['SITI', 'BUDI', 'RINI "N"'],
    ['081', '', ''],
    ['', '', '4'],
  ])
})

test('only the columns asked for are read, in that order', async () => {
  const file = fileOf('three.csv', 'id,name,phone\n1,SITI,081\n')
  const table = await readTable([file], ['phone', 'id'], { workers: 1 })
  expect(table.columns.map((column) => [column.name, ...textsOf(column)])).toEqual([
    ['phone', '081'],
    ['id', '1'],
  ])
  await expect(readTable([file], ['mother'], { workers: 1 })).rejects.toThrow('kernel.wrong-input')
})

test('threads read a large table as one would, with lines within quotes across every cut', async () => {
  const rows = 40_000
  const note = `"${'line one\n2,""two""\n3,three\n'.repeat(8)}"`
  const lines = Array.from({ length: rows }, (_, at) => `${at},P${at % 99},${note}`)
  const text = `id,place,note\n${lines.join('\n')}`
  const files = [fileOf('large.csv', text), fileOf('small.csv', 'place,id\nP1,last\n')]
  const ids = [...Array.from({ length: rows }, (_, at) => String(at)), 'last']
  for (const workers of [1, 2, 3]) {
    const table = await readTable(files, ['place', 'id'], { workers })
    expect(table).toMatchObject({ rows: rows + 1, sideStart: rows, surplusCells: 0, shortRows: 0 })
    const [place, id] = table.columns
    expect(textsOf(id)).toEqual(ids)
    expect(place?.size).toBe(100)
    expect(place?.counts.reduce((sum, count) => sum + count)).toBe(rows + 1)
  }
})

test('a file of UTF-16 is read as one of UTF-8 would be, either end first', async () => {
  const text = `nama;kota\r\n${'SITI;Käseberga 😀\r\n'.repeat(400_000)}BUDI;x\r\n`
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le')
  const files = [fileOf('little.txt', little), fileOf('big.txt', Buffer.from(little).swap16())]
  for (const file of files) {
    const table = await readTable([file], [], { workers: 2 })
    expect(table).toMatchObject({ rows: 400_001, header: ['nama', 'kota'], shortRows: 0 })
    expect(table.columns.map((column) => column.size)).toEqual([3, 3])
    expect(textsOf(table.columns[1]).at(-2)).toBe('Käseberga 😀')
  }
})

test('lines may end with a carriage return alone', async () => {
  const file = fileOf('old.csv', 'id,name\r1,SITI\r2,"BUDI"\r')
  const table = await readTable([file], [], { workers: 1 })
  expect(table.columns.map(textsOf)).toEqual([
    ['1', '2'],
    ['SITI', 'BUDI'],
  ])
})

test('a file that is not there is an error of the file system', async () => {
  await expect(readTable([path.join(folder, 'none.csv')], [], { workers: 1 })).rejects.toThrow(
    'ENOENT',
  )
})

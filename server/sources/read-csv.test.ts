import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csvShapeOf, RowSplitter, readCsvBatches } from './read-csv.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'entas-csv-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a file of these bytes is, and all of its rows. */
async function read(bytes: Buffer) {
  const file = path.join(folder, 'list.csv')
  await writeFile(file, bytes)
  const shape = await csvShapeOf(file)
  const rows: string[][] = []
  for await (const batch of readCsvBatches(file, shape))
    for (const { cells } of batch.rows) rows.push(cells)
  return { shape, rows }
}

describe('a text file', () => {
  test('is UTF-8 wherever a piece of it ends inside a sign', async () => {
    for (const shift of [0, 1, 2, 3]) {
      const text = `${'x'.repeat(shift)},é\n${'€,😀\n'.repeat(20_000)}`
      const { shape, rows } = await read(Buffer.from(text))
      expect(shape.encoding).toBe('utf8')
      expect(rows).toHaveLength(20_001)
      expect(new Set(rows.slice(1).map((row) => row.join('|')))).toEqual(new Set(['€|😀']))
    }
  })

  test('is latin-1 when its last sign alone is no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`a,b\n${'c,d\n'.repeat(40_000)}e,`),
      Buffer.from([233]),
    ])
    const { shape, rows } = await read(bytes)
    expect(shape.encoding).toBe('latin1')
    expect(rows.at(-1)).toEqual(['e', 'é'])
  })

  test('keeps the mark of its order of bytes out of its first cell', async () => {
    const { shape, rows } = await read(Buffer.from('\uFEFFa;b\r\nc;d'))
    expect(shape).toEqual({ delimiter: ';', encoding: 'utf8', bom: true, lineEnd: '\r\n' })
    expect(rows).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('has the same rows in whatever pieces it comes', () => {
    const piece = fc.constantFrom('a', 'bc', ',', '"', '""', '","', '\n', '\r\n', 'é', '')
    const texts = fc.array(fc.array(piece, { maxLength: 9 }), { maxLength: 5 })
    fc.assert(
      fc.property(texts, (parts) => {
        const pieces = parts.map((each) => each.join(''))
        expect(rowsOf(pieces)).toEqual(rowsOf([pieces.join('')]))
      }),
    )
  })
})

function rowsOf(pieces: readonly string[]): string[][] {
  const splitter = new RowSplitter(',')
  const lines = [...pieces.flatMap((piece) => [...splitter.push(piece)]), ...splitter.end()]
  return lines.map((line) => line.cells)
}

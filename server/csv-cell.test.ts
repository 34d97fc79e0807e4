import { readXlsx, writeXlsxStream } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { csvCell, plainCell } from './csv-cell.ts'

const formulas = ['=1+1', '+62', '-2', '@SUM(A1)', '\tx', '\rx']

test('text that a spreadsheet would run gets an apostrophe in front; a number stays one', () => {
  expect(formulas.map(plainCell)).toEqual(formulas.map((text) => `'${text}`))
  expect(['Siti', '', ' =1', "'x"].map(plainCell)).toEqual(['Siti', '', ' =1', "'x"])
  expect(csvCell(-5)).toBe('-5')
  expect(csvCell('=A;"b"')).toBe(`"'=A;""b"""`)
})

test('a workbook holds such text as text, never as a formula', async () => {
  const typed = ['=1+1', '+62', '-2', '@SUM(A1)']
  async function* all() {
    yield typed
  }
  const bytes = await new Response(writeXlsxStream(all(), { name: 'Hasil' })).bytes()
  const book = await readXlsx(bytes, { readStyles: true })
  expect(book.sheets[0]?.rows[0]).toEqual(typed)
  const cells = [...(book.sheets[0]?.cells?.values() ?? [])]
  expect(cells.map((cell) => cell.formula).filter((formula) => formula !== undefined)).toEqual([])
})

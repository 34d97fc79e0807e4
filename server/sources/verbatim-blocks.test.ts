import { createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TenantKeys } from '../keyring.ts'
import { RowSplitter } from './read-csv.ts'
import { sealRows, unsealRows } from './verbatim-blocks.ts'

const keys: TenantKeys = {
  version: 1,
  seal: createSecretKey(randomBytes(32)),
  index: createSecretKey(randomBytes(32)),
}
const pieces = fc.array(
  fc.constantFrom('a', 'é', ',', ';', '"', '""', '\n', '\r\n', ' ', '[', '\\'),
)

test('the lines of a CSV come back as the cells they were read as', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, fc.constantFrom(',', ';'), async (text, delimiter) => {
      const splitter = new RowSplitter(delimiter)
      const lines = [...splitter.push(text.join('')), ...splitter.end()]
      const texts = lines.map((line) => line.text)
      const sealed = await sealRows(keys, 1, { texts, delimiter })
      expect(unsealRows(keys, 1, sealed)).toEqual(lines.map((line) => line.cells))
    }),
    { numRuns: 500 },
  )
})

test('the rows of a workbook come back as they were', async () => {
  const rows = [['a', '"b"'], [''], ['c\nd', '\\']]
  const texts = rows.map((cells) => JSON.stringify(cells))
  expect(unsealRows(keys, 1, await sealRows(keys, 1, { texts }))).toEqual(rows)
})

test('a block of one regency does not open as that of another', async () => {
  const sealed = await sealRows(keys, 1, { texts: ['a,b'], delimiter: ',' })
  expect(() => unsealRows(keys, 2, sealed)).toThrow()
})

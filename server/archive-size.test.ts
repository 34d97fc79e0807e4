import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { instrument } from '../core/visits/questionnaire.ts'
import { archiveSizeOf } from './archive-size.ts'
import { readReplyFile } from './payments/read-reply-file.ts'
import { openWorkbook } from './visits/workbook/read-workbook.ts'
import { sheets } from './visits/workbook/write-workbook.ts'

test('an honest workbook is as large as it says', async () => {
  const bytes = await writeXlsx({ sheets: [{ name: 'A', rows: [['x'.repeat(100_000)]] }] })
  const size = archiveSizeOf(bytes)
  expect(size?.parts).toBeGreaterThan(4)
  expect(size?.unpackedBytes).toBeGreaterThan(100_000)
  expect(size?.unpackedBytes).toBeLessThan(200_000)
})

test('what is no archive has no size', () => {
  expect(archiveSizeOf(Buffer.from('no archive'))).toBeUndefined()
})

/** The same archive, whose first part says in the table of contents that it is this large. */
function saying(bytes: Uint8Array, size: number): Buffer {
  const changed = Buffer.from(bytes)
  changed.writeUInt32LE(size, changed.indexOf('PK\u0001\u0002') + 24)
  return changed
}

test('what says that it unpacks to hundreds of megabytes is refused before it is unpacked', async () => {
  const marks = [
    ['entas', instrument],
    ['workbook', 'x'],
  ]
  const bytes = await writeXlsx({
    sheets: [
      { name: sheets.visits, rows: [['x']] },
      { name: sheets.mark, rows: marks },
    ],
  })
  expect((await openWorkbook(bytes)).id).toBe('x')
  expect(await readReplyFile(Buffer.from(bytes))).toEqual([['x']])
  for (const size of [400_000_000, 0]) {
    const bomb = saying(bytes, size)
    await expect(openWorkbook(bomb)).rejects.toMatchObject({ code: 'visits.not-our-workbook' })
    await expect(readReplyFile(bomb)).rejects.toMatchObject({ code: 'payments.reply-unreadable' })
  }
})

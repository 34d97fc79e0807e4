import { expect, it } from 'vitest'
import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { digitLevels } from './digits.ts'
import { prepareField } from './field.ts'
import { createRefineNik } from './own-dates.ts'
import { buildRecords } from './records.ts'

/** What the NIKs of two records of a list are to each other, when the numbers alone differ. */
function levelOf(one: readonly [string, string], other: readonly [string, string]): string {
  const bytes = new TextEncoder().encode(`nik,lahir\n${one.join(',')}\n${other.join(',')}\n`)
  const cells = scanCells(bytes)
  const columns = [
    internColumn('nik', [{ cells, at: 0 }]),
    internColumn('lahir', [{ cells, at: 1 }]),
  ]
  const [nik, born] = columns
  if (nik === undefined || born === undefined) throw new Error('no columns')
  const fields = [prepareField('nik', nik), prepareField('date', born)]
  const refine = createRefineNik(fields, buildRecords(columns, fields, 2))
  return digitLevels[refine(digitLevels.indexOf('one-slip'), 0, 1)] ?? ''
}

it('knows the numbers of siblings by their dates, however few digits differ', () => {
  const first = ['1901991105120001', '2012-05-11'] as const
  expect(levelOf(first, ['1901991105130001', '2013-05-11'])).toBe('own-date')
  // A girl and a boy of one day: forty more.
  expect(levelOf(first, ['1901995105120001', '2012-05-11'])).toBe('own-date')
})

it('leaves slips, other places and other serials what they are', () => {
  const first = ['1901991105120001', '2012-05-11'] as const
  // The number says 2013, the record does not.
  expect(levelOf(first, ['1901991105130001', '2012-05-11'])).toBe('one-slip')
  expect(levelOf(first, ['1901991105130002', '2013-05-11'])).toBe('one-slip')
  expect(levelOf(first, ['1902991105130001', '2013-05-11'])).toBe('one-slip')
  expect(levelOf(first, ['1901991105130001', ''])).toBe('one-slip')
})

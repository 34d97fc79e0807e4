import { expect, it } from 'vitest'
import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { compareDigits, digitLevels, prepareDigits } from './digits.ts'
import { mostLevels } from './found.ts'
import type { Kind } from './kinds.ts'

/** The level of two values of a column. */
function levelOf(kind: Kind, left: string, right: string): string {
  const bytes = new TextEncoder().encode(`no\n${left}\n${right}\n`)
  const cells = scanCells(bytes)
  const column = internColumn('no', [{ cells, at: 0 }])
  const found = { level: 0, chance: 0 }
  compareDigits(prepareDigits(kind, column))(column.rows[0] ?? 0, column.rows[1] ?? 0, found)
  return digitLevels[found.level] ?? ''
}

it('reads a phone with and without its country and its zero as one', () => {
  for (const other of [
    '+62 812-3456-7890',
    '+62 0812 3456 7890',
    '81234567890',
    '0062 81234567890',
  ]) {
    expect(levelOf('phone', '081234567890', other)).toBe('equal')
  }
})

it('knows slips, and numbers that a spreadsheet cut', () => {
  expect(levelOf('nik', '1901994101800001', '1907994101800001')).toBe('one-slip')
  expect(levelOf('nik', '1901994101800001', '1907994101800002')).toBe('two-slips')
  expect(levelOf('nik', '1901994101800001', '190199410180001')).toBe('one-slip')
  expect(levelOf('nik', '1901994101800001', '1901994101800000')).toBe('cut')
  expect(levelOf('nik', '1901994101801234', '1901994101800000')).toBe('cut')
  // A card ends in a serial that may be zeros: a slip there is a slip.
  expect(levelOf('family-card', '1901994101800001', '1901994101800000')).toBe('one-slip')
  expect(levelOf('family-card', '1901994101800001', '19019941018000001')).toBe('one-slip')
})

it('has room for all levels in a code', () => {
  expect(digitLevels.length).toBeLessThanOrEqual(mostLevels)
})

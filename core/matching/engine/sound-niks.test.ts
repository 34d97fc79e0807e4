import { expect, it } from 'vitest'
import { digitLevels } from './digits.ts'
import { createRefineNik } from './sound-niks.ts'
import { tableInTest } from './table-in-test.ts'

type Row = readonly [nik: string, born: string, sex: string]

/**
 * What the NIKs of two rows are to each other whose digits differ by one slip, in a list of people
 * of two districts, 190199 and 190299, each with serials 0001 and 0002.
 */
function levelOf(one: Row, other: Row, beside = neighbours): string {
  const rows = [one, other, ...beside]
  const { fields, records } = tableInTest(['nik', 'date', 'category'], rows)
  const refine = createRefineNik(fields, records)
  const slip = digitLevels.indexOf('one-slip')
  expect(refine(slip, 1, 0)).toBe(refine(slip, 0, 1))
  return digitLevels[refine(slip, 0, 1)] ?? ''
}

const neighbours: readonly Row[] = Array.from({ length: 2_400 }, (_, at): Row => {
  const month = String((at % 12) + 1).padStart(2, '0')
  const district = at % 3 === 0 ? '190299' : '190199'
  const [day, sex] = at % 5 < 2 ? [60, 'P'] : [20, 'L']
  const nik = `${district}${day}${month}8${at % 10}000${(at % 2) + 1}`
  return [nik, `198${at % 10}-${month}-20`, sex]
})

const boy: Row = ['1901991105120001', '2012-05-11', 'L']

it('knows people born on one day by what others have as well', () => {
  expect(levelOf(boy, ['1901991105120002', '2012-05-11', 'L'])).toBe('kin')
  expect(levelOf(boy, ['1902991105120001', '2012-05-11', 'L'])).toBe('one-birth')
  expect(levelOf(boy, ['1901995105120001', '2012-05-11', 'P'])).toBe('other-sex')
  // The numbers tell the day also where a row lacks it.
  expect(levelOf(boy, ['1901991105120002', '', 'L'])).toBe('kin')
})

it('takes for a slip what hardly anybody else has', () => {
  expect(levelOf(boy, ['1901991105120041', '2012-05-11', 'L'])).toBe('one-slip')
  expect(levelOf(boy, ['1903991105120001', '2012-05-11', 'L'])).toBe('one-slip')
  // Neither in a list of a few families, where nothing is usual.
  const few = neighbours.slice(0, 30)
  expect(levelOf(boy, ['1901991105120041', '2012-05-11', 'L'], few)).toBe('one-slip')
  expect(levelOf(boy, ['1901991105120002', '2012-05-11', 'L'], few)).toBe('kin')
  expect(levelOf(boy, ['190199110512O001', '2012-05-11', 'L'])).toBe('one-slip')
  // The row tells no girl, however it writes that.
  expect(levelOf(boy, ['1901995105120001', '2012-05-11', 'Laki-laki'])).toBe('one-slip')
  expect(levelOf(boy, ['1901995105120001', '2012-05-11', 'L'])).toBe('one-slip')
})

it('knows people of two days by their rows, however few digits differ', () => {
  expect(levelOf(boy, ['1901991105130001', '2013-05-11', 'L'])).toBe('own-dates')
  expect(levelOf(boy, ['1902991105130002', '2013-05-11', 'L'])).toBe('own-dates')
  // The number says 2013, the row does not, or says nothing.
  expect(levelOf(boy, ['1901991105130001', '2012-05-11', 'L'])).toBe('one-slip')
  expect(levelOf(boy, ['1901991105130001', '', 'L'])).toBe('one-slip')
})

import { expect, it } from 'vitest'
import { createComparisons } from './comparisons.ts'
import { levelsOf } from './field.ts'
import { missingCode, toldCode, toldTwiceCode } from './found.ts'
import { createPairCoder } from './pair-coder.ts'
import { levelOfCode } from './stories.ts'
import { tableInTest } from './table-in-test.ts'

type Row = readonly [nik: string, name: string, sex: string]

const others: readonly Row[] = Array.from({ length: 40 }, (_, at): Row => {
  const sex = at % 2 === 0 ? 'L' : 'P'
  const day = String(10 + (at % 18) + (sex === 'P' ? 40 : 0))
  return [`190199${day}058${at % 10}000${(at % 2) + 1}`, `Nama${at} Lain`, sex]
})

/** The code of the sex of two rows, from either side. */
function sexOf(one: Row, other: Row): { readonly code: number; readonly level: string } {
  const rows = [one, other, ...others]
  const { fields, records } = tableInTest(['nik', 'full-name', 'category'], rows)
  const chances = { chances: fields.map(() => []), bornTogether: [], namesakes: [] }
  const coder = createPairCoder(fields, records, {
    chances,
    comparisons: createComparisons(fields),
  })
  const codesOf = (left: number, right: number) => {
    const codes = Uint16Array.from(fields, (_, field) => coder.code(field, left, right))
    coder.settle(codes, 0, left, right)
    return codes
  }
  const [codes, back] = [codesOf(0, 1), codesOf(1, 0)]
  expect(back).toEqual(codes)
  const sex = fields[2]
  const code = codes[2] ?? -1
  return { code, level: sex === undefined ? '' : (levelsOf(sex)[levelOfCode(code)] ?? '') }
}

const siti: Row = ['1901994105120001', 'Siti Rahayu', 'P']

it('lets the sex speak where neither name nor number has told it', () => {
  expect(sexOf(siti, ['1901994206120001', 'Dewi Lestari', 'P']).level).toBe('equal')
  expect(sexOf(siti, ['1901994206120001', 'Budi Santoso', 'L']).level).toBe('different')
})

it('lets the sex say nothing where one name tells it, written rightly or wrongly', () => {
  expect(sexOf(siti, ['', 'Siti Rahayu', 'P']).code).toBe(toldCode)
  expect(sexOf(siti, ['', 'Sitti Rahayu', 'L']).code).toBe(toldCode)
  expect(sexOf(siti, ['', 'Siti Rahayu', '']).code).toBe(missingCode)
})

it('hears it where names are only similar, or the numbers are of a man and a woman', () => {
  const man: Row = ['1901991105120001', 'Supriyanto', 'L']
  expect(sexOf(man, ['', 'Supriyanti', 'P']).level).toBe('different')
  expect(sexOf(man, ['', 'Supriyanta', 'L']).code).toBe(toldCode)
  expect(sexOf(man, ['1901995105120001', 'Supriyanto', 'P']).level).toBe('different')
})

it('lets it say nothing between numbers of one day of birth, which hold it', () => {
  expect(sexOf(siti, ['1901994105120002', 'Dewi Lestari', 'P']).code).toBe(toldCode)
  expect(sexOf(siti, ['1901994105120000', 'Dewi Lestari', 'P']).code).toBe(toldCode)
})

it('counts it back where name and number have each told it', () => {
  expect(sexOf(siti, ['1901994105120002', 'Siti Rahayu', 'P']).code).toBe(toldTwiceCode)
})

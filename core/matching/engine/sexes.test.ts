import { expect, it } from 'vitest'
import { internColumn } from '../table/column.ts'
import { scanCells } from '../table/header.ts'
import { prepareField } from './field.ts'
import { buildRecords } from './records.ts'

/** The column that tells the sex in a table of such rows (a NIK first), by name. */
function sexColumn(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = [names, ...rows].map((row) => row.join(',')).join('\n')
  const cells = scanCells(new TextEncoder().encode(`${text}\n`))
  const columns = names.map((name, at) => internColumn(name, [{ cells, at }]))
  const fields = columns.map((column, at) => prepareField(at === 0 ? 'nik' : 'category', column))
  const { roles } = buildRecords(columns, fields, rows.length)
  return names[roles.sex] ?? ''
}

const withoutNik = (values: readonly string[]) =>
  sexColumn(
    ['nik', 'x'],
    values.map((value) => ['', value]),
  )

it('knows the sex however it is written', () => {
  expect(withoutNik(['L', 'P', 'P', ''])).toBe('x')
  expect(withoutNik(['Laki-laki', 'PEREMPUAN', 'laki - laki'])).toBe('x')
  expect(withoutNik(['male', 'F', 'female', 'M'])).toBe('x')
})

it('takes nothing else for it', () => {
  expect(withoutNik(['P', 'P', 'P'])).toBe('')
  expect(withoutNik(['L', 'P', 'S', 'M', 'XL'])).toBe('')
  expect(withoutNik(['L', 'P', 'M', 'P', 'L'])).toBe('')
  // Figures may stand for anything.
  expect(withoutNik(['1', '2', '1'])).toBe('')
})

const people = Array.from({ length: 60 }, (_, at) => {
  const isWoman = at % 2 === 1
  return { nik: `190199${isWoman ? 60 : 20}0580000${(at % 9) + 1}`, isWoman, at }
})

it('knows it by the NIK: written in figures, and beside the sex of the head', () => {
  const own = people.map(({ nik, isWoman, at }) => [
    nik,
    at % 4 === 0 ? 'L' : 'P',
    isWoman ? '2' : '1',
  ])
  expect(sexColumn(['nik', 'jk kepala', 'jk'], own)).toBe('jk')
})

it('takes no column that the NIKs belie', () => {
  const moved = people.map(({ nik, at }) => [nik, ['L', 'P', 'M', 'P', 'L'][at % 5] ?? ''])
  expect(sexColumn(['nik', 'status'], moved)).toBe('')
})

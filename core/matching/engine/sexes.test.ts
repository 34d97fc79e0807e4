import { expect, it } from 'vitest'
import { tableInTest } from './table-in-test.ts'

/** The column that tells the sex in a table of such rows (a NIK first), by name. */
function sexColumn(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const kinds = names.map((_, at) => (at === 0 ? 'nik' : 'category'))
  const { roles } = tableInTest(kinds, rows).records
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

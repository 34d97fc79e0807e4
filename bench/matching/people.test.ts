import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headings, peopleOf } from './people.ts'

type Row = (heading: (typeof headings)[number]) => string

function rowsOf(rows: number, seed: number): readonly Row[] {
  const [, ...lines] = [...peopleOf(rows, seed)].join('').trimEnd().split('\n')
  return lines.map((line): Row => {
    const cells = line.split(',')
    return (heading) => cells[headings.indexOf(heading)] ?? ''
  })
}

test('as many rows as asked for, each with a number, every person once before the copies', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (rows, seed) => {
      const made = rowsOf(rows, seed)
      expect(made.map((row) => row('unique_id'))).toEqual(made.map((_, at) => String(at)))
      const persons = made.filter((row) => row('unique_id') === row('cluster')).length
      const copies = made.slice(persons)
      expect(copies.every((row) => Number(row('cluster')) < persons)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('the same seed gives the same bytes, another gives others', () => {
  const [one, same, other] = [3, 3, 4].map((seed) => [...peopleOf(500, seed)].join(''))
  expect(same).toBe(one)
  expect(other).not.toBe(one)
})

test('nobody lives who has one of these numbers: digits 5 and 6 are 99', () => {
  const numbers = rowsOf(20_000, 1)
    .flatMap((row) => [row('nik'), row('kk')])
    .filter((number) => number.length === 16)
  expect(numbers.length).toBeGreaterThan(35_000)
  expect(numbers.filter((number) => number.slice(4, 6) !== '99')).toEqual([])
})

test('errors come as often as they are meant to', () => {
  const made = rowsOf(40_000, 2)
  const persons = made.filter((row) => row('unique_id') === row('cluster'))
  const copies = made.slice(persons.length)
  expect(copies.length / made.length).toBeCloseTo(0.25, 2)
  const share = (counted: (copy: Row, first: Row) => boolean) => {
    const found = copies.filter((copy) => {
      const first = persons[Number(copy('cluster'))]
      return first !== undefined && counted(copy, first)
    })
    return found.length / copies.length
  }
  expect(share((copy) => copy('nik') === '')).toBeCloseTo(0.108, 1.7)
  expect(share((copy) => copy('phone') === '')).toBeCloseTo(0.54, 1.7)
  expect(share((copy, first) => copy('name') !== first('name'))).toBeCloseTo(0.35, 1.7)
  expect(share((copy, first) => copy('village') !== first('village'))).toBeCloseTo(0.167, 1.7)
  expect(share((copy) => copy('nik') !== '' && copy('nik') === copy('kk'))).toBeCloseTo(0.013, 1.7)
})

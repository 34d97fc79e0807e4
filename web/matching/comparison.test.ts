import { expect, test } from 'vitest'
import { closenessOf, strengthOf } from './comparison.ts'

const line = (field: string, level: string) => ({ field, level, weight: 0 })

test('empty is said only of what is empty in a record', () => {
  expect(closenessOf(line('address', 'missing'), [true, true])).toBe('not-compared')
  expect(closenessOf(line('address', 'missing'), [true, false])).toBe('missing')
  expect(closenessOf(line('members', 'missing'), [true, false])).toBe('not-compared')
  expect(closenessOf(line('members', 'missing'), [false, false])).toBe('missing')
})

test('what a reader sees as different is not called alike', () => {
  expect(closenessOf(line('place', 'same-district'), [true, true])).toBe('differs')
  expect(closenessOf(line('national-id', 'doubtful'), [true, true])).toBe('differs')
  expect(closenessOf(line('name', 'spelled'), [true, true])).toBe('alike')
  expect(closenessOf(line('name', 'equal'), [true, true])).toBe('same')
})

test('strength is told in three words, for and against alike', () => {
  expect([15.8, -7, 4.2, -3, 0.5, -2.9].map(strengthOf)).toEqual([
    'very-strong',
    'very-strong',
    'strong',
    'strong',
    'weak',
    'weak',
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '../kernel/plain-date.ts'
import {
  birthDateOf,
  looksLikeFamilyCard,
  maskNationalId,
  nationalIdWarnings,
  readFamilyCard,
  readNationalId,
} from './national-id.ts'

test.each([
  ['1901991203700001', []],
  ['1901995203700001', []],
  ['190199120370001', ['length']],
  ['19019912037000012', ['length']],
  ['190199120370000A', ['digits']],
  ['1901990003700001', ['day']],
  ['1901993203700001', ['day']],
  ['1901994003700001', ['day']],
  ['1901997203700001', ['day']],
  ['1901991213700001', ['month']],
  ['1901991200700001', ['month']],
  ['1901993102700001', ['date']],
  ['1901992902000001', []],
  ['1901992902010001', ['date']],
  ['1901991203700000', ['serial']],
])('%s has the errors %j', (text, errors) => {
  const reading = readNationalId(text)
  expect(reading.is === 'wrong' ? reading.errors : []).toEqual(errors)
})

test('a difference to the record is a warning and never an error', () => {
  const reading = readNationalId('1901025203700001')
  if (reading.is !== 'right') throw new Error('should be right')
  const record = { bornOn: plainDate('1970-03-13'), sex: 'male', regency: '1903' } as const
  expect(nationalIdWarnings(reading.parts, record)).toEqual(['birth-date', 'sex', 'region'])
  const same = { bornOn: plainDate('1970-03-12'), sex: 'female', regency: '1901' } as const
  expect(nationalIdWarnings(reading.parts, same)).toEqual([])
})

test('any day and serial that can be issued reads back as the same person', () => {
  const day = fc.date({
    min: new Date('1930-01-01'),
    max: new Date('2020-12-31'),
    noInvalidDate: true,
  })
  const serial = fc.integer({ min: 1, max: 9999 })
  fc.assert(
    fc.property(day, serial, fc.boolean(), (at, number, woman) => {
      const born = plainDate(at.toISOString().slice(0, 10))
      const dd = String(Number(born.slice(8)) + (woman ? 40 : 0)).padStart(2, '0')
      const tail = String(number).padStart(4, '0')
      const text = `190199${dd}${born.slice(5, 7)}${born.slice(2, 4)}${tail}`
      const reading = readNationalId(text)
      if (reading.is !== 'right') throw new Error(`refused ${reading.errors}`)
      const record = { bornOn: born, sex: woman ? 'female' : 'male' } as const
      expect(nationalIdWarnings(reading.parts, record)).toEqual([])
    }),
  )
})

test('the century of a birth date is the one in which the person lives', () => {
  const reading = readNationalId('1901991203240001')
  if (reading.is !== 'right') throw new Error('should be right')
  expect(birthDateOf(reading.parts, plainDate('2026-11-22'))).toBe('2024-03-12')
  expect(birthDateOf(reading.parts, plainDate('2023-01-01'))).toBe('1924-03-12')
})

test('a mask shows eight of the sixteen digits', () => {
  expect(maskNationalId('1901991203700001')).toBe('190199••••••••01')
})

test('a card is not refused for its date, and is told from the NIK of an adult', () => {
  expect(readFamilyCard('1901999999990001').is).toBe('right')
  expect(readFamilyCard('190199999999000').is).toBe('wrong')
  const reading = readNationalId('1901990506100004')
  if (reading.is !== 'right') throw new Error('should be right')
  const on = plainDate('2023-02-06')
  expect(looksLikeFamilyCard(reading.parts, { bornOn: plainDate('1975-08-21'), on })).toBe(true)
  expect(looksLikeFamilyCard(reading.parts, { bornOn: plainDate('2010-06-05'), on })).toBe(false)
  expect(looksLikeFamilyCard(reading.parts, { bornOn: undefined, on })).toBe(false)
})

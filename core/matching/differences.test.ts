import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differingPlaces, markDifferences, markPlaces } from './differences.ts'

test('only the letters that differ are marked', () => {
  expect(markDifferences('Rosmiati', 'Rosmyati')).toEqual([
    [
      { text: 'Rosm', same: true },
      { text: 'i', same: false },
      { text: 'ati', same: true },
    ],
    [
      { text: 'Rosm', same: true },
      { text: 'y', same: false },
      { text: 'ati', same: true },
    ],
  ])
})

test('a letter that only one text has leaves a gap in the other', () => {
  expect(markDifferences('EFENDDI', 'EFENDI')).toEqual([
    [
      { text: 'EFEND', same: true },
      { text: 'D', same: false },
      { text: 'I', same: true },
    ],
    [
      { text: 'EFEND', same: true },
      { text: '', same: false },
      { text: 'I', same: true },
    ],
  ])
})

test('another word is marked whole, and what is missing at an end leaves no blot', () => {
  const marks = (pair: readonly [string, string]) =>
    markDifferences(...pair).map((runs) =>
      runs.map((run) => (run.same ? run.text : `[${run.text}]`)).join(''),
    )
  expect(marks(['Jl. Melati RT 02', 'Jl. Mawar RT 01'])).toEqual([
    'Jl. [Melati] RT [02]',
    'Jl. [Mawar] RT [01]',
  ])
  expect(marks(['Rosmiati', 'Rosmyati T.'])).toEqual(['Rosm[i]ati', 'Rosm[y]ati[ T.]'])
})

test('two digits turned round are marked in both numbers, those beneath a mask too', () => {
  expect(markPlaces('190199••20', '190199••02')).toEqual([
    [
      { text: '190199••', same: true },
      { text: '20', same: false },
    ],
    [
      { text: '190199••', same: true },
      { text: '02', same: false },
    ],
  ])
  const hidden = differingPlaces('1901991220', '1901993220')
  expect(hidden).toEqual([6])
  expect(markPlaces('190199••20', '190199••20', hidden)[0]).toEqual([
    { text: '190199', same: true },
    { text: '•', same: false },
    { text: '•20', same: true },
  ])
  expect(differingPlaces('123456', '654321')).toEqual([])
})

test('nothing of a text is lost, and equal texts have no mark', () => {
  const text = fc.string({ maxLength: 40 })
  fc.assert(
    fc.property(text, text, (left, right) => {
      const marked = markDifferences(left, right)
      expect(marked.map((runs) => runs.map((run) => run.text).join(''))).toEqual([left, right])
      expect(markDifferences(left, left)[0].every((run) => run.same)).toBe(true)
    }),
    { seed: 19 },
  )
})

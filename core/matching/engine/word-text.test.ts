import { expect, it } from 'vitest'
import { wordsOfText } from './word-text.ts'

it('keeps the words of every script whole', () => {
  expect(wordsOfText('full-name', 'नरेन्द्र मोदी')).toHaveLength(2)
  expect(wordsOfText('full-name', 'مُحَمَّد علي')).toEqual(wordsOfText('full-name', 'محمد علي'))
  expect(wordsOfText('full-name', 'José  Núñez')).toEqual(['JOSE', 'NUNEZ'])
})

it('takes titles, degrees and brackets off a name, never all of it', () => {
  expect(wordsOfText('full-name', 'H. Budi (Alm) Santoso SE')).toEqual(['BUDI', 'SANTOSO'])
  expect(wordsOfText('full-name', 'Haji')).toEqual(['HAJI'])
})

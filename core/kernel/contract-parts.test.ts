import { expect, test } from 'vitest'
import { reasonText } from './contract-parts.ts'

test.each([
  ['Sama dengan 1901991205760007 menurut KK', 'Sama dengan # menurut KK'],
  ['NIK 1901 9912 0576 0007, ibunya sama', 'NIK #, ibunya sama'],
  ['kartu 190199.120576.0007 dan 1901-9912-0576-0008', 'kartu # dan #'],
  ['  pindah sejak 17-08-2023, RT 04/02  ', 'pindah sejak 17-08-2023, RT 04/02'],
])('a reason keeps its words and loses whole numbers: %s', (typed, kept) => {
  expect(reasonText.parse(typed)).toBe(kept)
  expect(reasonText.parse(kept)).toBe(kept)
})

test('a number alone is no reason', () => {
  expect(reasonText.safeParse('1901991205760007').success).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameKey } from './name.ts'

test.each([
  ['H. Ahmad bin Saleh, S.Pd.', 'AHMAD SALEH'],
  ["Nur'aini", 'NURAINI'],
  ['  siti   aminah ', 'SITI AMINAH'],
  ['Hj', 'HJ'],
  ['Drs. Budi, M.Si', 'BUDI'],
  ['Müller-Lüd', 'MULLER LUD'],
  ['ALM. DARTO', 'DARTO'],
  ['Amd', 'AMD'],
])('%s is compared as %s', (text, key) => expect(nameKey(text)).toBe(key))

test('a key holds A to Z, 0 to 9 and single spaces, and is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const key = nameKey(text)
      expect(key).toMatch(/^(?:[A-Z0-9]+(?: [A-Z0-9]+)*)?$/)
      expect(nameKey(key)).toBe(key)
    }),
  )
})

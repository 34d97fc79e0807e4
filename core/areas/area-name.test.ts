import { expect, test } from 'vitest'
import { areaNameKey } from './area-name.ts'

test.each([
  ['Air Bara', 'AIRBARA'],
  [' AIRBARA ', 'AIRBARA'],
  ['Desa Gunung Muda', 'GUNUNGMUDA'],
  ['KEC. SUNGAI LIAT', 'SUNGAILIAT'],
  ['Kabupaten Bangka', 'BANGKA'],
  ['Kota Pangkal Pinang', 'KOTAPANGKALPINANG'],
  ['Kelapa', 'KELAPA'],
  ['Desa', 'DESA'],
  ['Kel.', 'KEL'],
])('%s is compared as %s', (name, key) => {
  expect(areaNameKey(name)).toBe(key)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignNames } from './name-comparison.ts'
import { nameSounds } from './person-name.ts'

const level = (left: string, right: string) => alignNames(nameSounds(left), nameSounds(right)).level

describe('names as Indonesian lists write them', () => {
  test.each([
    ['Muhammad Fikri', 'Moh. Fikri', 'equal'],
    ['Muhammad Fikri', 'M. Fikri', 'shortened'],
    ['Siti Aminah', 'St. Aminah', 'equal'],
    ['Abdul Rahman', 'Abd. Rahman', 'equal'],
    ['Soekarno', 'Sukarno', 'equal'],
    ['Djoko Tjahjono', 'Joko Cahjono', 'equal'],
    ['Syamsul Bahri', 'Samsul Bahri', 'equal'],
    ['Choirul Anwar', 'Khoirul Anwar', 'equal'],
    ['H. Drs. Hasan Basri', 'Hasan Basri', 'equal'],
    ['Rosmiati binti Saleh', 'Rosmiati', 'equal'],
    ['Sahrul (alm.)', 'Sahrul', 'equal'],
    ['Sumiyati (Mak Yati)', 'Sumiati', 'equal'],
    ['Siti Aminah', 'Sitiaminah', 'shortened'],
    ['Ahmad Rizal Saputra', 'Ahmad Rizal S.', 'shortened'],
    ['Dedi Kurniawan', 'Kurniawan Dedi', 'shortened'],
    ['Rosmiati', 'Rosmyati', 'equal'],
    ['Jusuf Kalla', 'Yusuf Kalla', 'similar'],
    ['Suryani Tarigan', 'Suryani', 'part'],
    ['Dwi Lestari', 'Sri Lestari', 'one-word'],
    ['Muhammad Ali', 'Muhammad Rizki', 'different'],
    ['Hasan', 'Rosdiana', 'different'],
  ])('%s and %s are %s', (left, right, expected) => {
    expect(level(left, right)).toBe(expected)
  })

  test('a comparison says the same in both directions', () => {
    const word = fc.constantFrom(
      ...'MUHAMMAD SITI M AMINAH AMINA RIZKI RIZKY S SAPUTRA SYAPUTRA NUR HAYATI NURHAYATI'.split(
        ' ',
      ),
    )
    const name = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(name, name, (left, right) => {
        expect(level(left, right)).toBe(level(right, left))
      }),
      { seed: 19, numRuns: 500 },
    )
  })
})

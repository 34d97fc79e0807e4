import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AskedPerson, type KeptPerson, keepPersons, knownAmong } from './known-among.ts'

const first = (
  'MUHAMMAD ABDUL SITI NUR AHMAD BUDI DEWI EKO FITRI GUNTUR HASAN INDAH JOKO KARTINI LUKMAN ' +
  'MARDIANA NURHAYATI OKTAVIA PONIRAN RUSMINI SUPRIADI TUMINAH USMAN WARSINI YULIANA ZAINAL'
).split(' ')
const last = (
  'SAPUTRA LESTARI WIJAYA PERMATA KUSUMA HANDOKO RAHAYU SETIAWAN HARTONO SUSANTI PRATAMA ' +
  'GUNAWAN HIDAYAT KURNIAWAN MAULANA NUGROHO PURNAMA RAMADHAN SANTOSO UTAMI WULANDARI YUSUF'
).split(' ')

/** A village of people whose names follow from their number. */
function village(size: number): KeptPerson[] {
  return Array.from({ length: size }, (_, at) => ({
    personId: `p${String(at).padStart(5, '0')}`,
    name: [
      first[at % first.length],
      last[(at * 7) % last.length],
      last[(at >> 4) % last.length],
    ].join(' '),
    sex: at % 2 === 0 ? 'male' : 'female',
    bornYear: 1940 + (at % 75),
    nationalIdMask: `190199••••••••${String(at % 100).padStart(2, '0')}`,
  }))
}

const syllables = 'BA DI KUR MAN NA RI SU TO WA YA LI HAR TIN JO'.split(' ')

/** As many different words as a village has: some two thousand. */
function wordyVillage(size: number): KeptPerson[] {
  const syllable = (of: number) => syllables[of % syllables.length] ?? ''
  const word = (of: number) =>
    syllable(of) + syllable(Math.trunc(of / 14)) + syllable(Math.trunc(of / 196))
  return village(size).map((each, at) => ({
    ...each,
    name: `${first[at % first.length]} ${word((at * 7919) % 2744)} ${word((at * 104_729) % 2744)}`,
  }))
}

const wanted: KeptPerson = {
  personId: 'wanted',
  name: 'MUHAMMAD SYAHRONI BAKRI',
  sex: 'male',
  bornYear: 1971,
  nationalIdMask: '190199••••••••42',
}
const siti = { ...wanted, personId: 'siti', name: 'SITI AMINAH', sex: 'female', bornYear: 1980 }
const among = keepPersons([...village(1500), wanted, siti])

const firstOf = (asked: AskedPerson) => knownAmong(among, asked)[0]

describe('a person among those kept here', () => {
  test.each([
    ['Moh. Sahroni Bakri', 'a short first name and another spelling'],
    ['Bakri Syahroni Muhammad', 'the words the other way round'],
    ['M. Syahroni Bakri', 'an initial'],
    ['Muhammad Syahrono Bakri', 'one wrong letter'],
    ['H. Muhammad Syahroni B', 'a title and an initial behind'],
    ['Muhamad Syahroni Bakri bin Umar', 'the father behind'],
    ['MUHAMMADSYAHRONIBAKRI', 'run together'],
    ['Nuhammad Syahroni Bakri', 'another first letter'],
    ['Muhammad Yahroni Bakri', 'the first letter lost'],
    ['Muhammad Syahroni Abkri', 'the first letters swapped'],
  ])('is found as %s: %s', (name) => {
    const found = firstOf({ name, sex: 'male', bornYear: 1971 })
    expect(found?.person.personId).toBe('wanted')
    expect(found?.probability).toBeGreaterThan(0.7)
  })

  test.each(['St. Aminah', 'Sitti Aminah', 'Sitiaminah', 'Aminah'])('is found as %s', (name) => {
    expect(firstOf({ name, bornYear: 1980 })?.person.personId).toBe('siti')
  })

  test('is found with a birth year that is one off, ten off or turned round', () => {
    for (const bornYear of [1970, 1972, 1981, 1917]) {
      const found = firstOf({ name: 'Muhammad Syahroni Bakri', sex: 'male', bornYear })
      expect(found?.person.personId, String(bornYear)).toBe('wanted')
    }
  })

  test('is surer the more is known, and less sure when something speaks against', () => {
    const name = 'Muhammad Syahroni Bakri'
    const sure = (asked: Omit<AskedPerson, 'name'>) => firstOf({ name, ...asked })?.probability ?? 0
    const nationalId = '1901990905710042'
    expect(sure({ bornYear: 1971 })).toBeGreaterThan(sure({}))
    expect(sure({ bornYear: 1971, nationalId })).toBeGreaterThan(sure({ bornYear: 1971 }))
    expect(sure({ bornYear: 1990 })).toBeLessThan(sure({}))
    expect(sure({ sex: 'female', bornYear: 1971 })).toBeLessThan(sure({ bornYear: 1971 }))
    expect(sure({ nationalId: '1901990905710099' })).toBeLessThan(sure({}))
  })

  test('is nobody when the name is another, too short, or shares a first name only', () => {
    expect(knownAmong(among, { name: 'Zulkarnaen Effendi' })).toEqual([])
    expect(knownAmong(among, { name: 'Mu' })).toEqual([])
    expect(knownAmong(among, { name: 'Siti', sex: 'female' })).toEqual([])
  })

  test('is said with the strongest reason first', () => {
    const found = firstOf({ name: 'Moh. Syahroni Bakri', sex: 'male', bornYear: 1971 })
    const weights = found?.evidence.map((each) => Math.abs(each.weight)) ?? []
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    expect(found?.evidence.map((each) => each.field).toSorted()).toEqual([
      'birth-year',
      'name',
      'sex',
    ])
  })

  test('is the same whatever the order in which people are kept', () => {
    const people = [...village(200), wanted, siti]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(people, { minLength: people.length }),
        fc.constantFrom('Moh Syahroni', 'Siti Aminah', 'Budi Kusuma', 'Nur Lestari Wijaya'),
        (shuffled, name) => {
          const ids = (persons: readonly KeptPerson[]) =>
            knownAmong(keepPersons(persons), { name, bornYear: 1971 }).map((each) => [
              each.person.personId,
              each.probability,
            ])
          expect(ids(shuffled)).toEqual(ids(people))
        },
      ),
      { numRuns: 20 },
    )
  })

  test('is looked for among 3,000 within 20 ms at every letter, on a phone ten times slower', () => {
    const many = [...wordyVillage(2999), wanted]
    const began = performance.now()
    const kept = keepPersons(many)
    const readyMs = performance.now() - began
    const name = 'Muhammad Syahroni Bakri'
    const taken: number[] = []
    for (let letters = 3; letters <= name.length; letters++) {
      const at = performance.now()
      knownAmong(kept, { name: name.slice(0, letters), sex: 'male', bornYear: 1971 })
      taken.push(performance.now() - at)
    }
    const sorted = taken.toSorted((a, b) => a - b)
    const median = sorted[sorted.length >> 1] ?? 0
    const worst = sorted.at(-1) ?? 0
    process.stdout.write(
      `known among 3,000: ready in ${readyMs.toFixed(1)} ms, ` +
        `a letter ${median.toFixed(2)} ms in the middle, ${worst.toFixed(2)} ms at worst\n`,
    )
    expect(median).toBeLessThan(2)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addFamily, emptyFamilies, type FamilyIn } from '../families.ts'
import { startingModel } from '../model.ts'
import { weights2026 } from '../parameters/weights.ts'
import { findKnown, type PersonAsked } from './find-known.ts'
import { makeRegistryIndex, putFamily, removeFamily } from './registry-index.ts'
import { shareOut } from './tell-known.ts'

const sari = '19.01.01.2001'
const firstNames = 'AHMAD BUDI CICI DEWI EKO FITRI GUNTUR HASAN INDAH JOKO'.split(' ')
const lastNames = 'SAPUTRA LESTARI WIJAYA PERMATA KUSUMA HANDOKO RAHAYU SETIAWAN'.split(' ')

function idOf(at: number): string {
  return `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
}

/** Families of two whose values follow from their number. */
function familyAt(at: number): FamilyIn {
  const name = (shift: number) =>
    `${firstNames[(at + shift) % 10]} ${lastNames[(at * 3 + shift) % 8]} ${lastNames[at % 7]}`
  const day = String(1 + (at % 28)).padStart(2, '0')
  const month = String(1 + (at % 12)).padStart(2, '0')
  const year = 1950 + (at % 40)
  const birth = `${day}${month}${String(year % 100).padStart(2, '0')}`
  const number = (kind: number) => `190199${birth}${String(at * 2 + kind).padStart(4, '0')}`
  const person = (kind: number) => ({
    name: name(kind),
    sex: kind === 0 ? ('male' as const) : ('female' as const),
    bornOn: `${year}-${month}-${day}`,
    nationalId: number(kind),
  })
  return {
    id: idOf(at),
    villageCode: at % 2 === 0 ? sari : '19.01.01.2002',
    address: '',
    familyCard: '',
    head: person(0),
    members: [person(1)],
  }
}

const size = 400
const model = startingModel(weights2026, size)

function makeIndex() {
  const families = emptyFamilies(size)
  for (let at = 0; at < size; at += 1) addFamily(families, familyAt(at))
  return makeRegistryIndex(families)
}

function ask(person: Partial<PersonAsked>): PersonAsked {
  const nothing = { sex: null, bornOn: null, nationalId: '', familyCard: '', villageCode: null }
  return { name: '', ...nothing, ...person }
}

describe('who a person may be', () => {
  const index = makeIndex()

  test('is found by the whole NIK alone', () => {
    const wanted = familyAt(7).members[0]
    const asked = ask({ nationalId: wanted?.nationalId ?? '' })
    const [first] = shareOut(findKnown(index, model, asked))
    expect(first).toMatchObject({ householdId: idOf(7), place: 1 })
    expect(first?.probability).toBeGreaterThan(0.9)
  })

  test('is found by a NIK with one wrong digit and the name', () => {
    const wanted = familyAt(9).head
    const wrong = wanted.nationalId.replace(/^19/, '18')
    const [first] = findKnown(index, model, ask({ name: wanted.name, nationalId: wrong }))
    expect(first).toMatchObject({ householdId: idOf(9), place: 0 })
  })

  test('is found by a name spelled another way and the birth date turned round', () => {
    const family: FamilyIn = {
      ...familyAt(0),
      id: idOf(5000),
      head: { name: 'MUHAMMAD SYAHRONI', sex: 'male', bornOn: '1971-03-09', nationalId: '' },
      members: [],
    }
    putFamily(index, family)
    const asked = ask({ name: 'Moh. Sahroni', bornOn: '1971-09-03', villageCode: sari })
    const [first] = findKnown(index, model, asked)
    expect(first?.householdId).toBe(idOf(5000))
  })

  test('a number counts when all of it is right, and else as though it were not asked', () => {
    const { name, nationalId } = familyAt(9).head
    const answer = (number: string) => findKnown(index, model, ask({ name, nationalId: number }))
    for (let digit = 0; digit < 16; digit += 1) {
      const other = nationalId[digit] === '7' ? '8' : '7'
      const slip = `${nationalId.slice(0, digit)}${other}${nationalId.slice(digit + 1)}`
      const begun = nationalId.slice(0, digit).padEnd(16, '3')
      expect(answer(slip)).toEqual(answer(''))
      expect(answer(begun)).toEqual(answer(''))
      expect(findKnown(index, model, ask({ nationalId: slip }))).toEqual([])
    }
    expect(answer(nationalId)[0]?.evidence).toContainEqual({
      field: 'national-id',
      level: 'equal',
    })
  })

  test('a date counts when it is right beside a name; else no more than its year does', () => {
    const { name } = familyAt(9).head
    const answer = (bornOn: string) => findKnown(index, model, ask({ name, bornOn }))
    // Born on 10 October 1959: turned round, one off, ten off, another month, a heaped day.
    const wrong = ['1959-10-11', '1959-10-20', '1959-09-10', '1959-02-28', '1959-01-01']
    for (const bornOn of wrong) expect(answer(bornOn)).toEqual(answer('1959-03-23'))
    expect(answer('1979-10-10')).toEqual(answer('1979-03-23'))
    expect(answer('1958-10-10')).toEqual(answer('1958-03-23'))
    const oddsOf = (bornOn: string) => answer(bornOn)[0]?.odds ?? 0
    expect(oddsOf('1959-10-10')).toBeGreaterThan(oddsOf('1959-03-23'))
    const nobody = ask({ name: 'ZULAIKHA', bornOn: '1959-10-10' })
    expect(findKnown(index, model, nobody)).toEqual([])
    expect(findKnown(index, model, ask({ bornOn: '1959-10-10' }))).toEqual([])
  })

  test('a letter wrong and no date: found in the village', () => {
    const wanted = familyAt(12).head
    const typed = wanted.name.replace('WIJAYA', 'WIJAIA').slice(0, -1)
    const found = findKnown(index, model, ask({ name: typed, villageCode: sari, sex: wanted.sex }))
    expect(found.map((each) => each.householdId)).toContain(idOf(12))
  })

  test('a letter left out and nothing else: found by the other word', () => {
    putFamily(index, {
      ...familyAt(1),
      id: idOf(5001),
      head: { name: 'AGUS RAHARJO', sex: 'male', bornOn: '1971-03-09', nationalId: '' },
    })
    const [first] = findKnown(index, model, ask({ name: 'gus raharjo' }))
    expect(first?.householdId).toBe(idOf(5001))
  })

  test('nobody is found for somebody who is not there', () => {
    const asked = ask({ name: 'ZULAIKHA XAVERIUS', bornOn: '2003-02-27', villageCode: sari })
    expect(findKnown(index, model, asked)).toEqual([])
  })

  test('probabilities of those found add up to one at the most', () => {
    const found = shareOut(findKnown(index, model, ask({ name: familyAt(3).head.name })))
    expect(found.length).toBeGreaterThan(0)
    expect(found.reduce((sum, each) => sum + each.probability, 0)).toBeLessThanOrEqual(1)
  })
})

test('asking leaves nothing behind', () => {
  const index = makeIndex()
  const before = structuredClone(index)
  const letters = fc.string({ unit: fc.constantFrom(...'abcdef z'), maxLength: 20 })
  fc.assert(
    fc.property(letters, fc.constantFrom(null, sari, '33.01.01.2001'), (name, villageCode) => {
      findKnown(index, model, ask({ name, villageCode, bornOn: '1960-01-01' }))
    }),
    { numRuns: 200 },
  )
  expect(index.families.words).toEqual(before.families.words)
  expect(index.families.sounds.size).toBe(before.families.sounds.size)
  expect(index.families.villageNumbers).toEqual(before.families.villageNumbers)
  expect([index.families.count, index.families.persons]).toEqual([size, size * 2])
})

test('kept up to date family by family, it answers as one made anew', () => {
  const change = fc.record({ at: fc.nat({ max: size + 50 }), as: fc.nat({ max: size * 2 }) })
  const changes = fc.array(fc.record({ change, removed: fc.boolean() }), { maxLength: 30 })
  fc.assert(
    fc.property(changes, fc.nat({ max: size * 2 }), (steps, wanted) => {
      const kept = makeIndex()
      const now = new Map(Array.from({ length: size }, (_, at) => [idOf(at), familyAt(at)]))
      for (const { change, removed } of steps) {
        const family = { ...familyAt(change.as), id: idOf(change.at) }
        if (removed) {
          removeFamily(kept, family.id)
          now.delete(family.id)
        } else {
          putFamily(kept, family)
          now.set(family.id, family)
        }
      }
      const families = emptyFamilies(size)
      for (const id of [...now.keys()].toSorted()) {
        const family = now.get(id)
        if (family !== undefined) addFamily(families, family)
      }
      const { name, nationalId } = familyAt(wanted).head
      const households = (index: ReturnType<typeof makeIndex>) =>
        shareOut(findKnown(index, model, ask({ name, nationalId }))).flatMap((each) =>
          each.probability > 0.5 ? [`${each.householdId} ${each.place}`] : [],
        )
      expect(households(kept)).toEqual(households(makeRegistryIndex(families)))
    }),
    { numRuns: 25 },
  )
})

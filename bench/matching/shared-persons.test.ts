import { expect, test } from 'vitest'
import { chanceOf } from '../../command/demonstration/chance.ts'
import { dottedAreaCode } from '../../core/areas/area-scope.ts'
import {
  addFamily,
  emptyFamilies,
  type FamilyIn,
  type PersonIn,
} from '../../core/matching/families.ts'
import { startingModel } from '../../core/matching/model.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { findSharedPersons, weighShared } from '../../core/matching/shared-persons.ts'
import { elsewhereOf, familiesOf } from './people.ts'
import { dateOf, type Person, withErrors } from './person-errors.ts'

/** A person of the list, and whose second record they are. */
type Planted = Person & { readonly who: number }

const idOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`

/**
 * Families in which persons stand who stand in another too (children of two homes, grown sons,
 * grandmothers), and others who only look it: twins and siblings who live apart.
 */
function plant(persons: number, seed: number): readonly (readonly Planted[])[] {
  const chance = chanceOf(seed, 'shared')
  const elsewhere = elsewhereOf(persons, seed)
  let who = 0
  const families: Planted[][] = []
  for (const family of familiesOf(persons, seed)) {
    families.push(
      family.map((person) => {
        who += 1
        const first = chance.happens(0.15)
        return {
          ...(first ? withErrors(chance, person, { elsewhere, copy: 'first' }) : person),
          who,
        }
      }),
    )
  }
  const originals = families.map((family) => [...family])
  const names = originals.flat().map((person) => person.name)
  for (const family of originals) {
    for (const [at, person] of family.entries()) {
      const home = chance.pick(families)
      const what = chance.next()
      // As somebody else wrote them down; a second family lives where it lives.
      const again = { ...withErrors(chance, person, { elsewhere, copy: 'later' }), who: person.who }
      if (at > 1 && what < 0.02) home.push(again)
      else if (at > 1 && what < 0.025) families.push([again])
      else if (at < 2 && what < 0.004) home.push(again)
      else if (at > 1 && what < 0.04)
        home.push(apart(person, { twin: true, name: chance.pick(names) }))
      else if (at > 1 && what < 0.06)
        home.push(apart(person, { twin: false, name: chance.pick(names) }))
    }
  }
  return families

  /** A twin or a sibling: another first word, the last one shared; a number of their own. */
  function apart(of: Planted, how: { readonly twin: boolean; readonly name: string }): Planted {
    who += 1
    const first = how.name.split(' ')[0] ?? ''
    const alike = chance.happens(0.3) ? `${of.name.slice(0, 3)}${of.name.slice(4)}` : undefined
    const name =
      how.twin && alike !== undefined ? alike : `${first} ${of.name.split(' ').slice(1).join(' ')}`
    const [year = 2000, month = 1, day = 1] = of.birthDate.split('-').map(Number)
    const birthDate = how.twin ? of.birthDate : dateOf(year + chance.between(1, 4), month, day)
    const serial = String(Number(of.nik.slice(12)) + 1).padStart(4, '0')
    const digits = how.twin ? of.nik.slice(0, 12) : of.nik.slice(0, 10) + birthDate.slice(2, 4)
    const nik = of.nik.length !== 16 || chance.happens(0.1) ? '' : digits + serial
    return { ...of, name, birthDate, nik, who }
  }
}

function familyIn(at: number, members: readonly Planted[]): FamilyIn {
  const [head] = members
  if (head === undefined) throw new Error('a family without a person')
  return {
    id: idOf(at),
    villageCode: dottedAreaCode(head.village) ?? null,
    address: `${head.address} RT ${head.rt} RW ${head.rw}`,
    familyCard: head.familyCard,
    head: personIn(head),
    members: members.slice(1).map(personIn),
  }
}

function personIn(person: Planted): PersonIn {
  return {
    name: person.name,
    sex: person.sex === 'L' ? 'male' : 'female',
    bornOn: person.birthDate === '' ? null : person.birthDate,
    nationalId: person.nik,
  }
}

test.each([
  [3_000, 11],
  [12_000, 12],
  [40_000, 13],
  [40_000, 14],
])('%i persons: who is said to be one is one, twins and siblings are two', (persons, seed) => {
  const planted = plant(persons, seed)
  const families = emptyFamilies(planted.length, persons)
  for (const [at, members] of planted.entries()) addFamily(families, familyIn(at, members))
  const whose = planted.flat().map((person) => person.who)
  const model = startingModel(weights2026, families.count)
  const steps = findSharedPersons(families, model)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const { frequencies, places } = step.value
  const told = places.map((pair) => ({
    probability: weighShared({ families, frequencies }, model, pair).probability,
    one: whose[pair[0]] === whose[pair[1]],
  }))
  const sure = told.filter((each) => each.probability >= 0.95)
  const precision = sure.filter((each) => each.one).length / sure.length
  const twice = whose.length - new Set(whose).size
  const found = (from: number) =>
    told.filter((each) => each.one && each.probability >= from).length / twice
  const recall = { sure: found(0.95), likely: found(0.5), shown: found(0) }
  console.info(JSON.stringify({ persons: whose.length, twice, precision, recall }))
  expect(precision).toBeGreaterThanOrEqual(0.99)
  expect(recall.sure).toBeGreaterThanOrEqual(0.7)
  expect(recall.shown).toBeGreaterThanOrEqual(0.9)
  const doubtful = told.filter((each) => each.probability < 0.95)
  const expected = doubtful.reduce((sum, each) => sum + each.probability, 0)
  const right = doubtful.filter((each) => each.one).length
  expect(Math.abs(expected - right)).toBeLessThan(4 + doubtful.length / 5)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runToEnd } from '../../kernel/run-to-end.ts'
import { type FamilyIn, familiesFrom, type PersonIn } from '../families.ts'
import { startingModel } from '../model.ts'
import { weights2026 } from '../parameters/weights.ts'
import { explainShared, findSharedPersons, type SharedPerson } from '../shared-persons.ts'
import { makeRegistryIndex, putFamily } from './registry-index.ts'
import { findSharedWith } from './shared-with.ts'

const given = 'SUPARMAN ROSDIANA HASBULLAH MARIANA ZULKIFLI YUNUS DARMAWAN RATIH'.split(' ')
const behind = 'TARIGAN PRATAMA HARAHAP LESTARI GUNAWAN SIREGAR WIJAYA'.split(' ')
const size = 400

const idOf = (at: number) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`

function personAt(at: number): PersonIn {
  const year = 1950 + ((at * 7) % 50)
  const day = String(10 + (at % 18))
  const month = String(1 + (at % 12)).padStart(2, '0')
  return {
    name: `${given[at % 8]} ${behind[(at * 3) % 7]} ${given[(at >> 3) % 8]}`,
    sex: at % 2 === 0 ? 'male' : 'female',
    bornOn: `${year}-${month}-${day}`,
    nationalId: `190199${day}${month}${year % 100}${String(at).padStart(4, '0')}`,
  }
}

const familyAt = (at: number, members: readonly PersonIn[]): FamilyIn => ({
  id: idOf(at),
  villageCode: `19.01.0${1 + (at % 8)}.200${1 + (at % 9)}`,
  address: '',
  familyCard: '',
  head: personAt(at),
  members,
})

const registry = Array.from({ length: size }, (_, at) => familyAt(at, [personAt(5000 + at)]))

/** A member of the registry in another list's family, as somebody else wrote them down. */
const again = fc
  .record({
    of: fc.nat({ max: size - 1 }),
    slip: fc.constantFrom('none', 'number', 'no-number', 'turned', 'name'),
  })
  .map(({ of, slip }): PersonIn => {
    const person = personAt(5000 + of)
    const [year, month, day] = (person.bornOn ?? '').split('-')
    if (slip === 'number') {
      return { ...person, nationalId: person.nationalId.replace(/..$/, '99') }
    }
    if (slip === 'no-number') return { ...person, nationalId: '' }
    if (slip === 'turned') {
      return Number(day) > 12 ? person : { ...person, bornOn: `${year}-${day}-${month}` }
    }
    return slip === 'name' ? { ...person, name: person.name.slice(0, -1) } : person
  })

let pairs = 0

test('the persons of a new list are found in the families in which the whole finds them', () => {
  fc.assert(
    fc.property(fc.array(again, { minLength: 1, maxLength: 10 }), (persons) => {
      const added = persons.map((each, at) => familyAt(9000 + at, [each]))
      const families = familiesFrom([...registry, ...added])
      const model = startingModel(weights2026, families.count)
      const shared = runToEnd(findSharedPersons(families, model))
      const index = makeRegistryIndex(familiesFrom(registry))
      for (const family of added) putFamily(index, family)
      const ids = added.map((family) => family.id)
      const whole = explainShared({ families, ...shared }, model, shared.places)
      const alone = runToEnd(findSharedWith(index, model, ids))
      // The index counts frequencies without the list: a probability may differ a little.
      const told = (found: readonly SharedPerson[], from: number) =>
        found
          .filter((pair) => pair.probability >= from)
          .map(({ left, right }) => `${left.householdId} ${right.householdId}`)
      expect(told(alone, 0.5)).toEqual(expect.arrayContaining(told(whole, 0.9)))
      expect(told(whole, 0.5)).toEqual(expect.arrayContaining(told(alone, 0.9)))
      pairs += told(whole, 0.9).length
    }),
    { numRuns: 40 },
  )
  expect(pairs).toBeGreaterThan(50)
})

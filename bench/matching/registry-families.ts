import { type Chance, chanceOf } from '../../command/demonstration/chance.ts'
import { dottedAreaCode } from '../../core/areas/area-scope.ts'
import { parsePlainDate } from '../../core/kernel/plain-date.ts'
import type { FamilyIn, PersonIn } from '../../core/matching/families.ts'
import { elsewhereOf, familiesOf } from './people.ts'
import { type Elsewhere, type Person, withErrors } from './person-errors.ts'

/** A family of a registry, and which family it really is. */
export type KnownFamily = { readonly family: FamilyIn; readonly entity: number }

/** Of all families: listed again whole, by its head alone, and with grown children of their own. */
const shares = { listedAgain: 0.06, headAlone: 0.03, grownChildren: 0.12, stillListed: 0.5 }

/**
 * Families as lists bring them, with what makes them hard to tell apart: written again with every
 * slip of `person-errors.ts`; grown children with families of their own on the card of their
 * parents and in their house, half of them still members there. The same persons and seed give the
 * same families.
 */
export function* knownFamilies(persons: number, seed: number): Generator<KnownFamily> {
  const chance = chanceOf(seed, 'families of a registry')
  const elsewhere = elsewhereOf(persons, seed)
  let [listed, entity] = [0, 0]
  const list = (people: readonly Person[], as: number): KnownFamily => {
    listed += 1
    return { family: familyIn(listed, people), entity: as }
  }
  for (const people of familiesOf(persons, seed)) {
    entity += 1
    const own = entity
    const [head, wife, ...children] = people
    if (head === undefined) continue
    const grown = children.length >= 2 && chance.happens(shares.grownChildren) ? children : []
    const stays = grown.length === 0 || chance.happens(shares.stillListed)
    const members = stays ? people : [head, ...(wife === undefined ? [] : [wife])]
    yield list(members, own)
    for (const child of grown.slice(0, 2)) {
      entity += 1
      yield list([atHomeOf(head, written(chance, child, elsewhere))], entity)
    }
    if (chance.happens(shares.listedAgain)) {
      const again = members.map((each) => written(chance, each, elsewhere))
      const home = again[0] ?? head
      yield list(
        again.map((each) => atHomeOf(home, each)),
        own,
      )
    }
    if (chance.happens(shares.headAlone)) yield list([written(chance, head, elsewhere)], own)
  }
}

function written(chance: Chance, person: Person, elsewhere: Elsewhere): Person {
  return withErrors(chance, person, { elsewhere, copy: 'later' })
}

/** A family is written down with one card and one address. */
function atHomeOf({ familyCard, village, address, rt, rw }: Person, person: Person): Person {
  return { ...person, familyCard, village, address, rt, rw }
}

function familyIn(number: number, people: readonly Person[]): FamilyIn {
  const [head, ...members] = people
  if (head === undefined) throw new Error('a family has a head')
  const { address, rt, rw } = head
  return {
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    villageCode: dottedAreaCode(head.village) ?? null,
    address: address === '' ? '' : `${address} RT ${rt} RW ${rw}`,
    familyCard: head.familyCard,
    head: personIn(head),
    members: members.map(personIn),
  }
}

function personIn({ name, sex, birthDate, nik }: Person): PersonIn {
  return {
    name,
    sex: sex === 'L' ? 'male' : 'female',
    bornOn: parsePlainDate(birthDate) ?? null,
    nationalId: nik,
  }
}

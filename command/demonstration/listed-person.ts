import { nameKey } from '../../core/registry/name.ts'
import type { Chance } from './chance.ts'
import type { Listed, ListRow } from './list.ts'
import { drawErrors, mistakeBirth, mistypeNumber, type RowErrors } from './list-errors.ts'
import { varyName } from './name-variants.ts'
import type { Person } from './people.ts'

/** A person as a list writes them, beside who they are. */
export type ListedPerson = {
  readonly person: Person
  readonly errors: RowErrors
  /** In capitals, as these lists are. */
  readonly name: string
  readonly nationalId: string
  /** `YYYY-MM-DD`; the true one unless the list has it wrong. */
  readonly bornOn: string
}

/** The members of a row as written: the head with the row's errors, each other with their own. */
export function writeMembers(row: ListRow, chance: Chance, taken: Set<string>): ListedPerson[] {
  const { members } = row.listed.family
  return members.flatMap((person, at) => {
    if (at === 0) return [writePerson(person, row.errors, { chance, listed: row.listed, taken })]
    // A second survey of the same door misses somebody now and then.
    if (row.double === 'variant' && chance.happens(0.08)) return []
    return [writePerson(person, drawErrors(chance), { chance, listed: row.listed, taken })]
  })
}

function writePerson(
  person: Person,
  errors: RowErrors,
  by: { readonly chance: Chance; readonly listed: Listed; readonly taken: Set<string> },
): ListedPerson {
  const name = errors.name ? varyUntilOther(person.name, by.chance) : person.name
  const bornOn = errors.birthDate ? mistakeBirth(person.bornOn, by.chance) : person.bornOn
  return {
    person,
    errors,
    name: name.toUpperCase(),
    nationalId: writeNumber(person, errors, by),
    bornOn,
  }
}

/** A variant must differ in capitals too; titles alone may differ, as they do in lists. */
function varyUntilOther(name: string, chance: Chance): string {
  for (let tries = 0; tries < 6; tries++) {
    const varied = varyName(name, chance)
    const titled = nameKey(varied) === nameKey(name)
    if (varied.toUpperCase() !== name.toUpperCase() && (!titled || tries > 1)) return varied
  }
  return `${name} A`
}

function writeNumber(
  person: Person,
  errors: RowErrors,
  by: { readonly chance: Chance; readonly listed: Listed; readonly taken: Set<string> },
): string {
  switch (errors.nationalId) {
    case 'typo':
      return mistypeNumber(person.nationalId, by.chance, by.taken)
    case 'family-card':
      return by.listed.family.familyCard
    case 'empty':
      return by.chance.pick(['', '', '0', '0000000000000000', '-'])
    default:
      return person.nationalId
  }
}

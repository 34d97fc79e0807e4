import { birthLevels, compareBirthDates } from './birth-date.ts'
import { type Families, familyCardOf, headOf, nationalIdOf, wordsOf } from './families.ts'
import { compareMembers, findCrosswise } from './members.ts'
import { alignNames, type NameAlignment, nameLevels } from './name-comparison.ts'
import {
  cardLevels,
  compareCards,
  compareNationalIds,
  nationalIdLevels,
} from './number-comparison.ts'
import {
  addressLevels,
  memberLevels,
  placeLevels,
  roleLevels,
  sexLevels,
} from './parameters/weights.ts'

/** What is compared, and the names of the levels; the place in a list is the code. */
export const levelNames = {
  name: nameLevels,
  'national-id': nationalIdLevels,
  'birth-date': birthLevels,
  sex: sexLevels,
  place: placeLevels,
  address: addressLevels,
  'family-card': cardLevels,
  members: memberLevels,
  role: roleLevels,
} as const

export type Field = keyof typeof levelNames

export const fields = [
  'name',
  'national-id',
  'birth-date',
  'sex',
  'place',
  'address',
  'family-card',
  'members',
  'role',
] as const satisfies readonly Field[]

/** One pair of families compared: a level for each field, and what the weights need beside. */
export type Comparison = {
  readonly levels: Readonly<Record<Field, string>>
  /** The two persons that were compared as one: the heads, or crosswise. */
  readonly persons: readonly [number, number]
  readonly alignment: NameAlignment
  readonly membersFound: number
  readonly membersCompared: number
}

/** Compares two families. Symmetric in its levels. */
export function compareFamilies(families: Families, left: number, right: number): Comparison {
  const heads = [headOf(families, left), headOf(families, right)] as const
  const straight = alignPersons(families, heads[0], heads[1])
  const crosswise = isPoor(straight) ? findCrosswise(families, left, right) : undefined
  const persons = crosswise?.persons ?? heads
  const alignment =
    crosswise === undefined ? straight : alignPersons(families, persons[0], persons[1])
  const members = compareMembers({ families, left, right, except: persons })
  const alone = compareAligned(families, persons, alignment)
  return {
    ...alone,
    levels: { ...alone.levels, members: members.level, role: crosswise?.role ?? 'heads' },
    membersFound: members.found,
    membersCompared: members.compared,
  }
}

/** Compares two persons and where they live, without the others of their families. Symmetric. */
export function comparePersons(families: Families, persons: readonly [number, number]): Comparison {
  return compareAligned(families, persons, alignPersons(families, persons[0], persons[1]))
}

function compareAligned(
  families: Families,
  persons: readonly [number, number],
  alignment: NameAlignment,
): Comparison {
  const left = families.family[persons[0]] ?? 0
  const right = families.family[persons[1]] ?? 0
  return {
    levels: {
      name: alignment.level,
      'national-id': nationalIdLevel(families, persons),
      'birth-date': compareBirthDates(
        families.born[persons[0]] ?? 0,
        families.born[persons[1]] ?? 0,
      ),
      sex: sexLevel(families.sex[persons[0]] ?? 0, families.sex[persons[1]] ?? 0),
      place: placeLevel(families, left, right),
      address: addressLevel(families, left, right),
      'family-card': cardLevel(families, left, right),
      members: 'missing',
      role: 'heads',
    },
    persons,
    alignment,
    membersFound: 0,
    membersCompared: 0,
  }
}

function alignPersons(families: Families, left: number, right: number): NameAlignment {
  const alignment = alignNames(wordsOf(families, left), wordsOf(families, right))
  const spelledAlike = families.nameText[left] === families.nameText[right]
  if (alignment.level !== 'equal' || spelledAlike) return alignment
  return { ...alignment, level: 'spelled' }
}

function isPoor(alignment: NameAlignment): boolean {
  return alignment.level === 'one-word' || alignment.level === 'different'
}

function nationalIdLevel(families: Families, persons: readonly [number, number]) {
  const [left, right] = persons
  return compareNationalIds(
    { digits: nationalIdOf(families, left), bornOn: families.born[left] ?? 0 },
    { digits: nationalIdOf(families, right), bornOn: families.born[right] ?? 0 },
  )
}

function sexLevel(left: number, right: number): 'missing' | 'equal' | 'different' {
  if (left === 0 || right === 0) return 'missing'
  return left === right ? 'equal' : 'different'
}

function placeLevel(families: Families, left: number, right: number) {
  const villages = [families.village[left] ?? 0, families.village[right] ?? 0]
  if (families.villageHashes[villages[0] ?? 0] === emptyHash) return 'missing'
  if (families.villageHashes[villages[1] ?? 0] === emptyHash) return 'missing'
  if (villages[0] === villages[1]) return 'same-village'
  return families.district[left] === families.district[right] ? 'same-district' : 'elsewhere'
}

/** The hash of a village that is not known. */
const emptyHash = 0x811c9dc5

/** Addresses are compared within a village only: two villages both have a main road. */
function addressLevel(families: Families, left: number, right: number) {
  if (families.village[left] !== families.village[right]) return 'missing'
  const one = addressWordsOf(families, left)
  const other = addressWordsOf(families, right)
  if (one.length === 0 || other.length === 0) return 'missing'
  const shared = one.filter((word) => other.includes(word)).length
  const longest = Math.max(one.length, other.length)
  if (shared === longest) return 'equal'
  return shared * 2 >= longest ? 'alike' : 'different'
}

function addressWordsOf(families: Families, family: number): Uint32Array {
  const start = families.addressStart[family] ?? 0
  return families.addressWords.subarray(start, families.addressStart[family + 1] ?? start)
}

function cardLevel(families: Families, left: number, right: number) {
  if (families.cardHigh[left] === 0 || families.cardHigh[right] === 0) return 'missing'
  return compareCards(familyCardOf(families, left), familyCardOf(families, right))
}

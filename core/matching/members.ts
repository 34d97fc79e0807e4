import { compareBirthDates } from './birth-date.ts'
import { type Families, headOf, wordsOf } from './families.ts'
import { alignNames } from './name-comparison.ts'
import type { MemberLevel, RoleLevel } from './parameters/weights.ts'

export type MembersCompared = {
  readonly level: MemberLevel
  /** Members of the smaller family that stand in the other one too. */
  readonly found: number
  /** Members of the smaller family, without the two that are compared as one. */
  readonly compared: number
}

/** The other members as one piece of evidence: what they share is counted once. Symmetric. */
export function compareMembers(pair: {
  readonly families: Families
  readonly left: number
  readonly right: number
  /** The two persons whose own fields are compared. */
  readonly except: readonly [number, number]
}): MembersCompared {
  const { families, except } = pair
  const one = membersOf(families, pair.left, except[0])
  const other = membersOf(families, pair.right, except[1])
  const compared = Math.min(one.length, other.length)
  if (compared === 0) return { level: 'missing', found: 0, compared: 0 }
  const found = Math.max(countFound(families, one, other), countFound(families, other, one))
  if (found >= compared) return { level: 'all', found: compared, compared }
  if (found === 0) return { level: 'none', found, compared }
  return { level: found * 2 >= compared ? 'most' : 'some', found, compared }
}

/**
 * Another member at the head of the same family: each head stands in the other list's family
 * (`crosswise`). When only one does, it is rather a child who has a family of its own.
 */
export function findCrosswise(
  families: Families,
  left: number,
  right: number,
): { readonly persons: readonly [number, number]; readonly role: RoleLevel } | undefined {
  const heads = [headOf(families, left), headOf(families, right)] as const
  const headInRight = findPerson(families, heads[0], right)
  const headInLeft = findPerson(families, heads[1], left)
  if (headInRight !== undefined && headInLeft !== undefined) {
    // The earlier-named head is compared, whichever side it stands on.
    const first = isBefore(families, heads[0], heads[1])
    const persons = first ? ([heads[0], headInRight] as const) : ([headInLeft, heads[1]] as const)
    return { persons, role: 'crosswise' }
  }
  if (headInRight !== undefined) {
    return { persons: [heads[0], headInRight], role: 'member-elsewhere' }
  }
  if (headInLeft !== undefined) return { persons: [headInLeft, heads[1]], role: 'member-elsewhere' }
  return undefined
}

/** True when two persons are one by NIK, or by name and birth date. */
export function isSamePerson(families: Families, left: number, right: number): boolean {
  const oneNumber = hasOneNumber(families, left, right)
  // Looked at first: most persons differ in their date, and names take long to compare.
  if (!oneNumber && areBornApart(families, left, right)) return false
  const names = alignNames(wordsOf(families, left), wordsOf(families, right)).level
  const alike =
    names === 'equal' || names === 'spelled' || names === 'shortened' || names === 'similar'
  return alike || (oneNumber && names === 'part')
}

function hasOneNumber(families: Families, left: number, right: number): boolean {
  const { nationalIdHigh: high, nationalIdLow: low } = families
  return high[left] !== 0 && high[left] === high[right] && low[left] === low[right]
}

function areBornApart(families: Families, left: number, right: number): boolean {
  const births = compareBirthDates(families.born[left] ?? 0, families.born[right] ?? 0)
  return births === 'different' || births === 'same-year'
}

function findPerson(families: Families, person: number, family: number): number | undefined {
  const end = families.firstPerson[family + 1] ?? 0
  for (let other = headOf(families, family) + 1; other < end; other += 1) {
    if (families.born[other] === 0 && families.born[person] === 0) continue
    if (isSamePerson(families, person, other)) return other
  }
  return undefined
}

function membersOf(families: Families, family: number, except: number): number[] {
  const members: number[] = []
  const end = families.firstPerson[family + 1] ?? 0
  for (let person = headOf(families, family); person < end; person += 1) {
    if (person !== except && members.length < maximumMembers) members.push(person)
  }
  return members
}

function countFound(families: Families, one: readonly number[], other: readonly number[]): number {
  const used = new Set<number>()
  let found = 0
  for (const person of one) {
    const same = other.find(
      (candidate) => !used.has(candidate) && isSamePerson(families, person, candidate),
    )
    if (same === undefined) continue
    used.add(same)
    found += 1
  }
  return found
}

function isBefore(families: Families, left: number, right: number): boolean {
  const one = wordsOf(families, left).join(' ')
  const other = wordsOf(families, right).join(' ')
  if (one !== other) return one < other
  return (families.born[left] ?? 0) <= (families.born[right] ?? 0)
}

/** Larger families are compared by their first members. */
const maximumMembers = 20

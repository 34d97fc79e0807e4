import { plainDate } from '../../core/kernel/plain-date.ts'
import { type KeptPersons, keepPersons, knownAmong } from '../../core/matching/known-among.ts'
import { type NewMember, readNewNumber } from '../../core/visits/new-member.ts'
import type { Reader } from '../database.ts'
import { blindIndex, sealContext, sealText, type TenantKeys } from '../keyring.ts'
import {
  type KnownPersonRow,
  listKnownPersons,
  listPersonsByNumber,
  listVillagePersons,
  listVisitMembersFound,
  type NewVisitMember,
  type VisitMemberRow,
} from './member-store.ts'
import { maskOf } from './show-tasks.ts'
import type { NewVisit } from './store.ts'

/** The new members of visits as they are kept: what was typed as a NIK is sealed. */
export function visitMembersOf(
  db: Reader,
  keys: TenantKeys,
  visits: readonly NewVisit[],
): NewVisitMember[] {
  return visits.flatMap((visit) =>
    visit.newMembers.map((member, place) => ({
      visit_id: visit.id,
      id: member.id,
      place,
      household_id: visit.household_id,
      village_code: visit.village_code,
      verifier_id: visit.verifier_id,
      name: member.name,
      relation: member.relation,
      sex: member.sex ?? null,
      born_on: member.bornOn ?? null,
      ...sealedNumber(db, keys, { member, visitedOn: visit.visited_on }),
      without_national_id: member.withoutNationalId === true,
      known_said: member.knownSaid ?? null,
      same_as_person_id: member.sameAsPersonId ?? null,
    })),
  )
}

function sealedNumber(
  db: Reader,
  keys: TenantKeys,
  given: { readonly member: NewMember; readonly visitedOn: string },
): Pick<NewVisitMember, 'cipher' | 'index' | 'last2'> {
  const { digits } = readNewNumber(given.member, plainDate(given.visitedOn))
  const text = digits ?? (given.member.nationalId ?? '').trim()
  if (text === '') return { cipher: null, index: null, last2: null }
  const cipher = sealText(keys, text, sealContext(db.tenantId, 'national-id')).toString('hex')
  if (digits === undefined) return { cipher, index: null, last2: null }
  const index = blindIndex(keys, 'national-id', digits).toString('hex')
  return { cipher, index, last2: digits.slice(-2) }
}

type Because = 'said' | 'national-id' | 'name'

/** New members of a visit, masked, each with the persons of the registry whom they may be. */
export async function showNewMembers(
  db: Reader,
  keys: TenantKeys,
  visit: {
    readonly id: string
    readonly householdId: string
    readonly villageCode: string
  },
) {
  const members = await listVisitMembersFound(db, visit.id)
  if (members.length === 0) return []
  const indexes = members.flatMap((each) => (each.index === null ? [] : [each.index]))
  const numbered = Map.groupBy(await listPersonsByNumber(db, indexes), (each) =>
    each.index.toString('hex'),
  )
  const village = keepPersons(
    (await listVillagePersons(db, visit.villageCode)).map((each) => {
      return { ...each, nationalIdMask: '' }
    }),
  )
  const reasons = members.map((member) => {
    const sameNumber = numbered.get(member.index?.toString('hex') ?? '') ?? []
    return reasonsFor(member, { sameNumber: sameNumber.map((each) => each.personId), village })
  })
  const ids = new Set(reasons.flatMap((each) => [...each.keys()]))
  const known = new Map((await listKnownPersons(db, [...ids])).map((each) => [each.personId, each]))
  return members.map((member, at) => {
    const { cipher, index, sameAsPersonId: _, ...rest } = member
    return {
      ...rest,
      nationalIdMask: maskOf(db, keys, index === null ? null : cipher),
      numberIsWrong: cipher !== null && index === null,
      known: [...(reasons[at] ?? [])].flatMap(([id, because]) => {
        const person = known.get(id)
        if (person === undefined) return []
        return [knownRow(db, keys, { person, because, householdId: visit.householdId })]
      }),
    }
  })
}

/** Who it may be and why, what the verifier said first; not the person they became themselves. */
function reasonsFor(
  member: VisitMemberRow,
  from: {
    readonly sameNumber: readonly string[]
    readonly village: KeptPersons<Parameters<typeof keepPersons>[0][number]>
  },
): ReadonlyMap<string, readonly Because[]> {
  const because = new Map<string, Because[]>()
  const add = (id: string, why: Because) => {
    if (id === member.personId) return
    const there = because.get(id)
    if (there === undefined) because.set(id, [why])
    else there.push(why)
  }
  if (member.sameAsPersonId !== null && member.knownSaid === 'same') {
    add(member.sameAsPersonId, 'said')
  }
  for (const id of from.sameNumber) add(id, 'national-id')
  const asked = {
    name: member.name,
    sex: member.sex ?? undefined,
    bornYear: member.bornYear ?? undefined,
  }
  for (const { person } of knownAmong(from.village, asked)) add(person.personId, 'name')
  return because
}

function knownRow(
  db: Reader,
  keys: TenantKeys,
  of: {
    readonly person: KnownPersonRow
    readonly because: readonly Because[]
    readonly householdId: string
  },
) {
  const { cipher, ...person } = of.person
  return {
    ...person,
    nationalIdMask: maskOf(db, keys, cipher),
    here: person.householdId === of.householdId,
    because: [...of.because],
  }
}

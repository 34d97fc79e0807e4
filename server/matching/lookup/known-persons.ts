import type { Actor } from '../../../core/access/actor.ts'
import type { KnownPerson, PersonAsked } from '../../../core/matching/lookup/find-known.ts'
import { maskNationalId } from '../../../core/registry/national-id.ts'
import { reading } from '../../database.ts'
import { sealContext, type TenantKeys } from '../../keyring.ts'
import type { House } from '../../route.ts'
import { decrypted } from '../load-families.ts'
import type { RegistryLookup } from './registry-lookup.ts'
import { listReached, type ReachedPerson } from './store.ts'

/** What a form sends; numbers as they were typed. */
export type AskedPerson = {
  readonly name: string
  readonly sex?: 'male' | 'female' | undefined
  readonly bornOn?: string | undefined
  readonly nationalId?: string | undefined
  readonly familyCard?: string | undefined
  readonly villageCode?: string | undefined
}

type Asking = { readonly house: House; readonly lookup: RegistryLookup; readonly actor: Actor }

/**
 * Who a person may be, as far as the caller may see families; the others are counted when they are
 * likely. Numbers are masked.
 */
export async function findKnownPersons({ house, lookup, actor }: Asking, given: AskedPerson) {
  const asked: PersonAsked = {
    name: given.name,
    sex: given.sex ?? null,
    bornOn: given.bornOn ?? null,
    nationalId: given.nationalId ?? '',
    familyCard: given.familyCard ?? '',
    villageCode: given.villageCode ?? null,
  }
  const answer = await lookup.known(actor.tenantId, asked)
  if (answer.state === 'preparing') return { ...answer, rows: [], elsewhere: 0 }
  const { found } = answer
  const reached = await reading(house.database, actor, (db) =>
    listReached(db, [...new Set(found.map((each) => each.householdId))]),
  )
  const families = Map.groupBy(reached, (person) => person.householdId)
  const keys = house.keyring.of(actor.tenantId)
  const rows = found.flatMap((each) => {
    const person = personAt(families.get(each.householdId) ?? [], each.place)
    return person === undefined ? [] : [showKnown(actor.tenantId, keys, { found: each, person })]
  })
  const out = found.filter((each) => !families.has(each.householdId))
  const elsewhere = out.filter((each) => each.probability >= likely && hasName(each)).length
  return { state: 'ready' as const, share: 1, rows, elsewhere }
}

/** Of those out of reach only who asks by their name is told: a number alone opens nothing. */
function hasName({ evidence }: KnownPerson): boolean {
  const name = evidence.find((line) => line.field === 'name')?.level
  return name !== undefined && name !== 'missing' && name !== 'different'
}

/** Where no person is the head, the index has a mere name in that place, before the others. */
function personAt(persons: readonly ReachedPerson[], place: number): ReachedPerson | undefined {
  return persons[persons[0]?.isHead === true ? place : place - 1]
}

/** Somebody out of reach is spoken of from this probability on. */
const likely = 0.2

function showKnown(
  tenantId: number,
  keys: TenantKeys,
  of: { readonly found: KnownPerson; readonly person: ReachedPerson },
) {
  const { found, person } = of
  const digits = decrypted(keys, person.nationalId, sealContext(tenantId, 'national-id'))
  return {
    householdId: person.householdId,
    personId: person.id,
    name: person.name,
    nationalIdMask: digits === '' ? '' : maskNationalId(digits),
    sex: person.sex,
    bornYear: person.bornOn === null ? null : Number(person.bornOn.slice(0, 4)),
    relation: person.relation,
    headName: person.headName,
    villageName: person.villageName ?? '',
    districtName: person.districtName ?? '',
    probability: found.probability,
    evidence: [...found.evidence],
  }
}

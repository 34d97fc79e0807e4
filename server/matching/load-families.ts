import {
  addFamily,
  emptyFamilies,
  type Families,
  type FamilyIn,
  type PersonIn,
} from '../../core/matching/families.ts'
import type { Reader } from '../database.ts'
import { sealContext, type TenantKeys, unsealText } from '../keyring.ts'
import {
  countHouseholds,
  type HouseholdLine,
  type PersonLine,
  streamHouseholds,
  streamPersons,
} from './family-store.ts'

/**
 * Reads the whole registry into columns of numbers. NIK and No. KK are decrypted here, in memory of
 * the process that holds the key; nothing decrypted is written.
 */
export async function loadFamilies(db: Reader, keys: TenantKeys): Promise<Families> {
  const families = emptyFamilies(await countHouseholds(db))
  const persons = streamPersons(db)
  let next = await persons.next()
  for await (const household of streamHouseholds(db)) {
    const mine: PersonLine[] = []
    // Both come in the order of the family's id: persons of withdrawn families are passed over.
    while (!next.done && next.value.householdId <= household.id) {
      if (next.value.householdId === household.id) mine.push(next.value)
      next = await persons.next()
    }
    addFamily(families, familyOf({ db, keys, household, persons: mine }))
  }
  return families
}

/** One family as the engine takes it in, decrypted; the head first, without the head's double. */
export function familyOf(from: {
  readonly db: Reader
  readonly keys: TenantKeys
  readonly household: HouseholdLine
  readonly persons: readonly PersonLine[]
}): FamilyIn {
  const { db, keys, household, persons } = from
  const head = persons.find((person) => person.id === household.headPersonId)
  const members = persons.filter((person) => person !== head)
  return {
    id: household.id,
    villageCode: household.villageCode,
    address: household.address,
    familyCard: decrypted(keys, household.familyCard, sealContext(db.tenantId, 'family-card')),
    head:
      head === undefined
        ? { name: household.headName, sex: null, bornOn: null, nationalId: '' }
        : personOf(db, keys, head),
    members: members.map((member) => personOf(db, keys, member)),
  }
}

function personOf(db: Reader, keys: TenantKeys, person: PersonLine): PersonIn {
  return {
    name: person.name,
    sex: person.sex,
    bornOn: person.bornOn,
    nationalId: decrypted(keys, person.nationalId, sealContext(db.tenantId, 'national-id')),
  }
}

/** The digits of a sealed number, or empty. */
export function decrypted(keys: TenantKeys, sealed: Buffer | null, context: string): string {
  return sealed === null ? '' : unsealText(keys, sealed, context)
}

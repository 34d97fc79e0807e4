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
  countRegistry,
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
  const expected = await countRegistry(db)
  const families = emptyFamilies(expected.households, expected.persons)
  const persons = personsInStep(streamPersons(db))
  for await (const page of streamHouseholds(db)) {
    for (const household of page) {
      let mine = persons.take(household.id)
      while (mine === undefined) {
        await persons.readMore()
        mine = persons.take(household.id)
      }
      addFamily(families, familyOf({ db, keys, household, persons: mine }))
    }
  }
  return families
}

/**
 * Persons beside families that come in the same order. `take` answers undefined when more of the
 * family's persons may still have to be read; only then is there a wait.
 */
function personsInStep(pages: AsyncGenerator<readonly PersonLine[]>) {
  let read: readonly PersonLine[] = []
  let at = 0
  let ended = false
  return {
    take: (householdId: string): readonly PersonLine[] | undefined => {
      const last = read.at(-1)
      if (!ended && (last === undefined || last.householdId <= householdId)) return undefined
      while (at < read.length && (read[at]?.householdId ?? '') < householdId) at += 1
      const from = at
      while (at < read.length && read[at]?.householdId === householdId) at += 1
      return read.slice(from, at)
    },
    readMore: async (): Promise<void> => {
      const next = await pages.next()
      if (next.done === true) ended = true
      else read = [...read.slice(at), ...next.value]
      at = 0
    },
  }
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

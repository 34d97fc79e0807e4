import {
  addFamily,
  emptyFamilies,
  type Families,
  type FamilyIn,
  type PersonIn,
} from '../../core/matching/families.ts'
import type { BulkWriter } from '../bulk.ts'
import type { CopiedRow } from '../copied-rows.ts'
import type { Reader } from '../database.ts'
import { sealContext, type TenantKeys, unsealText } from '../keyring.ts'
import {
  copied,
  copyRegistry,
  countRegistry,
  type HouseholdLine,
  type PersonLine,
} from './family-store.ts'

/**
 * Reads the whole registry into columns of numbers, in the order of the ids. NIK and No. KK are
 * decrypted here, in memory of the process that holds the key; nothing decrypted is written.
 */
export async function loadFamilies(db: BulkWriter, keys: TenantKeys): Promise<Families> {
  const expected = await countRegistry(db)
  const families = emptyFamilies(expected.households, expected.persons)
  for await (const page of copyFamilies(db, keys)) {
    for (const family of page) addFamily(families, family)
  }
  return families
}

/** All families in the order of their ids, as the engine takes them in, page by page. */
export async function* copyFamilies(
  db: BulkWriter,
  keys: TenantKeys,
): AsyncGenerator<readonly FamilyIn[]> {
  const contexts = {
    card: sealContext(db.tenantId, 'family-card'),
    person: sealContext(db.tenantId, 'national-id'),
  }
  const decrypt = { keys, contexts }
  let open: OpenFamily | undefined
  for await (const page of copyRegistry(db)) {
    const whole: FamilyIn[] = []
    for (const row of page) {
      if (open === undefined || !isOf(open, row)) {
        if (open !== undefined) whole.push(familyIn(open))
        open = openFamily(row, decrypt)
      }
      addCopiedPerson(open, row, decrypt)
    }
    yield whole
  }
  if (open !== undefined) yield [familyIn(open)]
}

type Decrypt = {
  readonly keys: TenantKeys
  readonly contexts: { readonly card: string; readonly person: string }
}

/** A family whose persons are still coming. */
type OpenFamily = {
  readonly idBytes: Buffer
  readonly family: Omit<FamilyIn, 'head' | 'members'>
  readonly headName: string
  head: PersonIn | undefined
  readonly members: PersonIn[]
}

function isOf(open: OpenFamily, row: CopiedRow): boolean {
  const id = row[copied.id]
  return id != null && open.idBytes.equals(id)
}

function openFamily(row: CopiedRow, { keys, contexts }: Decrypt): OpenFamily {
  const idBytes = Buffer.from(row[copied.id] ?? [])
  return {
    idBytes,
    family: {
      id: idText(idBytes),
      villageCode: textOf(row, copied.village),
      address: textOf(row, copied.address) ?? '',
      familyCard: decrypted(keys, row[copied.card] ?? null, contexts.card),
    },
    headName: textOf(row, copied.headName) ?? '',
    head: undefined,
    members: [],
  }
}

function addCopiedPerson(open: OpenFamily, row: CopiedRow, { keys, contexts }: Decrypt): void {
  const name = textOf(row, copied.name)
  if (name === null) return
  const sex = textOf(row, copied.sex)
  const person: PersonIn = {
    name,
    sex: sex === 'male' || sex === 'female' ? sex : null,
    bornOn: textOf(row, copied.bornOn),
    nationalId: decrypted(keys, row[copied.nationalId] ?? null, contexts.person),
  }
  if (row[copied.isHead]?.[0] === 1) open.head = person
  else open.members.push(person)
}

function familyIn({ family, headName, head, members }: OpenFamily): FamilyIn {
  return { ...family, head: head ?? namedOnly(headName), members }
}

/** A head of whom only the name is known. */
function namedOnly(name: string): PersonIn {
  return { name, sex: null, bornOn: null, nationalId: '' }
}

function textOf(row: CopiedRow, field: number): string | null {
  return row[field]?.toString('utf8') ?? null
}

function idText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  const cuts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return [...cuts, hex.slice(20)].join('-')
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
    head: head === undefined ? namedOnly(household.headName) : personOf(db, keys, head),
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

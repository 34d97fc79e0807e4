import { demonstrationTenant, openStage } from '../../command/demonstration/stage.ts'
import { dottedAreaCode } from '../../core/areas/area-scope.ts'
import { nameKey } from '../../core/registry/name.ts'
import { type BulkWriter, bulkWorking, copyLine } from '../../server/bulk.ts'
import { findRunningOwnerUrl } from '../../server/embedded-postgres.ts'
import { asOwner } from '../../server/floor.ts'
import { sealContext, sealText, type TenantKeys } from '../../server/keyring.ts'
import { newId } from '../../server/new-id.ts'
import { familiesOf } from './people.ts'
import type { Person } from './person-errors.ts'

// A registry of so many people, encrypted as lists are: FOLDER PERSONS SEED. Tells its families.
const [dataDirectory = '', persons = '0', seed = '1'] = process.argv.slice(2)

/** Only what the lookup reads by is there: the others cost an hour and are not asked. */
const dropIndexes = `
  drop index entas.person_by_words, entas.person_by_household, entas.person_by_national_id,
    entas.household_by_village;
  alter table entas.person drop constraint person_household`
const makeIndexes = `
  create index person_by_household on entas.person (tenant_id, household_id);
  analyze entas.household;
  analyze entas.person`

const familiesAtOnce = 2_000

async function fill(db: BulkWriter, keys: TenantKeys): Promise<number> {
  let families = 0
  let lines = { households: [] as string[], persons: [] as string[] }
  const flush = async () => {
    await db.copy(households, lines.households.join(''))
    await db.copy(people, lines.persons.join(''))
    lines = { households: [], persons: [] }
  }
  for (const family of familiesOf(Number(persons), Number(seed))) {
    const { household, members } = linesOf(db, keys, family)
    lines.households.push(household)
    lines.persons.push(...members)
    families += 1
    if (families % familiesAtOnce === 0) await flush()
  }
  await flush()
  return families
}

const households = {
  table: 'entas.household',
  columns: [
    ...['tenant_id', 'id', 'village_code', 'address', 'head_name', 'head_name_key'],
    ...['head_person_id', 'member_count', 'family_card_cipher', 'derived_at'],
  ],
}
const people = {
  table: 'entas.person',
  columns: [
    ...['tenant_id', 'id', 'household_id', 'name', 'name_key', 'sex', 'born_on'],
    ...['national_id_cipher', 'derived_at'],
  ],
}

function linesOf(db: BulkWriter, keys: TenantKeys, family: readonly Person[]) {
  const { tenantId } = db
  const now = db.now.toISOString()
  const household = newId<'household'>()
  const ids = family.map(() => newId<'person'>())
  const [head] = family
  if (head === undefined) throw new Error('a family without a person')
  const card = sealText(keys, head.familyCard, sealContext(tenantId, 'family-card'))
  const address = `${head.address} RT ${head.rt} RW ${head.rw}`
  const village = dottedAreaCode(head.village) ?? null
  return {
    household: copyLine([
      ...[tenantId, household, village, address, head.name, nameKey(head.name)],
      ...[ids[0], family.length, card, now],
    ]),
    members: family.map((person, at) =>
      copyLine([
        ...[tenantId, ids[at], household, person.name, nameKey(person.name)],
        ...[person.sex === 'L' ? 'male' : 'female', person.birthDate],
        sealText(keys, person.nik, sealContext(tenantId, 'national-id')),
        now,
      ]),
    ),
  }
}

const log = (line: string) => process.stderr.write(`${line}\n`)
const stage = await openStage({ dataDirectory, port: 0, regencyCode: '19.01', log })
try {
  const house = await stage.ready
  const ownerUrl = findRunningOwnerUrl(dataDirectory, 'entas')
  if (ownerUrl === undefined) throw new Error('the database of the bench is gone')
  await asOwner(ownerUrl, (client) => client.query(dropIndexes))
  const keys = house.keyring.of(demonstrationTenant)
  const families = await bulkWorking(house.database, demonstrationTenant, (db) => fill(db, keys))
  await asOwner(ownerUrl, (client) => client.query(makeIndexes))
  process.stdout.write(`${families}\n`)
} finally {
  await stage.stop()
}

import { sql } from 'kysely'
import type { Id } from '../../core/kernel/id.ts'
import { nameKey } from '../../core/registry/name.ts'
import { working } from '../../server/database.ts'
import { record } from '../../server/events.ts'
import { drainJobs } from '../../server/jobs.ts'
import { blindIndex, sealContext, sealText } from '../../server/keyring.ts'
import { newId } from '../../server/new-id.ts'
import { otherVillage, sariVillage } from './cast.ts'
import type { World } from './world.ts'

type Person = { readonly name: string; readonly bornOn: string; readonly nik?: string }
export type ListedFamily = {
  readonly head: Person
  readonly village?: string
  readonly address?: string
  readonly members?: readonly Person[]
}

/** Puts a family into the registry as an entered list does. */
export async function listFamily(world: World, family: ListedFamily): Promise<Id<'household'>> {
  const household = newId<'household'>()
  const keys = world.house.keyring.of(1)
  const village = family.village ?? sariVillage
  await working(world.database, 1, async (db) => {
    const headId = newId()
    await sql`
      insert into entas.household (tenant_id, id, village_code, address, head_name, head_name_key,
        head_person_id, member_count, derived_at)
      values (1, ${household}, ${village}, ${family.address ?? ''}, ${family.head.name},
        ${nameKey(family.head.name)}, ${headId}, ${1 + (family.members?.length ?? 0)}, ${db.now})
    `.execute(db.sql)
    for (const [at, person] of [family.head, ...(family.members ?? [])].entries()) {
      const sealed =
        person.nik === undefined ? null : sealText(keys, person.nik, sealContext(1, 'national-id'))
      const index = person.nik === undefined ? null : blindIndex(keys, 'national-id', person.nik)
      await sql`
        insert into entas.person (tenant_id, id, household_id, village_code, name, name_key, sex,
          born_on, national_id_cipher, national_id_index, derived_at)
        values (1, ${at === 0 ? headId : newId()}, ${household}, ${village}, ${person.name},
          ${nameKey(person.name)}, 'male', ${person.bornOn}, ${sealed}, ${index}, ${db.now})
      `.execute(db.sql)
    }
  })
  return household
}

/** What follows when a list has entered. */
export async function matchLists(world: World): Promise<void> {
  await working(world.database, 1, (db) => record(db, { name: 'import.entered', subject: newId() }))
  await drainJobs(world.house)
}

/** Families that have nothing to do with each other: what frequencies are counted from. */
export const strangers: readonly ListedFamily[] = Array.from({ length: 40 }, (_, at) => ({
  head: {
    name: `${['Suparman', 'Rosdiana', 'Hasbullah', 'Mariana', 'Zulkifli'][at % 5]} ${
      ['Tarigan', 'Pratama', 'Harahap', 'Lestari'][at % 4]
    }`,
    bornOn: `19${60 + (at % 30)}-0${1 + (at % 9)}-1${at % 10}`,
    nik: `190199${10 + (at % 18)}0${1 + (at % 9)}${60 + (at % 30)}${1001 + at}`,
  },
  village: at % 2 === 0 ? sariVillage : otherVillage,
  address: `Dusun ${['Air', 'Bukit', 'Laut'][at % 3]} RT ${at}`,
}))

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { blindIndex, sealContext, sealText } from '../../server/keyring.ts'
import { newId } from '../../server/new-id.ts'
import { otherVillage, sariVillage } from './cast.ts'
import type { World } from './world.ts'

export type SeededFamily = {
  readonly householdId: string
  readonly headId: string
  readonly spouseId: string
  readonly headNationalId: string
}

export type SeededDecree = { readonly decreeId: string; readonly families: readonly SeededFamily[] }

/** Runs as the owner of the database: what stands before payments begin, and what attackers try. */
export async function asOwnerOf<Result>(
  world: World,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  try {
    // The owner is bound by the policies too (forced), unless it is a superuser, as in the tests.
    await client.query('set search_path = entas')
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * So many extremely poor families of two members in two villages, each on the central list with a
 * confirmed decision, and a frozen decree that names them. Synthetic NIK: district number 99.
 */
export async function seedDecree(
  world: World,
  options: { readonly families: number; readonly number: string },
): Promise<SeededDecree> {
  const keys = world.house.keyring.of(world.tenantId)
  const decreeId = newId<'decree'>()
  const importId = newId<'import'>()
  const families = Array.from({ length: options.families }, () => ({
    householdId: newId<'household'>() as string,
    headId: newId<'person'>() as string,
    spouseId: newId<'person'>() as string,
    headNationalId: nationalId(),
  }))
  const people = families.flatMap((family) => [
    personOf(world, family.headId, family.householdId, family.headNationalId),
    personOf(world, family.spouseId, family.householdId, nationalId()),
  ])
  function personOf(of: World, personId: string, householdId: string, digits: string) {
    const cipher = sealText(keys, digits, sealContext(of.tenantId, 'national-id'))
    const index = blindIndex(keys, 'national-id', digits)
    return { personId, householdId, cipher: cipher.toString('hex'), index: index.toString('hex') }
  }
  const lines = families.map((family, at) => ({
    ...family,
    lineNo: at + 1,
    decisionId: newId<'decision'>(),
    village: at % 2 === 0 ? sariVillage : otherVillage,
    name: `Keluarga ${at + 1}`,
  }))
  const facts = { world, options, decreeId, importId, lines, people }
  await asOwnerOf(world, async (client) => {
    await client.query('begin')
    await insertFamilies(client, facts)
    await insertDecree(client, facts)
    await client.query('commit')
  })
  return { decreeId, families }
}

/** Sixteen digits that belong to nobody. */
export function nationalId(): string {
  const serial = String(randomBytes(4).readUInt32BE() % 10_000).padStart(4, '0')
  const birth = String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0')
  return `190199${birth}${serial}`
}

type Facts = {
  readonly world: World
  readonly options: { readonly number: string }
  readonly decreeId: string
  readonly importId: string
  readonly lines: readonly object[]
  readonly people: readonly object[]
}

async function insertFamilies(client: pg.Client, facts: Facts): Promise<void> {
  const { world, importId, lines, people } = facts
  const [ratna, hendra] = [world.accountId('ratna'), world.accountId('hendra')]
  await client.query(
    `insert into import (tenant_id, id, file_name, file_digest, file_bytes, format, unit, owner,
       state, received_at, entered_at)
     values ($1, $2, 'daftar.xlsx', sha256($3), 1, 'p3ke-family', 'household', 'P3KE', 'entered',
       now(), now())`,
    [world.tenantId, importId, Buffer.from(importId)],
  )
  await client.query(
    `insert into household (tenant_id, id, village_code, head_name, head_name_key, head_person_id,
       member_count, state, first_import_id, first_row, derived_at)
     select $1, "householdId", village, name, lower(name), "headId", 2, 'decided', $2, "lineNo",
       now()
     from jsonb_to_recordset($3) as line ("householdId" uuid, village text, name text,
       "headId" uuid, "lineNo" integer)`,
    [world.tenantId, importId, JSON.stringify(lines)],
  )
  await client.query(
    `insert into import_row (tenant_id, import_id, row_no, kind, state, village_code, household_id)
     select $1, $2, "lineNo", 'data', 'good', village, "householdId"
     from jsonb_to_recordset($3) as line ("householdId" uuid, village text, "lineNo" integer)`,
    [world.tenantId, importId, JSON.stringify(lines)],
  )
  await client.query(
    `insert into person (tenant_id, id, household_id, name, name_key, national_id_cipher,
       national_id_index, derived_at)
     select $1, "personId", "householdId", 'Orang', 'orang', decode(cipher, 'hex'),
       decode(index, 'hex'), now()
     from jsonb_to_recordset($2) as person ("personId" uuid, "householdId" uuid, cipher text,
       index text)`,
    [world.tenantId, JSON.stringify(people)],
  )
  await client.query(
    `insert into decision (tenant_id, id, household_id, village_code, result, reason_code, reasons,
       inputs, rule_version, state, proposed_by, proposed_at, confirmed_by, confirmed_at)
     select $1, "decisionId", "householdId", village, 'extremely-poor', 'criteria-met', '[]', '{}',
       'test', 'confirmed', $2, now(), $3, now()
     from jsonb_to_recordset($4) as line ("decisionId" uuid, "householdId" uuid, village text)`,
    [world.tenantId, ratna, hendra, JSON.stringify(lines)],
  )
}

async function insertDecree(client: pg.Client, facts: Facts): Promise<void> {
  const { world, decreeId, lines, options } = facts
  await client.query(
    `insert into decree (tenant_id, id, number, title, decreed_on, state, line_count, drafted_at)
     values ($1, $2, $3, 'Penetapan keluarga miskin ekstrem', '2023-09-29', 'draft', $4, now())`,
    [world.tenantId, decreeId, options.number, lines.length],
  )
  await client.query(
    `insert into decree_line (tenant_id, decree_id, line_no, household_id, decision_id,
       village_code, head_name, address, payee_person_id, payee_name, national_id_mask,
       member_count)
     select $1, $2, "lineNo", "householdId", "decisionId", village, name, '', "headId", name,
       '190199••••••••01', 2
     from jsonb_to_recordset($3) as line ("lineNo" integer, "householdId" uuid, "decisionId" uuid,
       village text, name text, "headId" uuid)`,
    [world.tenantId, decreeId, JSON.stringify(lines)],
  )
  await client.query(
    `update decree set state = 'frozen', frozen_by = $3, frozen_at = now()
     where tenant_id = $1 and id = $2`,
    [world.tenantId, decreeId, world.accountId('bupati')],
  )
}

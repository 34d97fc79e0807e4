import { sql } from 'kysely'
import type { CopyTarget } from '../bulk.ts'
import { change, type Reader, rows, type Writer } from '../database.ts'

/** Where rows of a list are copied to: the registry's own tables, by the job role. */
export const householdTarget = {
  table: 'entas.household',
  columns: [
    'tenant_id',
    'id',
    'village_code',
    'address',
    'head_name',
    'head_name_key',
    'head_person_id',
    'member_count',
    'family_card_cipher',
    'family_card_index',
    'central_decile',
    'central_decile_from',
    'conditions',
    'provenance',
    'first_import_id',
    'first_row',
    'derived_at',
  ],
} as const satisfies CopyTarget

export const personTarget = {
  table: 'entas.person',
  columns: [
    'tenant_id',
    'id',
    'household_id',
    'village_code',
    'verifier_id',
    'name',
    'name_key',
    'sex',
    'born_on',
    'relation',
    'national_id_cipher',
    'national_id_index',
    'national_id_last2',
    'attributes',
    'provenance',
    'first_import_id',
    'first_row',
    'derived_at',
  ],
} as const satisfies CopyTarget

export const membershipTarget = {
  table: 'entas.membership',
  columns: [
    'tenant_id',
    'id',
    'household_id',
    'person_id',
    'village_code',
    'verifier_id',
    'relation',
  ],
} as const satisfies CopyTarget

export const sourceKeyTarget = {
  table: 'entas.household_source_key',
  columns: ['tenant_id', 'owner', 'key', 'household_id', 'import_id', 'row_no'],
} as const satisfies CopyTarget

/** A family that the owner of a list named before, with what the new row is weighed against. */
export type KnownHousehold = {
  readonly key: string
  readonly id: string
  readonly village_code: string | null
  readonly verifier_id: string | null
  readonly provenance: Readonly<Record<string, readonly [string, string, string]>>
  readonly head_person_id: string | null
  readonly head_name_key: string
  readonly head_national_id_index: Buffer | null
  readonly head_born_on: string | null
  readonly head_provenance: Readonly<Record<string, readonly [string, string, string]>> | null
  readonly import_id: string
}

/** The families behind keys of one owner: the first row of each key, withdrawn ones left out. */
export function listKnownHouseholds(
  db: Reader,
  asked: { readonly owner: string; readonly keys: readonly string[]; readonly notFrom?: string },
): Promise<KnownHousehold[]> {
  const others = asked.notFrom === undefined ? sql`true` : sql`k.import_id <> ${asked.notFrom}`
  return rows(
    db,
    sql<KnownHousehold>`
      select distinct on (k.key) k.key, h.id, h.village_code, h.verifier_id, h.provenance,
        h.head_person_id, h.head_name_key, p.national_id_index as head_national_id_index,
        p.born_on as head_born_on, p.provenance as head_provenance, k.import_id
      from entas.household_source_key k
      join entas.household h on h.tenant_id = k.tenant_id and h.id = k.household_id
      left join entas.person p on p.tenant_id = h.tenant_id and p.id = h.head_person_id
      where k.tenant_id = ${db.tenantId} and k.owner = ${asked.owner}
        and k.key = any(${[...asked.keys]}) and h.state <> 'withdrawn' and ${others}
      order by k.key, k.import_id, k.row_no
      limit ${asked.keys.length}`,
  )
}

/** A member of a known family beside its head, with what a new row is weighed against. */
export type KnownMember = {
  readonly id: string
  readonly household_id: string
  readonly name_key: string
  readonly born_on: string | null
  readonly national_id_index: Buffer | null
  readonly provenance: Readonly<Record<string, readonly [string, string, string]>>
}

/**
 * Members of families whom other lists or a visit put there, their heads left out. Family by family
 * (`offset 0`): while a list enters, what the planner knows of the table is old, and it would read
 * all persons each time. No limit: the members of families that are named, each once.
 */
export function listKnownMembers(
  db: Reader,
  asked: {
    readonly families: readonly Pick<KnownHousehold, 'id' | 'head_person_id'>[]
    readonly notFrom: string
  },
): Promise<KnownMember[]> {
  return rows(
    db,
    sql<KnownMember>`
      select m.*
      from unnest(
        ${asked.families.map((each) => each.id)}::uuid[],
        ${asked.families.map((each) => each.head_person_id)}::uuid[]
      ) f (id, head_id)
      cross join lateral (
        select p.id, p.household_id, p.name_key, p.born_on, p.national_id_index, p.provenance
        from entas.person p
        where p.tenant_id = ${db.tenantId} and p.household_id = f.id
          and p.id is distinct from f.head_id
          and p.first_import_id is distinct from ${asked.notFrom}
        offset 0
      ) m
      order by m.household_id, m.id`,
  )
}

/** Whether an owner has named any family before: the first list of all need not ask row by row. */
export async function hasSourceKeys(db: Reader, owner: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`
      select 1
      from entas.household_source_key k
      where k.tenant_id = ${db.tenantId} and k.owner = ${owner}
      limit 1`,
  )
  return found.length > 0
}

export type HouseholdChange = {
  readonly id: string
  readonly address: string
  readonly decile: number | null
  readonly decileFrom: string
  /** Null keeps the conditions there are: a better observation stands. */
  readonly conditions: string | null
  readonly provenance: string
}

/**
 * A newer list about known families: central rank and address always, conditions where it stands.
 */
export async function changeHouseholds(
  db: Writer,
  changes: readonly HouseholdChange[],
): Promise<void> {
  if (changes.length === 0) return
  await change(
    db,
    sql`
      update entas.household h
      set address = case when c.address = '' then h.address else c.address end,
        central_decile = coalesce(c.decile, h.central_decile),
        central_decile_from =
          case when c.decile is null then h.central_decile_from else c.source end,
        conditions = coalesce(c.conditions, h.conditions),
        provenance = c.provenance, derived_at = ${db.now}
      from unnest(
        ${changes.map((each) => each.id)}::uuid[], ${changes.map((each) => each.address)}::text[],
        ${changes.map((each) => each.decile)}::smallint[],
        ${changes.map((each) => each.decileFrom)}::uuid[],
        ${changes.map((each) => each.conditions)}::jsonb[],
        ${changes.map((each) => each.provenance)}::jsonb[]
      ) c (id, address, decile, source, conditions, provenance)
      where h.tenant_id = ${db.tenantId} and h.id = c.id`,
  )
}

export type PersonChange = {
  readonly id: string
  readonly sex: string | null
  readonly bornOn: string | null
  readonly relation: string | null
  readonly cipher: Buffer | null
  readonly index: Buffer | null
  readonly last2: string | null
  readonly attributes: string
  readonly provenance: string
  /** Whether the new row's identity goes before what stands; else it only fills what is empty. */
  readonly stands: boolean
  readonly name: string
  readonly nameKey: string
}

/** What a list of persons adds to persons who are known already (the heads of the family list). */
export async function changePersons(db: Writer, changes: readonly PersonChange[]): Promise<void> {
  if (changes.length === 0) return
  const of = <Key extends keyof PersonChange>(key: Key) => changes.map((each) => each[key])
  await change(
    db,
    sql`
      update entas.person p
      set name = case when c.stands then c.name else p.name end,
        name_key = case when c.stands then c.name_key else p.name_key end,
        sex = case when c.stands then coalesce(c.sex, p.sex) else coalesce(p.sex, c.sex) end,
        born_on = case when c.stands then coalesce(c.born_on, p.born_on)
          else coalesce(p.born_on, c.born_on) end,
        relation = coalesce(c.relation, p.relation),
        national_id_cipher = case when c.stands then coalesce(c.cipher, p.national_id_cipher)
          else coalesce(p.national_id_cipher, c.cipher) end,
        national_id_index = case when c.stands then coalesce(c.index, p.national_id_index)
          else coalesce(p.national_id_index, c.index) end,
        national_id_last2 = case when c.stands then coalesce(c.last2, p.national_id_last2)
          else coalesce(p.national_id_last2, c.last2) end,
        attributes = p.attributes || c.attributes, provenance = c.provenance,
        derived_at = ${db.now}
      from unnest(
        ${of('id')}::uuid[], ${of('stands')}::boolean[], ${of('name')}::text[],
        ${of('nameKey')}::text[], ${of('sex')}::text[], ${of('bornOn')}::date[],
        ${of('relation')}::text[], ${of('cipher')}::bytea[], ${of('index')}::bytea[],
        ${of('last2')}::text[], ${of('attributes')}::jsonb[], ${of('provenance')}::jsonb[]
      ) c (id, stands, name, name_key, sex, born_on, relation, cipher, index, last2, attributes,
        provenance)
      where p.tenant_id = ${db.tenantId} and p.id = c.id`,
  )
}

/** The head of families that a list of persons made, once the row of the head has come. */
export async function setHeads(
  db: Writer,
  heads: readonly {
    readonly householdId: string
    readonly personId: string
    readonly name: string
    readonly nameKey: string
  }[],
): Promise<void> {
  if (heads.length === 0) return
  await change(
    db,
    sql`
      update entas.household h
      set head_person_id = c.person_id, head_name = c.name, head_name_key = c.name_key
      from unnest(
        ${heads.map((each) => each.householdId)}::uuid[],
        ${heads.map((each) => each.personId)}::uuid[],
        ${heads.map((each) => each.name)}::text[], ${heads.map((each) => each.nameKey)}::text[]
      ) c (id, person_id, name, name_key)
      where h.tenant_id = ${db.tenantId} and h.id = c.id`,
  )
}

/** Counts the members again of every family in which an import put a person. */
export async function countMembers(db: Writer, importId: string): Promise<void> {
  await change(
    db,
    sql`
      update entas.household h
      set member_count = m.members
      from (
        select p.household_id, count(*) as members
        from entas.person p
        where p.tenant_id = ${db.tenantId} and p.household_id in (
          select n.household_id from entas.person n
          where n.tenant_id = ${db.tenantId} and n.first_import_id = ${importId})
          and p.alias_of is null
        group by p.household_id
      ) m
      where h.tenant_id = ${db.tenantId} and h.id = m.household_id`,
  )
}

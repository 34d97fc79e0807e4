import { sql } from 'kysely'
import { firstRow, type Reader, rows } from '../database.ts'

export type HouseholdRecord = {
  readonly id: string
  readonly head_name: string
  readonly head_cipher: Buffer | null
  readonly village_code: string | null
  readonly village_name: string | null
  readonly district_name: string | null
  readonly address: string
  readonly member_count: number
  readonly central_decile: number | null
  readonly state: HouseholdState
  readonly result: string | null
  readonly alias_of: string | null
}

export type HouseholdState =
  | 'listed'
  | 'assigned'
  | 'visited'
  | 'accepted'
  | 'decided'
  | 'withdrawn'

export type HouseholdFilter = {
  readonly village: string | undefined
  readonly state: HouseholdState | undefined
  readonly result: string | undefined
  readonly ids: readonly string[] | undefined
}

/** What a person chose of a merged record stands before the family's own value. */
const columns = sql`
  h.id, coalesce(h.chosen -> 'head-name' ->> 'value', h.head_name) as head_name,
  coalesce(decode(h.chosen -> 'national-id' ->> 'value', 'base64'), p.national_id_cipher)
    as head_cipher,
  h.village_code, v.name as village_name, d.name as district_name,
  coalesce(h.chosen -> 'address' ->> 'value', h.address) as address, h.member_count,
  h.central_decile, h.state, h.result, h.alias_of`

const joins = sql`
  left join entas.person p on p.tenant_id = h.tenant_id and p.id = h.head_person_id
  left join entas.area v on v.code = h.village_code
  left join entas.area d on d.code = v.parent_code`

/** The filter as one condition; withdrawn families show only when asked for. */
function matching(filter: HouseholdFilter) {
  const { village, state, result, ids } = filter
  const parts = [
    village === undefined
      ? sql`true`
      : sql`(h.village_code = ${village}
          or (h.village_code >= ${`${village}.`} and h.village_code < ${`${village}/`}))`,
    state === undefined ? sql`h.state <> 'withdrawn'` : sql`h.state = ${state}`,
    result === undefined ? sql`true` : sql`h.result = ${result}`,
    ids === undefined ? sql`true` : sql`h.id = any(${[...ids]}::uuid[])`,
  ]
  return sql.join(parts, sql` and `)
}

/** Families by village, then id. */
export function listHouseholds(
  db: Reader,
  asked: { readonly filter: HouseholdFilter; readonly size: number; readonly from: number },
): Promise<HouseholdRecord[]> {
  return rows(
    db,
    sql<HouseholdRecord>`
      select ${columns}
      from entas.household h ${joins}
      where h.tenant_id = ${db.tenantId} and ${matching(asked.filter)}
      order by h.village_code, h.id
      limit ${asked.size} offset ${asked.from}`,
  )
}

export async function countHouseholds(db: Reader, filter: HouseholdFilter): Promise<number> {
  const row = await firstRow(
    db,
    sql<{ total: number }>`
      select count(*) as total
      from entas.household h
      where h.tenant_id = ${db.tenantId} and ${matching(filter)}
      limit 1`,
  )
  return row?.total ?? 0
}

export type HouseholdDetail = HouseholdRecord & {
  readonly head_person_id: string | null
  readonly family_card_cipher: Buffer | null
  readonly central_decile_from: string | null
  readonly chosen_sex: 'male' | 'female' | null
  readonly chosen_born_on: string | null
  readonly conditions: Readonly<Record<string, unknown>>
  readonly provenance: Readonly<Record<string, readonly [string, string, string]>>
}

export function findHousehold(db: Reader, id: string): Promise<HouseholdDetail | undefined> {
  return firstRow(
    db,
    sql<HouseholdDetail>`
      select ${columns}, h.head_person_id, h.central_decile_from, h.conditions, h.provenance,
        coalesce(decode(h.chosen -> 'family-card' ->> 'value', 'base64'), h.family_card_cipher)
          as family_card_cipher,
        h.chosen -> 'sex' ->> 'value' as chosen_sex,
        h.chosen -> 'birth-date' ->> 'value' as chosen_born_on
      from entas.household h ${joins}
      where h.tenant_id = ${db.tenantId} and h.id = ${id}
      limit 1`,
  )
}

export type MemberRecord = {
  readonly id: string
  readonly name: string
  readonly national_id_cipher: Buffer | null
  readonly sex: 'male' | 'female' | null
  readonly born_on: string | null
  readonly relation: string | null
  readonly alive: boolean
  /** A verdict has closed their membership here. */
  readonly lives_elsewhere: boolean
  /** The family where they live, where the asker may see it. */
  readonly lives_in: string | null
  readonly attributes: Readonly<Record<string, unknown>>
}

export function listMembers(db: Reader, householdId: string): Promise<MemberRecord[]> {
  return rows(
    db,
    sql<MemberRecord>`
      select p.id, p.name, p.national_id_cipher, p.sex, p.born_on, p.relation, p.alive,
        p.attributes, p.alias_of is not null as lives_elsewhere, o.household_id as lives_in
      from entas.person p
      left join entas.person o on o.tenant_id = ${db.tenantId} and o.id = p.alias_of
      where p.tenant_id = ${db.tenantId} and p.household_id = ${householdId}
      order by (p.relation = 'head') desc nulls last, p.born_on nulls last, p.id
      limit 100`,
  )
}

export type SourceKeyRecord = {
  readonly owner: string
  readonly key: string
  readonly import_id: string
  readonly row_no: number
}

export function listSourceKeys(db: Reader, householdId: string): Promise<SourceKeyRecord[]> {
  return rows(
    db,
    sql<SourceKeyRecord>`
      select k.owner, k.key, k.import_id, k.row_no
      from entas.household_source_key k
      where k.tenant_id = ${db.tenantId} and k.household_id = ${householdId}
      order by k.import_id, k.row_no
      limit 100`,
  )
}

export type AliasRecord = {
  readonly alias_id: string
  readonly head_name: string
  readonly because: string
  readonly made_at: Date
}

export function listAliases(db: Reader, householdId: string): Promise<AliasRecord[]> {
  return rows(
    db,
    sql<AliasRecord>`
      select a.alias_id, h.head_name, a.because, a.made_at
      from entas.household_alias a
      join entas.household h on h.tenant_id = a.tenant_id and h.id = a.alias_id
      where a.tenant_id = ${db.tenantId} and a.household_id = ${householdId}
        and a.removed_at is null
      order by a.made_at, a.alias_id
      limit 100`,
  )
}

export type ChosenRecord = {
  readonly field: string
  readonly household_id: string
  /** Null where the asker may not see the other record. */
  readonly head_name: string | null
  readonly village_name: string | null
  readonly by: string | null
  readonly at: string
}

/** Fields that the family shows from another of its records, and who chose them. */
export function listChosenFields(db: Reader, householdId: string): Promise<ChosenRecord[]> {
  return rows(
    db,
    sql<ChosenRecord>`
      select chosen.key as field, chosen.value ->> 'from' as household_id, o.head_name,
        case when chosen.key = 'village' then v.name end as village_name, c.name as by,
        chosen.value ->> 'at' as at
      from entas.household h
      cross join lateral jsonb_each(coalesce(h.chosen, '{}')) as chosen (key, value)
      left join entas.household o
        on o.tenant_id = ${db.tenantId} and o.id = (chosen.value ->> 'from')::uuid
      left join entas.area v on v.code = chosen.value ->> 'value'
      left join entas.colleague c
        on c.tenant_id = ${db.tenantId} and c.id = (chosen.value ->> 'by')::uuid
      where h.tenant_id = ${db.tenantId} and h.id = ${householdId}
      order by chosen.key
      limit 20`,
  )
}

export type TimelineRecord = {
  readonly name: string
  readonly happened_at: Date
  readonly by: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** What happened to a family, newest first. */
export function listTimeline(db: Reader, householdId: string): Promise<TimelineRecord[]> {
  return rows(
    db,
    sql<TimelineRecord>`
      select e.name, e.happened_at, c.name as by, e.detail
      from entas.event e
      left join entas.colleague c
        on c.tenant_id = ${db.tenantId} and c.id = e.actor_id
      where e.tenant_id = ${db.tenantId} and e.subject_id = ${householdId}
      order by e.happened_at desc, e.id desc
      limit 100`,
  )
}

/** Families with a member of this NIK (or, by card, of this No. KK), by blind index. */
export async function findByIndex(
  db: Reader,
  by: { readonly kind: 'national-id' | 'family-card'; readonly index: Buffer },
): Promise<string[]> {
  const query =
    by.kind === 'national-id'
      ? sql<{ id: string }>`
          select p.household_id as id
          from entas.person p
          where p.tenant_id = ${db.tenantId} and p.national_id_index = ${by.index}
          limit 50`
      : sql<{ id: string }>`
          select h.id
          from entas.household h
          where h.tenant_id = ${db.tenantId} and h.family_card_index = ${by.index}
          limit 50`
  return (await rows(db, query)).map((row) => row.id)
}

export async function findBySourceKey(db: Reader, key: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`
      select k.household_id as id
      from entas.household_source_key k
      where k.tenant_id = ${db.tenantId} and k.owner = any(array['p3ke']) and k.key = ${key}
      limit 50`,
  )
  return found.map((row) => row.id)
}

/** Families by beginnings of words of a member's name; bounded by the function to what one sees. */
export async function findByWords(
  db: Reader,
  words: readonly string[],
  most: number,
): Promise<string[]> {
  const query = words.map((word) => `${word}:*`).join(' & ')
  const found = await rows(
    db,
    sql<{ id: string }>`
      select f.id
      from entas.find_households_by_words(${query}, ${most}) f (id)
      limit ${most}`,
  )
  return found.map((row) => row.id)
}

/** What an unmasking needs: the cipher, and where the person lives for the event. */
export function findNationalId(
  db: Reader,
  personId: string,
): Promise<
  { cipher: Buffer | null; household_id: string; village_code: string | null } | undefined
> {
  return firstRow(
    db,
    sql<{ cipher: Buffer | null; household_id: string; village_code: string | null }>`
      select p.household_id, p.village_code,
        coalesce(
          case when h.head_person_id = p.id
            then decode(h.chosen -> 'national-id' ->> 'value', 'base64') end,
          p.national_id_cipher) as cipher
      from entas.person p
      join entas.household h on h.tenant_id = ${db.tenantId} and h.id = p.household_id
      where p.tenant_id = ${db.tenantId} and p.id = ${personId}
      limit 1`,
  )
}

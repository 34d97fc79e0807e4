import { sql } from 'kysely'
import type { Choices } from '../../core/matching/choices.ts'
import { change, type Reader, rows, type Writer } from '../database.ts'

/** More verdicts than persons give: a bound, not a page. */
const verdictLimit = 1_000_000

/** Verdicts `same` that chose fields; those of some families only, when they are given. */
export function listChosenBy(db: Reader, among: readonly string[] | null) {
  const families = among === null ? null : [...among]
  return rows<{
    readonly pairId: string
    readonly left: string
    readonly right: string
    readonly choices: Choices
    readonly decidedBy: string | null
    readonly decidedAt: Date
  }>(
    db,
    sql`
      select id as "pairId", left_household_id as left, right_household_id as right, choices,
        decided_by as "decidedBy", decided_at as "decidedAt"
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and choices is not null
        and state = 'same'
        and (${families}::uuid[] is null
          or (left_household_id = any(${families}::uuid[])
            and right_household_id = any(${families}::uuid[])))
      limit ${verdictLimit}`,
  )
}

/** Families that show values of another record now. */
export function listChosen(db: Reader, among: readonly string[] | null) {
  const families = among === null ? null : [...among]
  return rows<{ readonly id: string }>(
    db,
    sql`
      select id
      from entas.household
      where tenant_id = ${db.tenantId}
        and chosen is not null
        and (${families}::uuid[] is null or id = any(${families}::uuid[]))
      limit ${verdictLimit}`,
  )
}

export type FieldSource = {
  readonly id: string
  readonly headName: string
  readonly sex: 'male' | 'female' | null
  readonly bornOn: string | null
  readonly nationalId: Buffer | null
  readonly villageCode: string | null
  readonly villageName: string | null
  readonly address: string
  readonly familyCard: Buffer | null
  /** Observation kind, id and day of its identity, as survivorship left it. */
  readonly identity: readonly [string, string, string] | null
  readonly receivedAt: Date | null
}

/** What fields can be chosen from: each family's own derived values. */
export function listFieldSources(db: Reader, ids: readonly string[]): Promise<FieldSource[]> {
  return rows<FieldSource>(
    db,
    sql`
      select household.id, household.head_name as "headName", head.sex, head.born_on as "bornOn",
        head.national_id_cipher as "nationalId", household.village_code as "villageCode",
        village.name as "villageName", household.address,
        household.family_card_cipher as "familyCard",
        household.provenance -> 'identity' as identity, import.received_at as "receivedAt"
      from entas.household
      left join entas.person as head
        on head.tenant_id = ${db.tenantId} and head.id = household.head_person_id
      left join entas.area as village on village.code = household.village_code
      left join entas.import
        on import.tenant_id = ${db.tenantId} and import.id = household.first_import_id
      where household.tenant_id = ${db.tenantId}
        and household.id = any(${[...ids]}::uuid[])
      limit ${verdictLimit}`,
  )
}

/** Only what differs is written: a row that shows the same already keeps every byte. */
export function setChosen(
  db: Writer,
  families: readonly { readonly id: string; readonly chosen: string | null }[],
): Promise<number> {
  return change(
    db,
    sql`
      update entas.household
      set chosen = given.chosen
      from unnest(
        ${families.map((each) => each.id)}::uuid[],
        ${families.map((each) => each.chosen)}::jsonb[]
      ) as given (id, chosen)
      where household.tenant_id = ${db.tenantId}
        and household.id = given.id
        and household.chosen is distinct from given.chosen`,
  )
}

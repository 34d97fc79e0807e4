import { sql } from 'kysely'
import { change, type Reader, rows, type Writer } from '../database.ts'

export type AliasLine = {
  readonly id: string
  readonly alias: string
  readonly household: string
}

/** More aliases than any registry of a regency has: a bound, not a page. */
const aliasLimit = 5_000_000

/** Aliases that stand; of some families only, when they are given. */
export function listAliases(db: Reader, among?: readonly string[]): Promise<AliasLine[]> {
  const only = among === undefined ? sql`true` : sql`alias_id = any(${[...among]}::uuid[])`
  return rows<AliasLine>(
    db,
    sql`
      select id, alias_id as alias, household_id as household
      from entas.household_alias
      where tenant_id = ${db.tenantId}
        and removed_at is null
        and ${only}
      limit ${aliasLimit}`,
  )
}

/** The families that stand as an alias of one of these. */
export async function listAliasesUnder(
  db: Reader,
  households: readonly string[],
): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
      select id
      from entas.household
      where tenant_id = ${db.tenantId}
        and alias_of = any(${[...households]}::uuid[])
      limit ${aliasLimit}`,
  )
  return found.map((row) => row.id)
}

export function removeAliases(
  db: Writer,
  ids: readonly string[],
  because: string,
): Promise<number> {
  return change(
    db,
    sql`
      update entas.household_alias
      set removed_at = ${db.now}, removed_by = ${db.actorId}, removed_because = ${because}
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])`,
  )
}

export function addAliases(
  db: Writer,
  aliases: readonly (AliasLine & { readonly pairId: string | null })[],
  because: string,
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.household_alias
        (tenant_id, id, alias_id, household_id, because, match_pair_id, made_by, made_at)
      select ${db.tenantId}, given.id, given.alias_id, given.household_id, ${because},
        given.pair_id, ${db.actorId}, ${db.now}
      from unnest(
        ${aliases.map((each) => each.id)}::uuid[],
        ${aliases.map((each) => each.alias)}::uuid[],
        ${aliases.map((each) => each.household)}::uuid[],
        ${aliases.map((each) => each.pairId)}::uuid[]
      ) as given (id, alias_id, household_id, pair_id)`,
  )
}

/** The mark on the family itself; null when it stands for itself again. */
export function setAliasOf(
  db: Writer,
  families: readonly { readonly id: string; readonly aliasOf: string | null }[],
): Promise<number> {
  return change(
    db,
    sql`
      update entas.household
      set alias_of = given.alias_of
      from unnest(
        ${families.map((each) => each.id)}::uuid[],
        ${families.map((each) => each.aliasOf)}::uuid[]
      ) as given (id, alias_of)
      where household.tenant_id = ${db.tenantId}
        and household.id = given.id`,
  )
}

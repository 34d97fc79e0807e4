import { sql } from 'kysely'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

// entas.area is a global table: the same for every regency, so no query names a tenant.

export type AreaRow = {
  readonly code: string
  readonly name: string
  readonly kind: 'province' | 'regency' | 'district' | 'village'
  readonly parentCode: string | null
}

/** Many areas in one statement; those that are there already stay as they are. */
export function insertAreas(
  db: Writer,
  areas: {
    readonly codes: readonly string[]
    readonly names: readonly string[]
    readonly nameKeys: readonly string[]
    readonly parentCodes: readonly (string | null)[]
    readonly kind: AreaRow['kind']
  },
) {
  return change(
    db,
    sql`
      insert into entas.area (code, name, name_key, kind, parent_code)
      select given.code, given.name, given.name_key, ${areas.kind}, given.parent_code
      from unnest(${[...areas.codes]}::text[], ${[...areas.names]}::text[],
        ${[...areas.nameKeys]}::text[], ${[...areas.parentCodes]}::text[])
        as given (code, name, name_key, parent_code)
      on conflict (code) do nothing`,
  )
}

export async function countVillages(db: Reader): Promise<number> {
  const row = await oneRow<{ readonly count: number }>(
    db,
    sql`select count(*) as count from entas.area where kind = 'village' limit 1`,
  )
  return row.count
}

export function findArea(db: Reader, code: string) {
  return firstRow<AreaRow>(
    db,
    sql`
      select code, name, kind, parent_code as "parentCode"
      from entas.area
      where code = ${code}
      limit 1`,
  )
}

/** An area and everything under it, as far as the given codes reach (a range each). */
export function listAreasUnder(
  db: Reader,
  ask: { readonly under: string; readonly within: readonly string[]; readonly limit: number },
) {
  const { under, within, limit } = ask
  return rows<AreaRow>(
    db,
    sql`
      select code, name, kind, parent_code as "parentCode"
      from entas.area
      where code between ${under} and ${`${under}/`}
        and exists (
          select from unnest(${[...within]}::text[]) as own (code)
          where area.code = own.code
            or starts_with(area.code, own.code || '.')
            or starts_with(own.code, area.code || '.')
        )
      order by code
      limit ${limit}`,
  )
}

/** Direct children: regencies of a province, or provinces of the country. */
export function listChildren(db: Reader, parent: string | null, limit: number) {
  return rows<AreaRow>(
    db,
    sql`
      select code, name, kind, parent_code as "parentCode"
      from entas.area
      where parent_code is not distinct from ${parent}
      order by code
      limit ${limit}`,
  )
}

/** The code a regency has now. */
export function getRegencyCode(db: Reader) {
  return oneRow<{ readonly code: string }>(
    db,
    sql`
      select code from entas.tenant_code
      where tenant_id = ${db.tenantId}
      order by valid_from desc
      limit 1`,
  )
}

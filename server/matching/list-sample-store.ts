import { sql } from 'kysely'
import { firstRow, oneRow, type Reader, rows } from '../database.ts'

/** The sample of the newest matching of the whole registry. */
export function findNewestSample(db: Reader) {
  return firstRow<{ readonly id: string; readonly seed: number }>(
    db,
    sql`
      select id, seed
      from entas.match_sample
      where tenant_id = ${db.tenantId}
      order by drawn_at desc, id desc
      limit 1`,
  )
}

/** Those of some families that a list brought first, and that have not left. */
export async function listBrought(
  db: Reader,
  of: { readonly importId: string; readonly ids: readonly string[] },
): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
      select id
      from entas.household
      where tenant_id = ${db.tenantId}
        and id = any(${[...of.ids]}::uuid[])
        and first_import_id = ${of.importId}
        and state <> 'withdrawn'
      limit ${of.ids.length}`,
  )
  return found.map((row) => row.id)
}

/** How far a sample is numbered, and whether it holds pairs of a list. */
export function sizeSample(
  db: Reader,
  of: { readonly sampleId: string; readonly importId: string },
) {
  return oneRow<{
    readonly strata: number
    readonly pairs: number
    readonly holdsList: boolean
  }>(
    db,
    sql`
      select coalesce(max(stratum_no) + 1, 0) as strata,
        (select coalesce(max(pair_no), 0) from entas.match_sample_pair
          where tenant_id = ${db.tenantId} and sample_id = ${of.sampleId}) as pairs,
        coalesce(bool_or(${of.importId} in (left_import_id, right_import_id)), false)
          as "holdsList"
      from entas.match_sample_stratum
      where tenant_id = ${db.tenantId}
        and sample_id = ${of.sampleId}`,
  )
}

/** A list that was matched by itself after a sample was drawn: what its event says was drawn. */
export type ListSince = {
  readonly list: string
  readonly drawnAt: Date
  readonly expectedBelow: number
  readonly expectedMissed: number
}

export function listListsSince(
  db: Reader,
  sample: { readonly id: string; readonly drawnAt: Date },
): Promise<ListSince[]> {
  return rows<ListSince>(
    db,
    sql`
      select subject_id as list, happened_at as "drawnAt",
        (detail -> 'drawn' ->> 'expectedBelow')::double precision as "expectedBelow",
        (detail -> 'drawn' ->> 'expectedMissed')::double precision as "expectedMissed"
      from entas.event
      where tenant_id = ${db.tenantId}
        and name = 'import.matched'
        and happened_at >= ${sample.drawnAt}
        and detail -> 'drawn' ->> 'sample' = ${sample.id}
      order by happened_at
      limit 10000`,
  )
}

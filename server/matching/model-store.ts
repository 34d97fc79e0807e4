import { sql } from 'kysely'
import type { Model } from '../../core/matching/model.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { change, firstRow, type Reader, type Writer } from '../database.ts'
import { newId } from '../new-id.ts'

/** What the last matching of the whole registry learnt. */
export type StandingModel = {
  readonly model: Model
  /** Families in the registry when it was learnt. */
  readonly families: number
}

/** The newest one of today's kind: what an older version of the engine learnt is no use to it. */
export function findStandingModel(db: Reader): Promise<StandingModel | undefined> {
  return firstRow<StandingModel>(
    db,
    sql`
      select model, families
      from entas.match_model
      where tenant_id = ${db.tenantId} and rule_version = ${weights2026.version}
      order by learnt_at desc, id desc
      limit 1`,
  )
}

/** Keeps a model; those before it stay, to tell by what a pair was judged. */
export function insertModel(db: Writer, standing: StandingModel): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_model (tenant_id, id, learnt_at, rule_version, families, model)
      values (${db.tenantId}, ${newId<'match-model'>()}, ${db.now}, ${standing.model.version},
        ${standing.families}, ${JSON.stringify(standing.model)})`,
  )
}

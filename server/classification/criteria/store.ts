import { sql } from 'kysely'
import type { RegencyCriteria } from '../../../core/classification/criteria.ts'
import { plainDate } from '../../../core/kernel/plain-date.ts'
import { change, type Reader, rows, type Writer } from '../../database.ts'

type Row = {
  readonly validFrom: string
  readonly decree: string
  readonly definition: {
    readonly threshold?: number | undefined
    readonly linePerPersonMonth?: number | undefined
    readonly criteriaInUse?: readonly string[] | undefined
    readonly disqualifiersInUse?: readonly string[] | undefined
  }
}

/** A regency's own dated criteria, oldest first. */
export async function listOwnCriteria(db: Reader): Promise<RegencyCriteria[]> {
  const found = await rows<Row>(
    db,
    sql`
      select valid_from as "validFrom", decree, definition
      from entas.criteria
      where tenant_id = ${db.tenantId}
      order by valid_from
      limit 1000`,
  )
  return found.map(({ validFrom, decree, definition }) => {
    return { validFrom: plainDate(validFrom), decree, ...definition }
  })
}

export async function insertCriteria(
  db: Writer,
  own: { readonly id: string; readonly validFrom: string; readonly decree: string },
  definition: Row['definition'],
): Promise<void> {
  await change(
    db,
    sql`
      insert into entas.criteria
        (tenant_id, id, valid_from, decree, definition, made_by, made_at)
      values
        (${db.tenantId}, ${own.id}, ${own.validFrom}, ${own.decree},
         ${JSON.stringify(definition)}, ${db.actorId}, ${db.now})`,
  )
}

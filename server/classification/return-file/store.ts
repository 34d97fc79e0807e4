import { sql } from 'kysely'
import type { Reasons } from '../../../core/classification/classify.ts'
import { type Reader, rows } from '../../database.ts'

export type RowOutcome = {
  readonly rowNo: number
  readonly kind: string
  readonly state: string
  readonly result: string | null
  readonly reasonCode: string | null
  readonly reasons: Reasons | { readonly criteria?: undefined } | null
  readonly on: string | null
  readonly officer: string | null
}

/** What became of some rows of an import, by confirmed decisions only. */
export function listOutcomes(
  db: Reader,
  importId: string,
  part: { readonly from: number; readonly to: number },
): Promise<RowOutcome[]> {
  return rows<RowOutcome>(
    db,
    sql`
      select r.row_no as "rowNo", r.kind, r.state, d.result, d.reason_code as "reasonCode",
        d.reasons, coalesce(v.visited_on, d.confirmed_at::date) as "on",
        coalesce(w.name, c.name) as officer
      from entas.import_row r
      left join entas.decision d on d.tenant_id = ${db.tenantId}
        and d.household_id = r.household_id and d.state = 'confirmed'
      left join entas.visit v on v.tenant_id = ${db.tenantId} and v.id = d.visit_id
      left join entas.colleague w on w.id = v.verifier_id and w.tenant_id = ${db.tenantId}
      left join entas.colleague c on c.id = d.confirmed_by and c.tenant_id = ${db.tenantId}
      where r.tenant_id = ${db.tenantId} and r.import_id = ${importId}
        and r.row_no between ${part.from} and ${part.to}
      order by r.row_no
      limit 100000`,
  )
}

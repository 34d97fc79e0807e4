import { type RawBuilder, sql } from 'kysely'
import { oneRow, type Reader } from '../../database.ts'

type Count = { readonly count: number }

async function countOf(db: Reader, query: RawBuilder<Count>): Promise<number> {
  return (await oneRow(db, query)).count
}

/** How many rows of a table stand: all, those in some states, or those whose column is filled. */
export function countRows(
  db: Reader,
  facts: {
    readonly table: string
    readonly where?: { readonly column: string; readonly in: readonly string[] } | undefined
    readonly filled?: string | undefined
  },
): Promise<number> {
  const { table, where, filled } = facts
  const inState =
    where === undefined ? sql`true` : sql`${sql.ref(where.column)} = any(${[...where.in]}::text[])`
  const isFilled = filled === undefined ? sql`true` : sql`${sql.ref(filled)} is not null`
  return countOf(
    db,
    sql<Count>`
      select count(*) as count
      from ${sql.table(`entas.${table}`)}
      where tenant_id = ${db.tenantId} and ${inState} and ${isFilled}
      limit 1`,
  )
}

/** How many rows a kind of event told of: one each, or by a number or a list in its detail. */
export function sumEvents(
  db: Reader,
  told: { readonly name: string; readonly countIn?: string | undefined },
): Promise<number> {
  const value = told.countIn === undefined ? sql`null::jsonb` : sql`detail -> ${told.countIn}::text`
  return countOf(
    db,
    sql<Count>`
      select coalesce(sum(
        case jsonb_typeof(value)
          when 'array' then jsonb_array_length(value)
          when 'number' then value::numeric
          else 1
        end
      ), 0)::bigint as count
      from (
        select ${value} as value from entas.event
        where tenant_id = ${db.tenantId} and name = ${told.name}
      ) as told
      limit 1`,
  )
}

/** Rows with data of the files that were checked. */
export function countDataRows(db: Reader): Promise<number> {
  return countOf(
    db,
    sql<Count>`
      select count(*) as count
      from entas.import_row
      join entas.import on import.tenant_id = import_row.tenant_id
        and import.id = import_row.import_id
      where import_row.tenant_id = ${db.tenantId}
        and import_row.kind = 'data' and import.checked_at is not null
      limit 1`,
  )
}

/** Families named by frozen decrees. */
export function countFrozenLines(db: Reader): Promise<number> {
  return countOf(
    db,
    sql<Count>`
      select count(*) as count
      from entas.decree_line
      join entas.decree on decree.tenant_id = decree_line.tenant_id
        and decree.id = decree_line.decree_id
      where decree_line.tenant_id = ${db.tenantId} and decree.state = 'frozen'
      limit 1`,
  )
}

/** Rupiah that were instructed, by line. */
export function sumInstructed(db: Reader): Promise<number> {
  return countOf(
    db,
    sql<Count>`
      select coalesce(sum(payment_line.amount), 0)::bigint as count
      from entas.payment_line
      join entas.payment_round on payment_round.tenant_id = payment_line.tenant_id
        and payment_round.id = payment_line.round_id
      where payment_line.tenant_id = ${db.tenantId}
        and not payment_line.left_out
        and payment_round.state in ('instructed', 'closed')
      limit 1`,
  )
}

import { sql } from 'kysely'
import { change, type Reader, rows, type Writer } from '../database.ts'

export function insertTenant(
  db: Writer,
  tenant: {
    readonly name: string
    readonly code: string
    readonly demonstration: boolean
    readonly validFrom: string
  },
) {
  return change(
    db,
    sql`
      with made as (
        insert into entas.tenant (id, name, demonstration, created_at)
        values (${db.tenantId}, ${tenant.name}, ${tenant.demonstration}, ${db.now})
        returning id
      )
      insert into entas.tenant_code (tenant_id, code, valid_from)
      select id, ${tenant.code}, ${tenant.validFrom}::date from made`,
  )
}

export function insertHead(db: Writer, chain: Buffer) {
  return change(
    db,
    sql`
      insert into entas.event_head (tenant_id, position, chain)
      values (${db.tenantId}, 0, ${chain})`,
  )
}

export function insertKey(db: Writer, key: { readonly version: number; readonly wrapped: Buffer }) {
  return change(
    db,
    sql`
      insert into entas.tenant_key (tenant_id, version, wrapped, created_at)
      values (${db.tenantId}, ${key.version}, ${key.wrapped}, ${db.now})`,
  )
}

export type KeyRow = {
  readonly tenantId: number
  readonly version: number
  readonly wrapped: Buffer
}

/** Keys of all regencies: opened once, at start. */
export function listKeys(db: Reader) {
  return rows<KeyRow>(
    db,
    sql`
      select tenant_id as "tenantId", version, wrapped
      from entas.tenant_key
      order by tenant_id, version
      limit 10000`,
  )
}

export function saveWrapped(db: Writer, key: KeyRow) {
  return change(
    db,
    sql`
      update entas.tenant_key set wrapped = ${key.wrapped}
      where tenant_id = ${key.tenantId} and version = ${key.version}`,
  )
}

export type TenantSummary = {
  readonly id: number
  readonly name: string
  readonly demonstration: boolean
  readonly code: string
}

/** All regencies of this database; their number is bounded by the country's 514. */
export function listTenants(db: Reader) {
  return rows<TenantSummary>(
    db,
    sql`
      select tenant.id, tenant.name, tenant.demonstration, (
        select code from entas.tenant_code
        where tenant_id = tenant.id
        order by valid_from desc
        limit 1
      ) as code
      from entas.tenant
      order by tenant.id
      limit 1000`,
  )
}

import { areaCode } from '../core/areas/area-scope.ts'
import { kernelProblem } from '../core/kernel/problem.ts'
import { addAdministrator, type OneTimeCode } from './access/add-account.ts'
import { findArea } from './areas/store.ts'
import { firstChain } from './audit/digest.ts'
import { type Database, type Writer, working } from './database.ts'
import { record } from './events.ts'
import { newWrappedKey } from './key-file.ts'
import { insertHead, insertKey, insertTenant, listTenants } from './tenants/store.ts'

const firstKeyVersion = 1

type TenantDraft = {
  readonly tenantId: number
  readonly regencyCode: string
  readonly demonstration: boolean
  readonly masterKey: Buffer
  /** Instead of the area's own name. */
  readonly name?: string
}

type Made = { readonly tenantId: number; readonly name: string }

/**
 * Makes a regency: its row, its code, its data key and the beginning of its chain of events.
 * Areas must be loaded (`seedAreas`). Throws `kernel.not-found` when the code is no regency.
 */
export function createTenant(database: Database, tenant: TenantDraft): Promise<Made> {
  return working(database, tenant.tenantId, (db) => insertRegency(db, tenant))
}

/** The same with its first account, in one transaction: killed between them, neither is there. */
export function createTenantWithAdministrator(
  database: Database,
  tenant: TenantDraft,
  administrator: { readonly signInName: string; readonly name: string },
): Promise<Made & OneTimeCode> {
  return working(database, tenant.tenantId, async (db) => {
    const made = await insertRegency(db, tenant)
    return { ...made, ...(await addAdministrator(db, administrator)) }
  })
}

async function insertRegency(db: Writer, tenant: TenantDraft): Promise<Made> {
  const code = areaCode(tenant.regencyCode)
  const area = await findArea(db, code)
  if (area?.kind !== 'regency') throw kernelProblem('kernel.not-found', { regency: code })
  const name = tenant.name ?? area.name
  const { demonstration, tenantId, masterKey } = tenant
  await insertTenant(db, { name, code, demonstration, validFrom: '1900-01-01' })
  await insertHead(db, firstChain)
  const version = firstKeyVersion
  await insertKey(db, { version, wrapped: newWrappedKey(masterKey, { tenantId, version }) })
  await record(db, { name: 'tenant.created', detail: { code, demonstration } })
  return { tenantId, name }
}

/** The regencies of this database, by id. */
export function readTenants(database: Database) {
  return working(database, 0, listTenants)
}

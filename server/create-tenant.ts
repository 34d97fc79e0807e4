import { areaCode } from '../core/areas/area-scope.ts'
import { kernelProblem } from '../core/kernel/problem.ts'
import { findArea } from './areas/store.ts'
import { firstChain } from './audit/digest.ts'
import { type Database, working } from './database.ts'
import { record } from './events.ts'
import { newWrappedKey } from './key-file.ts'
import { insertHead, insertKey, insertTenant, listTenants } from './tenants/store.ts'

const firstKeyVersion = 1

/**
 * Makes a regency: its row, its code, its data key and the beginning of its chain of events.
 * Areas must be loaded (`seedAreas`). Throws `kernel.not-found` when the code is no regency.
 */
export function createTenant(
  database: Database,
  tenant: {
    readonly tenantId: number
    readonly regencyCode: string
    readonly demonstration: boolean
    readonly masterKey: Buffer
    /** Instead of the area's own name. */
    readonly name?: string
  },
): Promise<{ readonly tenantId: number; readonly name: string }> {
  return working(database, tenant.tenantId, async (db) => {
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
  })
}

/** The regencies of this database, by id. */
export function readTenants(database: Database) {
  return working(database, 0, listTenants)
}

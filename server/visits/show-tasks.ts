import { maskNationalId } from '../../core/registry/national-id.ts'
import type { Reader } from '../database.ts'
import { sealContext, type TenantKeys, unsealText } from '../keyring.ts'
import { listTaskMembers, listTasks } from './store.ts'

/** A verifier's own families, with members and masked numbers. */
export async function showTasks(
  db: Reader,
  keys: TenantKeys,
  verifier: { readonly accountId: string; readonly name: string },
) {
  const tasks = await listTasks(db, verifier.accountId)
  const members = Map.groupBy(await listTaskMembers(db, verifier.accountId), (each) => {
    return each.householdId
  })
  return {
    verifierId: verifier.accountId,
    verifierName: verifier.name,
    tasks: tasks.map((task) => ({
      ...task,
      members: (members.get(task.householdId) ?? []).map(({ cipher, householdId: _, ...rest }) => ({
        ...rest,
        nationalIdMask: maskOf(db, keys, cipher),
      })),
    })),
  }
}

/** The mask of a sealed NIK; empty when there is none. */
export function maskOf(db: Reader, keys: TenantKeys, cipher: Buffer | null): string {
  if (cipher === null) return ''
  return maskNationalId(unsealText(keys, cipher, sealContext(db.tenantId, 'national-id')))
}

import type { AreaScope } from '../areas/area-scope.ts'
import type { Id } from '../kernel/id.ts'
import { mayRole, type Permission, type Role } from './permissions.ts'

/** Who asks, in which regency, as what, and how far their eyes reach. */
export type Actor = {
  readonly accountId: Id<'account'>
  readonly name: string
  readonly tenantId: number
  readonly role: Role
  readonly scope: AreaScope
}

/** Deny by default: only what the role's row of the table names. */
export function may(actor: Actor, permission: Permission): boolean {
  return mayRole(actor.role, permission)
}

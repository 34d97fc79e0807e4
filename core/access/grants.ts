import { type AreaCode, type AreaScope, areaContains } from '../areas/area-scope.ts'
import { type Actor, may } from './actor.ts'
import type { Role } from './permissions.ts'

/** How far each role's eyes reach. */
const scopeKinds = {
  administrator: 'regency',
  'social-office': 'regency',
  'planning-team': 'regency',
  'village-operator': 'areas',
  verifier: 'tasks',
  payer: 'regency',
  auditor: 'regency',
  regent: 'regency',
} as const satisfies Record<Role, AreaScope['kind']>

/** Who may hand out which roles. Nobody hands out what the table does not name. */
const grantable: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  administrator: [
    'administrator',
    'social-office',
    'planning-team',
    'village-operator',
    'verifier',
    'payer',
    'auditor',
    'regent',
  ],
}

export type GrantDecision =
  | { readonly is: 'grant'; readonly scope: AreaScope }
  | { readonly is: 'refused'; readonly because: 'grant-beyond-own' | 'scope-wrong' }

/**
 * Whether one account may give another this role over these areas. Areas must lie in the regency
 * (and in the giver's own); the row policy carries one range (a district or a village) and a list
 * of villages beside it, so a second district is refused.
 */
export function decideGrant(ask: {
  readonly actor: Actor
  readonly role: Role
  readonly areas: readonly AreaCode[]
  readonly regency: AreaCode
}): GrantDecision {
  const { actor, role, areas, regency } = ask
  if (!may(actor, 'account.manage')) return { is: 'refused', because: 'grant-beyond-own' }
  if (!mayGrant(actor.role, role)) return { is: 'refused', because: 'grant-beyond-own' }
  if (!reachesAll(actor.scope, areas)) return { is: 'refused', because: 'grant-beyond-own' }
  return scopeOf({ role, areas, regency })
}

/** The scope that a role has over areas, or why these areas do not fit the role. */
export function scopeOf(ask: {
  readonly role: Role
  readonly areas: readonly AreaCode[]
  readonly regency: AreaCode
}): GrantDecision {
  const kind = scopeKinds[ask.role]
  const areas = widestFirst(ask.areas)
  const refused = { is: 'refused', because: 'scope-wrong' } as const
  if (kind === 'regency') {
    return areas.length === 0 ? { is: 'grant', scope: { kind, areas: [] } } : refused
  }
  const within = areas.every((code) => code !== ask.regency && areaContains(ask.regency, code))
  if (areas.length === 0 || !within) return refused
  const villages = areas.slice(1).every((code) => code.length === villageCodeLength)
  if (kind === 'areas' && !villages) return refused
  return { is: 'grant', scope: { kind, areas } }
}

const villageCodeLength = 13

function mayGrant(giver: Role, role: Role): boolean {
  return (grantable[giver] ?? []).includes(role)
}

function reachesAll(scope: AreaScope, areas: readonly AreaCode[]): boolean {
  if (scope.kind === 'regency') return true
  return (
    areas.length > 0 && areas.every((code) => scope.areas.some((own) => areaContains(own, code)))
  )
}

function widestFirst(areas: readonly AreaCode[]): readonly AreaCode[] {
  return [...new Set(areas)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

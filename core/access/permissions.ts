/** Every permission, and nothing else opens a door. A route names one; a role holds some. */
export const permissions = [
  'area.read',
  'account.manage',
  'audit.read',
  'household.read',
  'household.search',
  'national-id.unmask',
  'list.read',
  'list.import',
  'list.withdraw',
  'list.return',
  'match.read',
  'match.decide',
  'assignment.read',
  'assignment.manage',
  'task.read',
  'visit.record',
  'visit.read',
  'visit.accept',
  'workbook.issue',
  'workbook.receive',
  'criteria.read',
  'criteria.change',
  'decision.read',
  'decision.confirm',
  'decision.reopen',
  'decree.draft',
  'decree.freeze',
  'programme.read',
  'programme.manage',
  'payment.read',
  'payment.instruct',
  'payment.reconcile',
  'overview.read',
] as const

export type Permission = (typeof permissions)[number]

/** What a route names: a permission, or one of the two doors that need none. */
export type Entrance = Permission | 'public' | 'signed-in'

export const roles = [
  'administrator',
  'social-office',
  'planning-team',
  'village-operator',
  'verifier',
  'payer',
  'auditor',
  'regent',
] as const

export type Role = (typeof roles)[number]

const reading = ['area.read', 'overview.read', 'criteria.read', 'programme.read'] as const

/** Role -> what it may do. The access matrix test walks this table against every endpoint. */
export const rolePermissions = {
  administrator: ['area.read', 'account.manage', 'audit.read', 'criteria.read'],
  'social-office': [
    ...reading,
    'household.read',
    'household.search',
    'national-id.unmask',
    'list.read',
    'list.import',
    'list.withdraw',
    'list.return',
    'match.read',
    'match.decide',
    'assignment.read',
    'assignment.manage',
    'visit.read',
    'visit.accept',
    'workbook.issue',
    'workbook.receive',
    'criteria.change',
    'decision.read',
    'decision.confirm',
    'decision.reopen',
    'decree.draft',
    'payment.read',
    'programme.manage',
  ],
  'planning-team': [
    ...reading,
    'household.read',
    'household.search',
    'list.read',
    'visit.read',
    'decision.read',
    'payment.read',
    'assignment.read',
  ],
  'village-operator': [
    'area.read',
    'criteria.read',
    'overview.read',
    'household.read',
    'household.search',
    'assignment.read',
    'visit.read',
    'workbook.issue',
    'workbook.receive',
    'decision.read',
  ],
  verifier: ['area.read', 'task.read', 'visit.record'],
  payer: [...reading, 'payment.read', 'payment.instruct', 'payment.reconcile'],
  auditor: [
    ...reading,
    'audit.read',
    'household.read',
    'household.search',
    'list.read',
    'match.read',
    'assignment.read',
    'visit.read',
    'decision.read',
    'payment.read',
  ],
  regent: [
    ...reading,
    'household.read',
    'decision.read',
    'decree.freeze',
    'payment.read',
    'list.read',
  ],
} as const satisfies Record<Role, readonly Permission[]>

export function mayRole(role: Role, permission: Permission): boolean {
  return (rolePermissions[role] as readonly Permission[]).includes(permission)
}

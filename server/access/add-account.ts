import { scopeOf } from '../../core/access/grants.ts'
import type { Role } from '../../core/access/permissions.ts'
import { accessProblem } from '../../core/access/problems.ts'
import { codeLimitMs } from '../../core/access/sign-in.ts'
import { type AreaScope, areaCode } from '../../core/areas/area-scope.ts'
import type { Id } from '../../core/kernel/id.ts'
import { type Database, type Writer, working } from '../database.ts'
import { record } from '../events.ts'
import { newId } from '../new-id.ts'
import { newCode } from './secrets.ts'
import {
  countAreas,
  findAccountByName,
  getTenant,
  insertAccount,
  listAccounts,
  saveCode,
} from './store.ts'

/** To be read to its owner once. */
export type OneTimeCode = {
  readonly accountId: Id<'account'>
  readonly code: string
  readonly until: string
}

/** Writes one account with a one-time code; the caller has decided that it may be. */
export async function addAccount(
  db: Writer,
  draft: {
    readonly signInName: string
    readonly name: string
    readonly role: Role
    readonly scope: AreaScope
    /** `nothing`: an account of the demonstration, which signs in without a secret. */
    readonly by: 'code' | 'nothing'
  },
): Promise<OneTimeCode> {
  const { areas, kind } = draft.scope
  if ((await countAreas(db, areas)) !== areas.length) throw accessProblem('access.area-unknown')
  if ((await findAccountByName(db, draft.signInName)) !== undefined) {
    throw accessProblem('access.sign-in-name-taken')
  }
  const accountId = newId<'account'>()
  const { code, hash } = newCode()
  const until = new Date(db.now.getTime() + codeLimitMs)
  const byCode = draft.by === 'code'
  await insertAccount(db, {
    id: accountId,
    signInName: draft.signInName,
    name: draft.name,
    role: draft.role,
    scope: kind,
    areas,
    codeHash: byCode ? hash : null,
    codeUntil: byCode ? until : null,
  })
  await record(db, {
    name: 'account.created',
    subject: accountId,
    detail: { role: draft.role, scope: kind, areas },
  })
  return { accountId, code: byCode ? code : '', until: until.toISOString() }
}

/**
 * The first account of a regency (`entas init`): its administrator, with the code to begin with.
 */
export function addAdministrator(
  db: Writer,
  administrator: { readonly signInName: string; readonly name: string },
): Promise<OneTimeCode> {
  const { signInName, name } = administrator
  const scope: AreaScope = { kind: 'regency', areas: [] }
  return addAccount(db, { signInName, name, role: 'administrator', scope, by: 'code' })
}

/**
 * Another code for the first administrator, whose code nobody has seen or who has lost it: while
 * it is the only account and nobody has ever signed in with it. Undefined otherwise.
 */
export async function reissueFirstCode(
  db: Writer,
): Promise<(OneTimeCode & { readonly signInName: string }) | undefined> {
  const [only, other] = await listAccounts(db, {}, { limit: 2, offset: 0 })
  if (only === undefined || other !== undefined || only.passwordHash !== null) return undefined
  const { code, hash } = newCode()
  const until = new Date(db.now.getTime() + codeLimitMs)
  await saveCode(db, only.id, { hash, until })
  await record(db, { name: 'account.code-issued', subject: only.id })
  return { accountId: only.id, code, until: until.toISOString(), signInName: only.signInName }
}

/** The people of a demonstration, all in one transaction. They sign in without a secret. */
export function addDemonstrationAccounts(
  database: Database,
  tenantId: number,
  people: readonly {
    readonly signInName: string
    readonly name: string
    readonly role: Role
    readonly areas: readonly string[]
  }[],
): Promise<readonly Id<'account'>[]> {
  return working(database, tenantId, async (db) => {
    const tenant = await getTenant(db, tenantId)
    if (!tenant.demonstration) throw accessProblem('access.demonstration-only')
    const ids: Id<'account'>[] = []
    for (const person of people) {
      const areas = person.areas.map(areaCode)
      const fit = scopeOf({ role: person.role, areas, regency: areaCode(tenant.code) })
      if (fit.is === 'refused') throw accessProblem(`access.${fit.because}`)
      const made = await addAccount(db, { ...person, scope: fit.scope, by: 'nothing' })
      ids.push(made.accountId)
    }
    return ids
  })
}

import type { Actor } from '../../core/access/actor.ts'
import type { Account } from '../../core/access/contract.ts'
import { decideGrant } from '../../core/access/grants.ts'
import type { Role } from '../../core/access/permissions.ts'
import { accessProblem } from '../../core/access/problems.ts'
import { codeLimitMs } from '../../core/access/sign-in.ts'
import { areaCode } from '../../core/areas/area-scope.ts'
import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { kernelProblem } from '../../core/kernel/problem.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import { addAccount, type OneTimeCode } from './add-account.ts'
import { actorOf } from './find-session.ts'
import { newCode } from './secrets.ts'
import {
  type AccountRow,
  countAccounts,
  deleteSessionsOf,
  findAccount,
  getTenant,
  listAccounts,
  saveCode,
  saveState,
} from './store.ts'

/** A page of the accounts: all, or those whose name, sign-in name or village holds some text. */
export async function readAccounts(
  db: Reader,
  asked: {
    readonly find?: string | undefined
    readonly role?: Role | undefined
    readonly page?: number | undefined
  },
) {
  const page = asked.page ?? 1
  const pageSize = pageSizeDefault
  const filter = { find: asked.find, role: asked.role }
  const at = { limit: pageSize, offset: (page - 1) * pageSize }
  const found = await listAccounts(db, filter, at)
  return { rows: found.map(described), total: await countAccounts(db, filter), page, pageSize }
}

/** A new account with a one-time code, as far as the giver's own rights reach. */
export async function createAccount(
  db: Writer,
  actor: Actor,
  draft: {
    readonly signInName: string
    readonly name: string
    readonly role: Role
    readonly areas: readonly string[]
  },
): Promise<OneTimeCode> {
  const regency = areaCode((await getTenant(db, db.tenantId)).code)
  const areas = draft.areas.map(areaCode)
  const decision = decideGrant({ actor, role: draft.role, areas, regency })
  if (decision.is === 'refused') throw accessProblem(`access.${decision.because}`)
  return addAccount(db, { ...draft, scope: decision.scope, by: 'code' })
}

export async function blockAccount(
  db: Writer,
  actor: Actor,
  act: { readonly accountId: string; readonly reason: string },
): Promise<void> {
  const account = await getOther(db, actor, act.accountId)
  await saveState(db, account.id, 'blocked')
  await deleteSessionsOf(db, account.id)
  await record(db, {
    name: 'account.blocked',
    subject: account.id,
    detail: { reason: act.reason },
  })
}

export async function unblockAccount(
  db: Writer,
  actor: Actor,
  act: { readonly accountId: string; readonly reason: string },
): Promise<void> {
  const account = await getOther(db, actor, act.accountId)
  await saveState(db, account.id, 'active')
  await record(db, {
    name: 'account.unblocked',
    subject: account.id,
    detail: { reason: act.reason },
  })
}

/** Another code: the password is gone at once, and so is everyone who used it. */
export async function reissueCode(
  db: Writer,
  actor: Actor,
  accountId: string,
): Promise<OneTimeCode> {
  const account = await getOther(db, actor, accountId)
  const { code, hash } = newCode()
  const until = new Date(db.now.getTime() + codeLimitMs)
  await saveCode(db, account.id, { hash, until })
  await deleteSessionsOf(db, account.id)
  await record(db, { name: 'account.code-issued', subject: account.id })
  return { accountId: account.id, code, until: until.toISOString() }
}

/** Nobody blocks themselves out, or gives themselves a new password by this way. */
async function getOther(db: Reader, actor: Actor, accountId: string): Promise<AccountRow> {
  const account = await findAccount(db, accountId)
  if (account === undefined) throw kernelProblem('kernel.not-found')
  if (account.id === actor.accountId) throw accessProblem('access.not-oneself')
  return account
}

function described(row: AccountRow): Account {
  const actor = actorOf(row)
  return {
    id: row.id,
    signInName: row.signInName,
    name: row.name,
    role: actor.role,
    scope: actor.scope.kind,
    areas: [...actor.scope.areas],
    state: row.state,
    signsInBy: signsInBy(row),
    codeUntil: row.codeUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

function signsInBy(row: AccountRow): Account['signsInBy'] {
  if (row.codeHash !== null) return 'code'
  return row.passwordHash === null ? 'none' : 'password'
}

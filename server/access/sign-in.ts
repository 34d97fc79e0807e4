import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Session } from '../../core/access/contract.ts'
import { mayRole, permissions } from '../../core/access/permissions.ts'
import { accessProblem } from '../../core/access/problems.ts'
import { absoluteLimitMs, passwordWeakness } from '../../core/access/sign-in.ts'
import { atDoor, nobody, type Reader, type Writer } from '../database.ts'
import { record } from '../events.ts'
import type { House } from '../route.ts'
import type { FailedAttempts } from './failed-attempts.ts'
import { actorOf, setSessionCookie } from './find-session.ts'
import { hashPassword, isCode, isPassword, newCsrfToken, newToken } from './secrets.ts'
import {
  type AccountRow,
  clearFailures,
  countFailure,
  deleteEndedSessionsOf,
  deleteSession,
  deleteSessionsOf,
  findAccountByName,
  getTenant,
  insertSession,
  savePassword,
} from './store.ts'

/** One request at the door. */
export type DoorCall = {
  readonly house: House
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/**
 * Password against name. Unknown name, wrong password and no password look the same, and each
 * costs one verification.
 */
export async function signIn(
  call: DoorCall,
  attempts: FailedAttempts,
  given: { readonly signInName: string; readonly password: string },
): Promise<Session> {
  const account = await findForAttempt(call.house, attempts, given.signInName)
  const right = await isPassword(account?.passwordHash ?? null, given.password)
  if (account === undefined || !right) {
    throw await failAttempt(call.house, attempts, {
      account,
      signInName: given.signInName,
      code: 'access.wrong-credentials',
    })
  }
  return openSession(call, account, 'password')
}

/** The one-time code buys a password of one's own, once, and signs in. */
export async function setPasswordByCode(
  call: DoorCall,
  attempts: FailedAttempts,
  given: { readonly signInName: string; readonly code: string; readonly password: string },
): Promise<Session> {
  const account = await findForAttempt(call.house, attempts, given.signInName)
  const inTime = account?.codeUntil != null && account.codeUntil.getTime() > Date.now()
  const right = isCode(account?.codeHash ?? null, given.code)
  if (account?.codeHash == null || !right || !inTime) {
    throw await failAttempt(call.house, attempts, {
      account,
      signInName: given.signInName,
      code: 'access.wrong-code',
    })
  }
  refuseWeak(given.password, account)
  const next = await hashPassword(given.password)
  const instead = { codeHash: account.codeHash }
  await atDoor(call.house.database, callerOf(account), async (db) => {
    // A second use of the same code finds it gone.
    const saved = await savePassword(db, account.id, { next, instead })
    if (!saved) throw accessProblem('access.wrong-code')
    await deleteSessionsOf(db, account.id)
    await record(db, { name: 'account.password-set', subject: account.id })
  })
  return openSession(call, account, 'password')
}

/** A new password instead of the current one; all other browsers of the account are signed out. */
export async function changePassword(
  call: DoorCall,
  signInName: string,
  given: { readonly current: string; readonly next: string },
): Promise<void> {
  const account = await atDoor(call.house.database, nobody, (db) =>
    findAccountByName(db, signInName),
  )
  const right = await isPassword(account?.passwordHash ?? null, given.current)
  if (account?.passwordHash == null || !right) throw accessProblem('access.wrong-credentials')
  refuseWeak(given.next, account)
  const next = await hashPassword(given.next)
  const instead = { passwordHash: account.passwordHash }
  await atDoor(call.house.database, callerOf(account), async (db) => {
    const saved = await savePassword(db, account.id, { next, instead })
    if (!saved) throw accessProblem('access.wrong-credentials')
    await deleteSessionsOf(db, account.id, call.request.session?.tokenHash ?? null)
    await record(db, { name: 'account.password-changed', subject: account.id })
  })
}

/** Starts a session for an account that has shown who it is. */
export async function openSession(
  call: DoorCall,
  account: AccountRow,
  by: 'password' | 'demonstration',
): Promise<Session> {
  if (account.state === 'blocked') throw accessProblem('access.account-blocked')
  const { token, tokenHash } = newToken()
  const csrfToken = newCsrfToken()
  const session = await atDoor(call.house.database, callerOf(account), async (db) => {
    const endsAt = new Date(db.now.getTime() + absoluteLimitMs)
    if (call.request.session !== null) await deleteSession(db, call.request.session.tokenHash)
    await deleteEndedSessionsOf(db, account.id)
    await clearFailures(db, account.id)
    await insertSession(db, { tokenHash, accountId: account.id, csrfToken, endsAt })
    await record(db, { name: 'account.signed-in', subject: account.id, detail: { by } })
    return describeSession(db, account, { csrfToken, endsAt })
  })
  setSessionCookie(call.house, call.reply, token)
  return session
}

/** What the page is told of the session. */
export async function describeSession(
  db: Reader,
  account: AccountRow,
  session: { readonly csrfToken: string; readonly endsAt: Date },
): Promise<Session> {
  const actor = actorOf(account)
  return {
    account: {
      id: account.id,
      signInName: account.signInName,
      name: account.name,
      role: actor.role,
      scope: actor.scope.kind,
      areas: [...actor.scope.areas],
    },
    permissions: permissions.filter((permission) => mayRole(actor.role, permission)),
    tenant: await getTenant(db, account.tenantId),
    csrfToken: session.csrfToken,
    endsAt: session.endsAt.toISOString(),
  }
}

export async function signOut(db: Writer, tokenHash: Buffer, accountId: string): Promise<void> {
  await deleteSession(db, tokenHash)
  await record(db, { name: 'account.signed-out', subject: accountId })
}

async function findForAttempt(
  house: House,
  attempts: FailedAttempts,
  signInName: string,
): Promise<AccountRow | undefined> {
  const account = await atDoor(house.database, nobody, (db) => findAccountByName(db, signInName))
  const until = account === undefined ? attempts.waitsUntil(signInName) : account.waitsUntil
  const waitMs = Number(until ?? 0) - Date.now()
  if (waitMs > 0) {
    throw accessProblem('access.wait-before-retry', { seconds: Math.ceil(waitMs / 1000) })
  }
  return account
}

async function failAttempt(
  house: House,
  attempts: FailedAttempts,
  failed: {
    readonly account: AccountRow | undefined
    readonly signInName: string
    readonly code: 'access.wrong-credentials' | 'access.wrong-code'
  },
): Promise<Error> {
  const { account, signInName, code } = failed
  if (account === undefined) {
    attempts.fail(signInName, Date.now())
    return accessProblem(code)
  }
  const caller = { tenantId: account.tenantId, accountId: null }
  await atDoor(house.database, caller, async (db) => {
    const failures = await countFailure(db, account.id)
    await record(db, {
      name: 'account.sign-in-failed',
      subject: account.id,
      detail: { failures },
    })
  })
  return accessProblem(code)
}

function refuseWeak(password: string, owner: AccountRow): void {
  const because = passwordWeakness(password, owner)
  if (because !== undefined) throw accessProblem('access.password-too-weak', { because })
}

function callerOf(account: AccountRow) {
  return { tenantId: account.tenantId, accountId: account.id }
}

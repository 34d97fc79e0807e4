import type { Role } from '../../core/access/permissions.ts'
import { call, type ReplyOf } from '../call.ts'
import { takeSession } from '../session.ts'

export async function signIn(signInName: string, password: string): Promise<void> {
  const reply = await call('POST /api/session', { body: { signInName, password } })
  takeSession(reply.session)
}

/** The first sign-in, and after a forgotten password: a one-time code buys a password. */
export async function setPassword(
  signInName: string,
  code: string,
  password: string,
): Promise<void> {
  const reply = await call('POST /api/password', { body: { signInName, code, password } })
  takeSession(reply.session)
}

export function demonstrationAccounts(abort: AbortSignal) {
  return call('GET /api/demonstration/accounts', { signal: abort })
}

export function storyProgress(abort: AbortSignal) {
  return call('GET /api/demonstration/progress', { signal: abort })
}

export async function enterDemonstration(signInName: string): Promise<void> {
  const reply = await call('POST /api/demonstration/session', { body: { signInName } })
  takeSession(reply.session)
}

export const roleNames = [
  'administrator',
  'social-office',
  'planning-team',
  'village-operator',
  'verifier',
  'payer',
  'auditor',
  'regent',
] as const satisfies readonly Role[]

export type NewAccount = {
  readonly name: string
  readonly signInName: string
  readonly role: Role
  readonly areas: string[]
}

export type OneTimeCode = ReplyOf<'POST /api/accounts'>

export function addAccount(account: NewAccount): Promise<OneTimeCode> {
  return call('POST /api/accounts', { body: account })
}

export function issueCode(accountId: string): Promise<OneTimeCode> {
  return call('POST /api/accounts/:accountId/code', { params: { accountId } })
}

export function blockAccount(accountId: string, reason: string) {
  return call('POST /api/accounts/:accountId/block', { params: { accountId }, body: { reason } })
}

export function unblockAccount(accountId: string, reason: string) {
  return call('POST /api/accounts/:accountId/unblock', { params: { accountId }, body: { reason } })
}

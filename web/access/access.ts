import { call } from '../call.ts'
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

export async function enterDemonstration(signInName: string): Promise<void> {
  const reply = await call('POST /api/demonstration/session', { body: { signInName } })
  takeSession(reply.session)
}

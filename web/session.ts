import { signal } from '@preact/signals'
import type { Session } from '../core/access/contract.ts'
import type { Permission } from '../core/access/permissions.ts'
import { CallProblem, call, deadline, door } from './call.ts'
import { keepSession, keptSession } from './device/kept-session.ts'
import { zone, zoneOf } from './format.ts'
import { navigate, type Place, place } from './router.ts'

/** Who is signed in; null: nobody; undefined: not asked yet. */
export const session = signal<Session | null | undefined>(undefined)

/** What is known before anybody signs in. */
export const house = signal<{ readonly demonstration: boolean; readonly place: string | null }>({
  demonstration: false,
  place: null,
})

/** Whether the person may: to show or leave out. The server asks again at every request. */
export function mayNow(permission: Permission): boolean {
  return session.value?.permissions.includes(permission) === true
}

/**
 * Asks the server who is signed in. Without a signal a verifier works on as whom this device kept;
 * for anybody else it throws CallProblem.
 */
export async function startSession(): Promise<void> {
  try {
    await askSession()
  } catch (error) {
    const kept = keptSession(new Date())
    if (kept === undefined || !(error instanceof CallProblem && error.code === 'network.failed')) {
      throw error
    }
    house.value = { demonstration: kept.tenant.demonstration, place: kept.tenant.name }
    zone.value = zoneOf(kept.tenant.code)
    session.value = { ...kept, csrfToken: '' }
  }
}

/** Asks the server who is signed in. Throws CallProblem. */
export async function askSession(signal?: AbortSignal): Promise<void> {
  const reply = await call('GET /api/session', signal === undefined ? {} : { signal })
  house.value = { demonstration: reply.demonstration, place: reply.place }
  takeSession(reply.session)
}

// Writing needs the token of the session: one that was only kept is asked for first.
door.beforeWrite = async ({ quiet }) => {
  const kept = session.peek()
  if (kept === null || kept === undefined || kept.csrfToken !== '') return
  const reply = await call('GET /api/session', { signal: deadline() })
  if (reply.session?.account.id === kept.account.id) return takeSession(reply.session)
  // Signed out meanwhile, or somebody else is in: what waits here is not theirs to send.
  if (quiet !== true) {
    takeSession(reply.session)
    door.onSignedOut()
  }
  throw new CallProblem('access.sign-in-needed', 401)
}

/** Takes a session in use, or ends it (null). */
export function takeSession(given: Session | null): void {
  door.csrfToken = given?.csrfToken ?? ''
  keepSession(given)
  if (given !== null) zone.value = zoneOf(given.tenant.code)
  session.value = given
}

export async function signOut(): Promise<void> {
  await call('DELETE /api/session')
  takeSession(null)
  navigate(signInPath)
}

export const signInPath = '/masuk'

/** To the sign-in, keeping where one was. */
export function toSignIn({ path, query }: Place): void {
  const text = query.toString()
  const back = text === '' ? path : `${path}?${text}`
  const to = back === '/' ? signInPath : `${signInPath}?${new URLSearchParams({ kembali: back })}`
  navigate(to, { replace: true })
}

/** Where to go after signing in: only a path of this application, never another site. */
export function backFrom(query: URLSearchParams): string {
  const back = query.get('kembali') ?? '/'
  return /^\/(?![/\\])/.test(back) && !back.startsWith(signInPath) ? back : '/'
}

/** The session ran out while working: to the sign-in, and from there back to where one was. */
export function signInAgain(): void {
  if (session.peek() === undefined || place.peek().path === signInPath) return
  takeSession(null)
  toSignIn(place.peek())
}
door.onSignedOut = signInAgain

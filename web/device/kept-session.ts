import type { Session } from '../../core/access/contract.ts'

const key = 'entas.session'

/** Who works on this device, without the token that writing needs. */
export type KeptSession = Omit<Session, 'csrfToken'>

/**
 * Keeps who goes from door to door, so that the tasks open without a signal; only for those
 * whose work that is. Nobody, or anybody else, leaves nothing behind.
 */
export function keepSession(session: Session | null): void {
  try {
    if (session === null || !session.permissions.includes('visit.record')) {
      localStorage.removeItem(key)
      return
    }
    const { account, permissions, tenant, endsAt } = session
    localStorage.setItem(key, JSON.stringify({ account, permissions, tenant, endsAt }))
  } catch {
    // Without storage the tasks need a signal to open, as everything else.
  }
}

/** Who was kept, until the session ends for good; undefined when nobody is. */
export function keptSession(now: Date): KeptSession | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (!isKept(kept) || Date.parse(kept.endsAt) <= now.getTime()) return undefined
    return kept
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is KeptSession {
  return typeof value === 'object' && value !== null && 'account' in value && 'endsAt' in value
}

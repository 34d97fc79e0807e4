import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../core/access/actor.ts'
import { type Role, roles } from '../../core/access/permissions.ts'
import { absoluteLimitMs, isSessionAlive } from '../../core/access/sign-in.ts'
import { parseAreaCode } from '../../core/areas/area-scope.ts'
import { atDoor, nobody } from '../database.ts'
import type { House } from '../route.ts'
import { hashToken } from './secrets.ts'
import { type AccountRow, deleteSession, findSessionByHash, touchSession } from './store.ts'

/** `seen_at` is written at most this often: a page asks many things at once. */
const touchEveryMs = 60_000

export type FoundSession = {
  readonly actor: Actor
  readonly session: NonNullable<FastifyRequest['session']>
}

/** Who the cookie stands for, or undefined: no cookie, ended, blocked. */
export async function findSession(
  house: House,
  request: FastifyRequest,
): Promise<FoundSession | undefined> {
  const token = request.cookies[cookieName(house)]
  if (token === undefined || token.length > 100) return undefined
  const tokenHash = hashToken(token)
  return atDoor(house.database, nobody, async (db) => {
    const row = await findSessionByHash(db, tokenHash)
    if (row === undefined) return undefined
    const times = { createdAt: row.sessionCreatedAt, seenAt: row.seenAt, endsAt: row.endsAt }
    if (row.state !== 'active' || !isSessionAlive(times, db.now)) {
      await deleteSession(db, tokenHash)
      return undefined
    }
    if (db.now.getTime() - row.seenAt.getTime() > touchEveryMs) await touchSession(db, tokenHash)
    const session = { tokenHash, csrfToken: row.csrfToken, endsAt: row.endsAt }
    return { actor: actorOf(row), session }
  })
}

/** The account as the rest of the house knows it. An unknown role or area is a bug, not a right. */
export function actorOf(row: AccountRow): Actor {
  const role = roles.find((each): each is Role => each === row.role)
  if (role === undefined) throw new Error('an account has a role that does not exist')
  const areas = row.areas.map((code) => {
    const parsed = parseAreaCode(code)
    if (parsed === undefined) throw new Error('an account has an area that does not exist')
    return parsed
  })
  const { id: accountId, name, tenantId, scope: kind } = row
  return { accountId, name, tenantId, role, scope: { kind, areas } }
}

/** `__Host-` binds the cookie to this very host and to https (RFC 6265bis). */
function cookieName(house: House): string {
  return house.config.secureCookies ? '__Host-entas' : 'entas'
}

export function setSessionCookie(house: House, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(house), token, {
    ...cookieOptions(house),
    maxAge: absoluteLimitMs / 1000,
  })
}

export function clearSessionCookie(house: House, reply: FastifyReply): void {
  reply.clearCookie(cookieName(house), cookieOptions(house))
}

function cookieOptions(house: House) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: house.config.secureCookies,
  } as const
}

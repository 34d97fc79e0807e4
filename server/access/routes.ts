import type { FastifyInstance, FastifyRequest } from 'fastify'
import { accessContract, type Session, storyProgress } from '../../core/access/contract.ts'
import { roles } from '../../core/access/permissions.ts'
import { accessProblem } from '../../core/access/problems.ts'
import { atDoor, nobody } from '../database.ts'
import { type House, registerRoutes } from '../route.ts'
import { rememberFailedAttempts } from './failed-attempts.ts'
import { clearSessionCookie } from './find-session.ts'
import {
  blockAccount,
  createAccount,
  readAccounts,
  reissueCode,
  unblockAccount,
} from './manage-accounts.ts'
import { standIn } from './secrets.ts'
import {
  changePassword,
  describeSession,
  openSession,
  setPasswordByCode,
  signIn,
  signOut,
} from './sign-in.ts'
import {
  findAccountByName,
  findSessionByHash,
  getTenant,
  listDemonstrationAccounts,
  listFirstTenants,
} from './store.ts'

const attemptsPerAddress = 60
const attemptsPerName = 10
const minuteMs = 60_000

/** Signing in and out, and the accounts of a regency. All of it through the door's pool. */
export function registerAccessRoutes(app: FastifyInstance, house: House): void {
  const attempts = rememberFailedAttempts()
  const limit = signInLimit(app)
  app.addHook('onReady', async () => {
    await standIn()
  })
  const door = house.database
  registerRoutes(app, house, accessContract, {
    'GET /api/session': { unbound: ({ request }) => readSession(house, request) },
    'POST /api/session': {
      unbound: async (ask) => {
        await limit(ask.request, ask.body.signInName)
        return { session: await signIn(ask, attempts, ask.body) }
      },
    },
    'DELETE /api/session': {
      unbound: async ({ actor, request, reply }) => {
        const tokenHash = request.session?.tokenHash
        if (tokenHash === undefined) throw accessProblem('access.sign-in-needed')
        await atDoor(door, actor, (db) => signOut(db, tokenHash, actor.accountId))
        clearSessionCookie(house, reply)
        return { signedOut: true as const }
      },
    },
    'POST /api/password': {
      unbound: async (ask) => {
        await limit(ask.request, ask.body.signInName)
        return { session: await setPasswordByCode(ask, attempts, ask.body) }
      },
    },
    'POST /api/session/password': {
      unbound: async (ask) => {
        const { signInName } = (await getOwnSession(house, ask.request)).account
        await limit(ask.request, signInName)
        await changePassword(ask, signInName, ask.body)
        return { changed: true as const }
      },
    },
    'GET /api/demonstration/accounts': {
      unbound: async () => {
        refuseOutsideDemonstration(house)
        const found = await atDoor(door, nobody, listDemonstrationAccounts)
        return { accounts: found.flatMap(withRole) }
      },
    },
    'GET /api/demonstration/progress': {
      unbound: async () => {
        refuseOutsideDemonstration(house)
        const told = storyProgress.safeParse(house.health?.().story)
        return told.success ? told.data : { state: 'none' as const }
      },
    },
    'POST /api/demonstration/session': {
      unbound: async (ask) => {
        refuseOutsideDemonstration(house)
        const account = await atDoor(door, nobody, async (db) => {
          const found = await findAccountByName(db, ask.body.signInName)
          if (found === undefined) return undefined
          return (await getTenant(db, found.tenantId)).demonstration ? found : undefined
        })
        if (account === undefined) throw accessProblem('access.wrong-credentials')
        return { session: await openSession(ask, account, 'demonstration') }
      },
    },

    'GET /api/accounts': {
      unbound: ({ actor, query }) => atDoor(door, actor, (db) => readAccounts(db, query)),
    },
    'POST /api/accounts': {
      unbound: ({ actor, body }) => atDoor(door, actor, (db) => createAccount(db, actor, body)),
    },
    'POST /api/accounts/:accountId/block': {
      unbound: async ({ actor, params, body }) => {
        await atDoor(door, actor, (db) => blockAccount(db, actor, { ...params, ...body }))
        return { state: 'blocked' as const }
      },
    },
    'POST /api/accounts/:accountId/unblock': {
      unbound: async ({ actor, params, body }) => {
        await atDoor(door, actor, (db) => unblockAccount(db, actor, { ...params, ...body }))
        return { state: 'active' as const }
      },
    },
    'POST /api/accounts/:accountId/code': {
      unbound: ({ actor, params }) =>
        atDoor(door, actor, (db) => reissueCode(db, actor, params.accountId)),
    },
  })
}

async function readSession(house: House, request: FastifyRequest) {
  const { demonstration } = house.config
  if (request.session !== null) {
    const session = await getOwnSession(house, request)
    return { session, demonstration, place: session.tenant.name }
  }
  const tenants = await atDoor(house.database, nobody, listFirstTenants)
  const place = tenants.length === 1 ? (tenants[0]?.name ?? null) : null
  return { session: null, demonstration, place }
}

function getOwnSession(house: House, request: FastifyRequest): Promise<Session> {
  const session = request.session
  if (session === null) throw accessProblem('access.sign-in-needed')
  return atDoor(house.database, nobody, async (db) => {
    const row = await findSessionByHash(db, session.tokenHash)
    if (row === undefined) throw accessProblem('access.sign-in-needed')
    return describeSession(db, row, session)
  })
}

/** Strict by address and by name, whether an account has that name or not. */
function signInLimit(app: FastifyInstance) {
  const byAddress = app.createRateLimit({
    max: attemptsPerAddress,
    timeWindow: minuteMs,
    keyGenerator: (request) => `address ${request.ip}`,
  })
  const names = new WeakMap<FastifyRequest, string>()
  const byName = app.createRateLimit({
    max: attemptsPerName,
    timeWindow: minuteMs,
    keyGenerator: (request) => `name ${names.get(request) ?? ''}`,
  })
  return async (request: FastifyRequest, signInName: string): Promise<void> => {
    names.set(request, signInName)
    for (const check of [byAddress, byName]) {
      const result = await check(request)
      if (result.isAllowed || !result.isExceeded) continue
      throw accessProblem('access.wait-before-retry', { seconds: result.ttlInSeconds })
    }
  }
}

function refuseOutsideDemonstration(house: House): void {
  if (!house.config.demonstration) throw accessProblem('access.demonstration-only')
}

function withRole<Row extends { readonly role: string; readonly areaNames: readonly string[] }>(
  row: Row,
) {
  const role = roles.find((each) => each === row.role)
  return role === undefined ? [] : [{ ...row, role, areaNames: [...row.areaNames] }]
}

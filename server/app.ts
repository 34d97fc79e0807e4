import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { accessProblem } from '../core/access/problems.ts'
import { kernelProblem } from '../core/kernel/problem.ts'
import { findSession } from './access/find-session.ts'
import { capabilities } from './capabilities.ts'
import { registerHealth } from './health.ts'
import { type FailureLine, problemHandler } from './problem-handler.ts'
import type { House } from './route.ts'
import { registerWebFiles } from './web-files.ts'

/** JSON bodies are small; a day's visits of a phone fit ten times. */
const bodyLimitBytes = 2 * 1024 * 1024

/** A central list of a million rows with 31 columns is about 400 MB. */
const uploadLimitBytes = 1024 * 1024 * 1024

const requestsPerTenSeconds = 3000

/** One line a request: no address, no query, no name. */
export type RequestLine = {
  readonly requestId: string
  readonly route: string
  readonly status: number
  readonly ms: number
}

export type AppOptions = {
  readonly logRequest?: (line: RequestLine) => void
  readonly logFailure?: (line: FailureLine) => void
}

/** The server without its socket: every room, behind one door. */
export async function buildApp(house: House, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // A proxy on this machine tells the real address; nobody else is believed.
    trustProxy: house.config.secureCookies ? 'loopback' : false,
    routerOptions: { maxParamLength: 100 },
  })
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(problemHandler(options.logFailure ?? printFailure))
  app.setNotFoundHandler(() => {
    throw kernelProblem('kernel.not-found')
  })
  app.decorateRequest('actor', null)
  app.decorateRequest('session', null)
  await addShields(app, house)
  addDoor(app, house)
  if (options.logRequest !== undefined) addRequestLog(app, options.logRequest)
  registerHealth(app, house)
  for (const register of Object.values(capabilities)) register(app, house)
  await registerWebFiles(app)
  return app
}

async function addShields(app: FastifyInstance, house: House): Promise<void> {
  const { secureCookies } = house.config
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secureCookies,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)
  await app.register(multipart, {
    limits: { fileSize: uploadLimitBytes, files: 1, fields: 20, fieldSize: 10_000 },
  })
  await app.register(rateLimit, {
    max: requestsPerTenSeconds,
    timeWindow: 10_000,
    // Before the session is looked up: the door's database is not asked by a flood.
    keyGenerator: (request) => request.ip,
  })
}

/** Who asks is known before any route is; nothing of an answer is kept by a browser or a proxy. */
function addDoor(app: FastifyInstance, house: House): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return
    reply.header('cache-control', 'no-store')
    if (request.method !== 'GET') requireSameOrigin(request)
    const found = await findSession(house, request)
    request.actor = found?.actor ?? null
    request.session = found?.session ?? null
  })
}

/** A browser says where a write comes from; another site's page is refused even without session. */
function requireSameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw accessProblem('access.other-origin')
  }
  const origin = request.headers.origin
  if (origin === undefined || site !== undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) {
    throw accessProblem('access.other-origin')
  }
}

function addRequestLog(app: FastifyInstance, log: (line: RequestLine) => void): void {
  app.addHook('onResponse', async (request, reply) => {
    log({
      requestId: request.id,
      route: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
}

function printFailure(line: FailureLine): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', ...line })}\n`)
}

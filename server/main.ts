import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { startSealer } from './audit/sealer.ts'
import { readTenants } from './create-tenant.ts'
import type { Database } from './database.ts'
import { type Floor, openFloor } from './floor.ts'
import { floorProblem } from './floor-problems.ts'
import { startJobs } from './jobs.ts'
import { openKeyring, openMasterKey, readMasterKey } from './key-file.ts'
import { refuseAddress } from './refuse-address.ts'
import type { Config, House } from './route.ts'
import { sweepIncoming } from './sources/sweep-incoming.ts'
import { waitingPage } from './waiting-page.ts'

export type ServeOptions = {
  readonly dataDirectory: string
  readonly keyFile: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly databaseUrl?: string | undefined
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** A proxy in front speaks TLS: cookies are for it only. */
  readonly behindProxy?: boolean
  /** Makes the regency of a demonstration before the doors open; never on real data. */
  readonly prepare?: (database: Database, masterKey: Buffer) => Promise<void>
  readonly questions?: Config['questions']
  readonly log: (line: string) => void
}

export type Serving = {
  readonly url: string
  /** Resolves when requests are served; rejects when the floor does not open. */
  readonly ready: Promise<House>
  /** Adds to what /health says, for those who wait on something. */
  readonly tell: (state: Readonly<Record<string, unknown>>) => void
  /** Lets requests and jobs end, then closes everything. */
  readonly stop: () => Promise<void>
}

const keepAliveMs = 72_000
const patienceMs = 4_000

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void

/** Everything that must be closed again, in the order it was opened. */
type Stoppable = { readonly stop: () => Promise<void> }
type Opened = { floor?: Floor; app?: FastifyInstance; jobs?: Stoppable; sealer?: Stoppable }

/**
 * Listens at once, answers 503 until the floor is open, then serves. Throws `floor.port-taken`, and
 * before it listens what `refuseAddress` throws.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  // Only the database knows whether a folder is a demonstration: that is asked again there.
  const demonstration = options.prepare !== undefined
  refuseAddress(options.host, { demonstration, https: speaksHttps(options) })
  let answer: Answer = waitingPage
  let told: Readonly<Record<string, unknown>> = {}
  const server = makeServer(options, (request, response) => answer(request, response))
  const url = await listen(server, options)
  const opened: Opened = {}
  const ready = open(options, opened, () => told).then(({ app, house }) => {
    answer = (request, response) => app.routing(request, response)
    return house
  })
  // Who does not wait for it must not end the process; who does gets the same rejection.
  ready.catch(() => {})
  return {
    url,
    ready,
    tell: (state) => {
      told = { ...told, ...state }
    },
    stop: async () => {
      server.close()
      server.closeIdleConnections()
      await patiently(ready)
      answer = waitingPage
      await patiently(opened.jobs?.stop())
      await patiently(opened.app?.close())
      await patiently(opened.sealer?.stop())
      server.closeAllConnections()
      await opened.floor?.stop()
    },
  }
}

/** Between the browser and us, or a proxy in front of us. */
function speaksHttps(options: ServeOptions): boolean {
  return options.tls !== undefined || options.behindProxy === true
}

/** Waits for an orderly end, not for ever: what is cut off rolls back and is begun again. */
async function patiently(ending: Promise<unknown> | undefined): Promise<void> {
  await Promise.race([ending?.catch(() => {}), sleep(patienceMs, undefined, { ref: false })])
}

function makeServer(options: ServeOptions, answer: Answer): http.Server {
  const server =
    options.tls === undefined
      ? http.createServer(answer)
      : https.createServer({ cert: options.tls.cert, key: options.tls.key }, answer)
  server.keepAliveTimeout = keepAliveMs
  // A list of 400 MB over a village's line takes longer than five minutes.
  server.requestTimeout = 0
  return server
}

async function listen(server: http.Server, options: ServeOptions): Promise<string> {
  const { host, port } = options
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') throw floorProblem('floor.port-taken', { port })
    throw error
  }
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  const shown = host.includes(':') ? `[${host}]` : host
  return `${options.tls === undefined ? 'http' : 'https'}://${shown}:${taken}`
}

async function open(
  options: ServeOptions,
  opened: Opened,
  told: () => Readonly<Record<string, unknown>>,
): Promise<{ app: FastifyInstance; house: House }> {
  const { dataDirectory, databaseUrl, log } = options
  const floor = await openFloor({ dataDirectory, databaseUrl, log })
  opened.floor = floor
  const { house, masterKey } = await openHouse(options, floor, told)
  await sweepIncoming(house, new Date(performance.timeOrigin))
  const app = await buildApp(house)
  opened.app = app
  await app.ready()
  opened.jobs = await startJobs(house, { urls: floor.urls, masterKey, log })
  opened.sealer = startSealer(house.database, { log })
  return { app, house }
}

async function openHouse(options: ServeOptions, floor: Floor, told: House['health']) {
  const { database } = floor
  const { dataDirectory, keyFile, prepare, questions } = options
  const masterKey = await (prepare === undefined ? readMasterKey(keyFile) : openMasterKey(keyFile))
  await prepare?.(database, masterKey)
  const tenants = await readTenants(database)
  if (tenants.length === 0) throw floorProblem('floor.not-initialised', { folder: dataDirectory })
  const real = tenants.find((tenant) => !tenant.demonstration)
  if (prepare !== undefined && real !== undefined) {
    throw floorProblem('floor.not-a-demonstration', { name: real.name })
  }
  const demonstration = tenants.some((tenant) => tenant.demonstration)
  const secureCookies = speaksHttps(options)
  refuseAddress(options.host, { demonstration, https: secureCookies })
  const keyring = await openKeyring(database, masterKey)
  const house: House = {
    database,
    keyring,
    config: {
      dataDirectory,
      demonstration,
      secureCookies,
      ...(questions === undefined ? {} : { questions }),
    },
    opening: { urls: floor.urls, masterKey },
    ...(told === undefined ? {} : { health: told }),
  }
  return { house, masterKey }
}

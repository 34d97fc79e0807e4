import { timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod/mini'
import { type Actor, may } from '../core/access/actor.ts'
import type { Entrance, Permission } from '../core/access/permissions.ts'
import { accessProblem } from '../core/access/problems.ts'
import type { Endpoint, Method } from '../core/kernel/contract.ts'
import { kernelProblem } from '../core/kernel/problem.ts'
import type { QuestionLimits } from '../core/registry/question-limits.ts'
import {
  type Database,
  type DatabaseUrls,
  type Reader,
  reading,
  type Writer,
  writing,
} from './database.ts'
import { isLostRace } from './failure-text.ts'
import type { Keyring } from './keyring.ts'

/** What every capability's routes are given once. */
export type House = {
  readonly database: Database
  readonly keyring: Keyring
  readonly config: Config
  /** How a thread of its own opens the same house; absent where everything runs in this one. */
  readonly opening?: Opening
  /** What /health adds to its state: the demonstration's progress, for one. */
  readonly health?: () => Readonly<Record<string, unknown>>
}

export type Opening = { readonly urls: DatabaseUrls; readonly masterKey: Buffer }

export type Config = {
  readonly dataDirectory: string
  readonly demonstration: boolean
  readonly secureCookies: boolean
  /** How often an account may ask who a person is or whose a number; usual when left out. */
  readonly questions?: QuestionLimits
}

type Parsed<E, Part extends string> =
  E extends Readonly<Record<Part, infer Schema>>
    ? Schema extends z.ZodMiniType
      ? z.output<Schema>
      : undefined
    : undefined

/** One request after the door: who, and what was asked, parsed by the contract. */
export type Ask<E extends Endpoint> = {
  readonly actor: E['permission'] extends 'public' ? Actor | null : Actor
  readonly house: House
  readonly params: Parsed<E, 'params'>
  readonly query: Parsed<E, 'query'>
  readonly body: Parsed<E, 'body'>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Reply<E extends Endpoint> = E['reply'] extends z.ZodMiniType ? z.input<E['reply']> : unknown

type EndpointOf<E> = E extends Endpoint ? E : never

/**
 * A GET is given a Reader, everything else a Writer, each one transaction as the actor. It is run
 * once more when it lost against another (a deadlock): a handler does nothing but by its `db`.
 * `unbound` handlers open their own transactions (uploads, downloads): use them rarely.
 * The doors without a permission are always unbound and go through the door's pool (`atDoor`).
 */
export type Handlers<C> = {
  readonly [Key in keyof C]: EndpointOf<C[Key]>['permission'] extends 'public' | 'signed-in'
    ? Unbound<EndpointOf<C[Key]>>
    : Handler<EndpointOf<C[Key]>, Key extends `GET ${string}` ? Reader : Writer>
}

/** A contract whose every endpoint names a permission that exists. */
type GuardedContract = Readonly<
  Record<`${Method} /${string}`, Endpoint & { readonly permission: Entrance }>
>

type Handler<E extends Endpoint, Db> = ((db: Db, ask: Ask<E>) => Promise<Reply<E>>) | Unbound<E>

export type Unbound<E extends Endpoint> = {
  readonly unbound: (ask: Ask<E>) => Promise<Reply<E>>
}

/** Every endpoint that was registered: what the access matrix test walks. */
export const registeredEndpoints = new Map<string, GuardedContract[keyof GuardedContract]>()

/** Puts a capability's contract on the server. Deny by default: no permission, no handler. */
export function registerRoutes<C extends GuardedContract>(
  app: FastifyInstance,
  house: House,
  contract: C,
  handlers: Handlers<C>,
): void {
  for (const [key, endpoint] of Object.entries<GuardedContract[keyof GuardedContract]>(contract)) {
    const [method, path] = key.split(' ') as [Method, string]
    const handler = handlers[key as keyof C] as AnyHandler
    registeredEndpoints.set(key, endpoint)
    app.route({
      method,
      url: path,
      // Before the body is read: who may not come in leaves nothing at the door.
      onRequest: async (request) => guard(endpoint.permission, request),
      handler: (request, reply) => answer({ house, endpoint, handler, request, reply }),
    })
  }
}

/** Inside, one handler among many: the typed face is Handlers. */
type AnyHandler =
  | ((db: Reader, ask: unknown) => Promise<unknown>)
  | { readonly unbound: (ask: unknown) => Promise<unknown> }

async function answer(call: {
  readonly house: House
  readonly endpoint: Endpoint
  readonly handler: AnyHandler
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}): Promise<unknown> {
  const { house, endpoint, handler, request, reply } = call
  const actor = request.actor
  const ask = {
    actor,
    house,
    params: parsePart(endpoint.params, request.params, 'params'),
    query: parsePart(endpoint.query, request.query, 'query'),
    body: parsePart(endpoint.body, request.body, 'body'),
    request,
    reply,
  }
  if (typeof handler !== 'function') return handler.unbound(ask)
  if (actor === null) throw accessProblem('access.sign-in-needed')
  const open = request.method === 'GET' ? reading : writing
  const once = () => open(house.database, actor, (db: Reader) => handler(db, ask))
  return once().catch(async (error: unknown) => {
    if (!isLostRace(error)) throw error
    // At once, it would snatch the row again from the one for whose sake it was ended.
    await sleep(turnOfOthersMs)
    return once()
  })
}

const turnOfOthersMs = 50

function guard(entrance: Entrance, request: FastifyRequest): void {
  if (entrance === 'public') return
  const actor = request.actor
  if (actor === null) throw accessProblem('access.sign-in-needed')
  if (request.method !== 'GET') requireCsrfToken(request)
  if (entrance !== 'signed-in') requirePermission(actor, entrance)
}

function requirePermission(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw accessProblem('access.not-allowed', { permission })
}

/** The token was given to the page by GET /api/session; another site's page cannot read it. */
function requireCsrfToken(request: FastifyRequest): void {
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''))
  const known = Buffer.from(request.session?.csrfToken ?? '')
  const same = given.length === known.length && timingSafeEqual(given, known)
  if (known.length === 0 || !same) throw accessProblem('access.csrf')
}

/** PostgreSQL's text holds no zero sign and no half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).flat().every(isStorable)
}

function parsePart(part: z.ZodMiniType | undefined, value: unknown, where: string): unknown {
  if (part === undefined) return undefined
  if (!isStorable(value)) throw kernelProblem('kernel.wrong-input', { fields: [where] })
  const result = part.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.slice(0, 20).map((issue) => [where, ...issue.path].join('.'))
  throw kernelProblem('kernel.wrong-input', { fields })
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the door (server/access) for a signed-in request, null otherwise. */
    actor: Actor | null
    /** Of the signed-in browser; goes with `actor`. */
    session: {
      readonly tokenHash: Buffer
      readonly csrfToken: string
      readonly endsAt: Date
    } | null
  }
}

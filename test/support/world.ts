import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../core/access/actor.ts'
import { type Id, id } from '../../core/kernel/id.ts'
import { addAdministrator } from '../../server/access/add-account.ts'
import { buildApp } from '../../server/app.ts'
import { seedAreas } from '../../server/areas/seed-areas.ts'
import { createTenant } from '../../server/create-tenant.ts'
import { type Database, type DatabaseUrls, working } from '../../server/database.ts'
import { openKeyring } from '../../server/key-file.ts'
import type { FailureLine } from '../../server/problem-handler.ts'
import type { Config, House } from '../../server/route.ts'
import { type CastName, cast, otherVillage, regencyCode, sariVillage } from './cast.ts'
import { openTestDatabase } from './database.ts'

/** An answer of the server, whole. `body` is the JSON, or undefined for a file. */
export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, unknown>>
}

/** One person's browser: keeps the cookie and sends the token. */
export type Browser = {
  readonly get: (url: string) => Promise<Answer>
  readonly post: (url: string, body?: unknown) => Promise<Answer>
  readonly put: (url: string, body?: unknown) => Promise<Answer>
  readonly delete: (url: string) => Promise<Answer>
  readonly upload: (
    url: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    fields?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
  /** For attacks: any method, headers and payload; the cookie goes along. */
  readonly send: (request: Sent) => Promise<Answer>
}

export type Sent = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: string | Buffer
  readonly withoutToken?: true
}

export type World = {
  readonly app: FastifyInstance
  readonly house: House
  readonly database: Database
  readonly ownerUrl: string
  readonly urls: DatabaseUrls
  readonly tenantId: number
  readonly masterKey: Buffer
  /** Bugs (500) that the server logged. */
  readonly failures: readonly FailureLine[]
  readonly as: (name: CastName) => Browser
  /** A browser that nobody has signed in with, from an address of its own or the given one. */
  readonly nobody: (address?: string) => Browser
  /** The actor of a member of the cast, for calling `reading` and `writing` directly. */
  readonly actor: (name: CastName) => Actor
  readonly accountId: (name: CastName) => Id<'account'>
  /** Another regency in the same database, with the same cast (names end in `.2`). */
  readonly addRegency: (other: {
    readonly code: string
    readonly villages: readonly [string, string]
  }) => Promise<Regency>
  readonly close: () => Promise<void>
}

export type Regency = {
  readonly tenantId: number
  readonly as: (name: CastName) => Browser
  readonly actor: (name: CastName) => Actor
}

/** What every member of the cast signs in with, in a browser too. */
export const castPassword = 'gerbang-timur-7-pohon'

/** A regency with its cast, signed in through the door, on a database of its own. */
export async function openWorld(config: Partial<Config> = {}): Promise<World> {
  const test = await openTestDatabase()
  const { database } = test
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'entas-world-'))
  const masterKey = randomBytes(32)
  await seedAreas(database, { under: regencyCode.slice(0, 2) })
  await createTenant(database, { tenantId: 1, regencyCode, demonstration: false, masterKey })
  let keyring = await openKeyring(database, masterKey)
  const house: House = {
    database,
    keyring: { of: (tenantId) => keyring.of(tenantId) },
    config: { dataDirectory, demonstration: false, secureCookies: false, ...config },
  }
  const failures: FailureLine[] = []
  const app = await buildApp(house, { logFailure: (line) => failures.push(line) })
  const villages = [sariVillage, otherVillage] as const
  const regency = await peopleOf(app, database, { tenantId: 1, suffix: '', villages })
  return {
    app,
    house,
    database,
    ownerUrl: test.ownerUrl,
    urls: test.urls,
    masterKey,
    failures,
    ...regency,
    nobody: (address) => browser(app, address),
    accountId: (name) => regency.actor(name).accountId,
    addRegency: async (other) => {
      await createTenant(database, {
        tenantId: 2,
        regencyCode: other.code,
        demonstration: false,
        masterKey,
      })
      keyring = await openKeyring(database, masterKey)
      return peopleOf(app, database, { tenantId: 2, suffix: '.2', ...other })
    },
    close: async () => {
      await app.close()
      await test.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** The administrator by the first code, the others by the administrator: all through the door. */
async function peopleOf(
  app: FastifyInstance,
  database: Database,
  place: {
    readonly tenantId: number
    readonly suffix: string
    readonly villages: readonly [string, string]
  },
): Promise<Regency> {
  const nameOf = (name: CastName) => `${name}${place.suffix}`
  const signInName = nameOf('admin')
  const first = await working(database, place.tenantId, (db) =>
    addAdministrator(db, { signInName, name: cast.admin.name }),
  )
  const admin = await enter(app, nameOf('admin'), first.code)
  const browsers = new Map<CastName, Entered>([['admin', admin]])
  const others = (Object.keys(cast) as CastName[]).filter((name) => name !== 'admin')
  await Promise.all(
    others.map(async (name) => {
      const person = cast[name]
      const areas = person.areas.map((area) => place.villages[area === sariVillage ? 0 : 1])
      const made = await admin.browser.post('/api/accounts', {
        signInName: nameOf(name),
        name: person.name,
        role: person.role,
        areas,
      })
      expectOk(made)
      browsers.set(name, await enter(app, nameOf(name), made.body.code))
    }),
  )
  const get = (name: CastName): Entered => {
    const found = browsers.get(name)
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }
  return {
    tenantId: place.tenantId,
    as: (name) => get(name).browser,
    actor: (name) => get(name).actor,
  }
}

type Entered = { readonly browser: Browser; readonly actor: Actor }

async function enter(app: FastifyInstance, signInName: string, code: string): Promise<Entered> {
  const person = browser(app)
  const answer = await person.post('/api/password', {
    signInName,
    code,
    password: castPassword,
  })
  expectOk(answer)
  const { account, tenant } = answer.body.session
  return {
    browser: person,
    actor: {
      accountId: id<'account'>(account.id),
      name: account.name,
      tenantId: tenant.id,
      role: account.role,
      scope: { kind: account.scope, areas: account.areas },
    },
  }
}

function expectOk(answer: Answer): void {
  if (answer.status !== 200) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
}

let addresses = 0

/** Each browser comes from an address of its own: attempts are counted by address. */
function nextAddress(): string {
  addresses++
  return `10.7.${addresses >> 8}.${addresses & 255}`
}

function browser(app: FastifyInstance, remoteAddress = nextAddress()): Browser {
  let cookie = ''
  let token = ''
  const send = async (request: Sent): Promise<Answer> => {
    const answer = await app.inject({
      method: request.method,
      url: request.url,
      remoteAddress,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(request.method === 'GET' || request.withoutToken ? {} : { 'x-csrf-token': token }),
        ...request.headers,
      },
      ...(request.payload === undefined ? {} : { payload: request.payload }),
    })
    const set = answer.cookies.find((each) => each.name.endsWith('entas'))
    if (set !== undefined) cookie = set.value === '' ? '' : `${set.name}=${set.value}`
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    const body = isJson && answer.body !== '' ? answer.json() : undefined
    if (typeof body?.session?.csrfToken === 'string') token = body.session.csrfToken
    return { status: answer.statusCode, body, bytes: answer.rawPayload, headers: answer.headers }
  }
  const sendJson = (method: 'POST' | 'PUT', url: string, body: unknown = {}) =>
    send({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    })
  return {
    send,
    get: (url) => send({ method: 'GET', url }),
    post: (url, body) => sendJson('POST', url, body),
    put: (url, body) => sendJson('PUT', url, body),
    delete: (url) => send({ method: 'DELETE', url }),
    upload: (url, file, fields = {}) => {
      const { contentType, payload } = multipart(file, fields)
      return send({ method: 'POST', url, headers: { 'content-type': contentType }, payload })
    },
  }
}

function multipart(
  file: { readonly name: string; readonly bytes: Uint8Array },
  fields: Readonly<Record<string, string>>,
) {
  const boundary = `entas-${randomBytes(12).toString('hex')}`
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; ` +
    `filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    file.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { contentType: `multipart/form-data; boundary=${boundary}`, payload }
}

import type { z } from 'zod/mini'
import type { Endpoint } from '../../core/kernel/contract.ts'

/** The server refused: its problem's code, so that a run tells what happened. */
export class DoorRefusal extends Error {
  readonly code: string
  readonly status: number

  constructor(request: string, status: number, code: string, details: unknown) {
    super(`${request}: ${status} ${code} ${JSON.stringify(details ?? {}).slice(0, 400)}`)
    this.name = 'DoorRefusal'
    this.code = code
    this.status = status
  }
}

export type UploadFile = { readonly name: string; readonly bytes: Uint8Array }

type Part<E, Name extends string> =
  E extends Readonly<Record<Name, infer Schema>>
    ? Schema extends z.ZodMiniType
      ? z.input<Schema>
      : undefined
    : undefined

type Given<E> = {
  readonly params?: Part<E, 'params'>
  readonly query?: Part<E, 'query'>
  readonly body?: Part<E, 'body'>
  readonly file?: UploadFile
}

type ReplyOf<E> = E extends { readonly reply: infer R }
  ? R extends z.ZodMiniType
    ? z.output<R>
    : Uint8Array
  : never

/** One signed-in person's browser: cookie, token, one request after another. */
export type Visitor = {
  readonly signInName: string
  readonly call: <C extends Readonly<Record<string, Endpoint>>, Key extends keyof C & string>(
    contract: C,
    key: Key,
    given?: Given<C[Key]>,
  ) => Promise<ReplyOf<C[Key]>>
}

/**
 * Comes through the HTTP door as somebody of the demonstration. Connections are kept alive and
 * shared by all who come this way.
 */
export async function enterDoor(url: string, signInName: string): Promise<Visitor> {
  const response = await fetch(`${url}/api/demonstration/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName }),
  })
  const request = `POST /api/demonstration/session as ${signInName}`
  const reply = await readJson(request, response)
  const session = reply.session
  if (!isRecord(session) || typeof session.csrfToken !== 'string') throw new Error(request)
  const headers = { cookie: cookieOf(response), 'x-csrf-token': session.csrfToken }
  return {
    signInName,
    call: async (contract, key, given = {}) => {
      const endpoint = contract[key]
      const answer = await send(url, { key, headers, given: given as unknown as AnyGiven })
      const named = `${key} as ${signInName}`
      if (!answer.ok) await readJson(named, answer)
      const reply: unknown =
        endpoint?.reply === 'file'
          ? new Uint8Array(await answer.arrayBuffer())
          : await readJson(named, answer)
      return reply as ReplyOf<(typeof contract)[typeof key]>
    },
  }
}

type AnyGiven = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly file?: UploadFile
}

function send(
  url: string,
  request: {
    readonly key: string
    readonly headers: Readonly<Record<string, string>>
    readonly given: AnyGiven
  },
): Promise<Response> {
  const { headers, given } = request
  const [method = 'GET', path = '/'] = request.key.split(' ')
  const at = new URL(fill(path, given.params ?? {}), url)
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined) at.searchParams.set(name, String(value))
  }
  if (given.file !== undefined) {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(given.file.bytes)]), given.file.name)
    return fetch(at, { method, headers, body: form })
  }
  if (method === 'GET') return fetch(at, { method, headers })
  const json = { ...headers, 'content-type': 'application/json' }
  return fetch(at, { method, headers: json, body: JSON.stringify(given.body ?? {}) })
}

function fill(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function readJson(request: string, response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : {}
  if (!isRecord(body)) throw new Error(`${request}: not an object`)
  if (response.ok) return body
  throw new DoorRefusal(request, response.status, String(body.code ?? 'unknown'), body.details)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

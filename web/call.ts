import { signal } from '@preact/signals'
import type { z } from 'zod/mini'
import type { Contracts, EndpointKey } from './contract.ts'
import { loadTextsOfCode } from './text.ts'

type Part<Key extends EndpointKey, Name extends string> =
  Contracts[Key] extends Readonly<Record<Name, infer Schema>>
    ? Schema extends z.ZodMiniType
      ? Loose<z.output<Schema>>
      : never
    : undefined

/** A missing value may also be written `undefined`: forms give it so. */
type Loose<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]: Value[Key] | OptionalOf<Value, Key> }
    : Value
type OptionalOf<Value, Key extends keyof Value> =
  Record<never, never> extends Pick<Value, Key> ? undefined : never

type Needed<Name extends string, Value> = [Value] extends [undefined]
  ? { readonly [N in Name]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [N in Name]?: Value }
    : { readonly [N in Name]: Value }

/** What a call of this endpoint is given: its params, query and body, as its contract says. */
export type Parts<Key extends EndpointKey> = Needed<'params', Part<Key, 'params'>> &
  Needed<'query', Part<Key, 'query'>> &
  Needed<'body', Part<Key, 'body'>> &
  How

/** How a call is made, whatever it asks. */
type How = {
  readonly signal?: AbortSignal
  /** Made without anybody's doing: who is signed out is not led away from what they do. */
  readonly quiet?: true
}

/** What an endpoint answers. */
export type ReplyOf<Key extends EndpointKey> = Contracts[Key] extends { readonly reply: infer R }
  ? R extends z.ZodMiniType
    ? z.output<R>
    : Blob
  : never

type Rest<Key extends EndpointKey> =
  Record<never, never> extends Parts<Key> ? [parts?: Parts<Key>] : [parts: Parts<Key>]

/** The server refused, or could not be reached (`network.failed`); words by code in web/text. */
export class CallProblem extends Error {
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'CallProblem'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** False after a call that found no server, true after one that did. */
export const reachable = signal(true)

/** Set by the session: the token that every write carries, what comes before, what a 401 does. */
export const door: {
  csrfToken: string
  beforeWrite: (how: How) => Promise<void>
  onSignedOut: () => void
} = {
  csrfToken: '',
  beforeWrite: async () => {},
  onSignedOut: () => {},
}

/**
 * Calls one endpoint by its name in the contracts: `call('GET /api/households', { query })`.
 * Throws CallProblem; the words of its code are loaded by then, or on their way in a quiet call.
 */
export async function call<Key extends EndpointKey>(
  key: Key,
  ...[parts]: Rest<Key>
): Promise<ReplyOf<Key>> {
  const given: AnyParts = parts ?? {}
  const headers: Record<string, string> = {}
  if (given.body !== undefined) headers['content-type'] = 'application/json'
  const response = await send(key, given, {
    headers,
    body: given.body === undefined ? null : JSON.stringify(given.body),
  })
  return (await reply(response, given)) as ReplyOf<Key>
}

/** Sends one file (multipart) with short fields beside it. */
export async function upload<Key extends EndpointKey>(
  key: Key,
  file: File,
  parts: FileParts = {},
): Promise<ReplyOf<Key>> {
  const form = new FormData()
  for (const [name, value] of Object.entries(parts.fields ?? {})) form.append(name, value)
  form.append('file', file, file.name)
  const response = await send(key, parts, { headers: {}, body: form })
  return (await reply(response, parts)) as ReplyOf<Key>
}

/** The address of a GET endpoint: for links to files, so that the browser saves them itself. */
export function addressOf<Key extends EndpointKey>(key: Key, ...[parts]: Rest<Key>): string {
  return urlOf(key, parts ?? {})
}

type Texts = Readonly<Record<string, string>>
type FileParts = How & {
  readonly params?: Texts
  readonly query?: Texts
  readonly fields?: Texts
}
type AnyParts = How & {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

async function send(
  key: string,
  parts: AnyParts,
  request: { readonly headers: Record<string, string>; readonly body: BodyInit | null },
): Promise<Response> {
  const method = key.split(' ')[0] ?? 'GET'
  const headers = { accept: 'application/json', ...request.headers }
  if (method !== 'GET') await door.beforeWrite(parts)
  try {
    const response = await fetch(urlOf(key, parts), {
      method,
      headers: method === 'GET' ? headers : { ...headers, 'x-csrf-token': door.csrfToken },
      body: request.body,
      credentials: 'same-origin',
      ...(parts.signal === undefined ? {} : { signal: parts.signal }),
    })
    reachable.value = true
    return response
  } catch (error) {
    throw networkProblem(error, parts)
  }
}

/** For calls that nobody waits for: a weak signal may hang without an end. */
export function deadline(ms = 60_000): AbortSignal {
  return AbortSignal.timeout(ms)
}

/** No server was found, or not in time; unless the caller called it off. */
function networkProblem(error: unknown, { signal }: AnyParts): unknown {
  if (signal?.aborted && signal.reason?.name !== 'TimeoutError') return error
  reachable.value = false
  return notOurs()
}

/** As if no server had been found: also for an answer of a portal or a proxy before it. */
export function notOurs(): CallProblem {
  return new CallProblem('network.failed', 0)
}

async function reply(response: Response, parts: AnyParts): Promise<unknown> {
  if (!response.ok) throw await problemOf(response, parts)
  if (response.status === 204) return undefined
  const kind = response.headers.get('content-type') ?? ''
  const body: Promise<unknown> = kind.includes('json') ? response.json() : response.blob()
  return body.catch((error: unknown) => {
    // Not an answer of ours; else the signal went while it was on its way.
    throw error instanceof SyntaxError ? error : networkProblem(error, parts)
  })
}

async function problemOf(response: Response, { quiet }: How): Promise<CallProblem> {
  const body: unknown = await response.json().catch(() => ({}))
  const told = isRecord(body) ? body : {}
  const code = typeof told.code === 'string' ? told.code : `http.${response.status}`
  const number = typeof told.requestId === 'string' ? told.requestId : ''
  const words = loadTextsOfCode(code).catch(() => undefined)
  // Nobody waits for these words; on a weak signal they may not come.
  if (quiet !== true) await words
  if (code === 'access.sign-in-needed' && quiet !== true) door.onSignedOut()
  return new CallProblem(code, response.status, { ...asRecord(told.details), number })
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

function urlOf(key: string, parts: AnyParts): string {
  const params = asRecord(parts.params)
  const path = (key.split(' ')[1] ?? '').replace(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asRecord(parts.query))) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

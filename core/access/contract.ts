import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import { areaCodePart, idPart, pageOf, pagePart, reasonText } from '../kernel/contract-parts.ts'
import { type Permission, permissions, roles } from './permissions.ts'

const rolePart = z.enum(roles)
const scopePart = z.enum(['regency', 'areas', 'tasks'])

/** As people type it: letters, digits, dot, dash; compared in lower case. */
export const signInNamePart = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9][a-z0-9.-]{1,39}$/))
const typedNamePart = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(60))
const passwordPart = z.string().check(z.minLength(1), z.maxLength(200))
const namePart = z.string().check(z.trim(), z.minLength(2), z.maxLength(120))

/** A signed-in browser as the page needs it. `csrfToken` goes into the header `x-csrf-token`. */
const session = z.object({
  account: z.object({
    id: idPart,
    signInName: z.string(),
    name: z.string(),
    role: rolePart,
    scope: scopePart,
    areas: z.array(z.string()),
  }),
  permissions: z.array(z.custom<Permission>((value) => permissions.some((each) => each === value))),
  tenant: z.object({
    id: z.number(),
    name: z.string(),
    code: z.string(),
    demonstration: z.boolean(),
  }),
  csrfToken: z.string(),
  /** When it ends for good, however busy (ISO instant). */
  endsAt: z.string(),
})

const account = z.object({
  id: idPart,
  signInName: z.string(),
  name: z.string(),
  role: rolePart,
  scope: scopePart,
  areas: z.array(z.string()),
  state: z.enum(['active', 'blocked']),
  /** `code`: waits for the one-time code; `password`: has set one; `none`: cannot sign in yet. */
  signsInBy: z.enum(['code', 'password', 'none']),
  codeUntil: z.nullable(z.string()),
  createdAt: z.string(),
})

/** Shown once to the administrator; only its hash is kept. */
const oneTimeCode = z.object({ accountId: idPart, code: z.string(), until: z.string() })

const accountParams = z.object({ accountId: idPart })

const countPart = z.number().check(z.int(), z.nonnegative())

/** How far the story of a demonstration has been played; `none` before it begins. */
export const storyProgress = z.object({
  state: z.enum(['none', 'playing', 'finished', 'failed']),
  /** Name of the step (words in web/text: `story.<step>`), null when nothing is being played. */
  step: z.nullish(z.string()),
  /** Steps behind, of all. */
  done: z.optional(countPart),
  of: z.optional(countPart),
  /** Within the step: villages, families, rounds. */
  part: z.nullish(z.object({ done: countPart, of: countPart })),
  seconds: z.optional(z.number()),
})

export const accessContract = {
  /** Who am I: `session` is null for nobody. `place` is the regency's name when there is one. */
  'GET /api/session': {
    permission: 'public',
    reply: z.object({
      session: z.nullable(session),
      demonstration: z.boolean(),
      place: z.nullable(z.string()),
    }),
  },
  'POST /api/session': {
    permission: 'public',
    body: z.object({ signInName: typedNamePart, password: passwordPart }),
    reply: z.object({ session }),
  },
  'DELETE /api/session': {
    permission: 'signed-in',
    reply: z.object({ signedOut: z.literal(true) }),
  },
  /** The first sign-in and a forgotten password: the one-time code buys a password of one's own. */
  'POST /api/password': {
    permission: 'public',
    body: z.object({
      signInName: typedNamePart,
      code: z.string().check(z.maxLength(60)),
      password: passwordPart,
    }),
    reply: z.object({ session }),
  },
  'POST /api/session/password': {
    permission: 'signed-in',
    body: z.object({ current: passwordPart, next: passwordPart }),
    reply: z.object({ changed: z.literal(true) }),
  },

  /** The accounts of the demonstration, for its sign-in page. Refused everywhere else. */
  'GET /api/demonstration/accounts': {
    permission: 'public',
    reply: z.object({
      accounts: z.array(
        z.object({
          signInName: z.string(),
          name: z.string(),
          role: rolePart,
          areaNames: z.array(z.string()),
        }),
      ),
    }),
  },
  /** How far the story is, for the sign-in page. Refused outside of a demonstration. */
  'GET /api/demonstration/progress': { permission: 'public', reply: storyProgress },
  'POST /api/demonstration/session': {
    permission: 'public',
    body: z.object({ signInName: typedNamePart }),
    reply: z.object({ session }),
  },

  'GET /api/accounts': {
    permission: 'account.manage',
    query: z.object({
      /** Part of a name, a sign-in name or a village's name. */
      find: z.optional(z.string().check(z.trim(), z.maxLength(60))),
      role: z.optional(rolePart),
      page: pagePart,
    }),
    reply: pageOf(account),
  },
  'POST /api/accounts': {
    permission: 'account.manage',
    body: z.object({
      signInName: signInNamePart,
      name: namePart,
      role: rolePart,
      areas: z.array(areaCodePart).check(z.maxLength(60)),
    }),
    reply: oneTimeCode,
  },
  'POST /api/accounts/:accountId/block': {
    permission: 'account.manage',
    params: accountParams,
    body: z.object({ reason: reasonText }),
    reply: z.object({ state: z.literal('blocked') }),
  },
  'POST /api/accounts/:accountId/unblock': {
    permission: 'account.manage',
    params: accountParams,
    body: z.object({ reason: reasonText }),
    reply: z.object({ state: z.literal('active') }),
  },
  /** A new one-time code; the old password and every session of the account end. */
  'POST /api/accounts/:accountId/code': {
    permission: 'account.manage',
    params: accountParams,
    reply: oneTimeCode,
  },
} as const satisfies Contract

export type Session = z.output<typeof session>
export type Account = z.output<typeof account>

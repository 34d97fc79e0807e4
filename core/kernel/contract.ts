import type { z } from 'zod/mini'

/** What one request is: named `'GET /api/…'` in its capability's contract. */
export type Endpoint = {
  /** A permission of core/access/permissions.ts, or one of the two doors without one. */
  readonly permission: string
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** The reply's shape; `file` for a download, whose kind the route sets. */
  readonly reply: z.ZodMiniType | 'file'
  /** A body that is a file (multipart), read by the route itself. */
  readonly upload?: true
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type Contract = Readonly<Record<`${Method} /${string}`, Endpoint>>

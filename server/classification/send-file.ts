import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

const kinds = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** Sends a file to be saved; its name is kept to letters, digits, dots and dashes. */
export function sendFile(
  reply: FastifyReply,
  file: {
    readonly name: string
    readonly kind: keyof typeof kinds
    readonly content: Uint8Array | AsyncIterable<Uint8Array | string>
  },
): FastifyReply {
  const name = file.name.replace(/[^\w.-]+/g, '-')
  reply.type(kinds[file.kind]).header('content-disposition', `attachment; filename="${name}"`)
  const { content } = file
  return reply.send(content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content))
}

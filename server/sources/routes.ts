import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../core/access/actor.ts'
import { parsePlainDate } from '../../core/kernel/plain-date.ts'
import { sourcesContract } from '../../core/sources/contract.ts'
import { sourcesProblem } from '../../core/sources/problems.ts'
import { writing } from '../database.ts'
import { type House, registerRoutes } from '../route.ts'
import { listBytesMost } from './incoming.ts'
import { receiveImport } from './receive-import.ts'
import { requestEntry } from './request-entry.ts'
import { showFindings, showImport, showImports } from './show-import.ts'
import { withdrawImport } from './withdraw-import.ts'

export function registerSourcesRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, sourcesContract, {
    'GET /api/imports': (db, { query }) => showImports(db, query.page ?? 1),
    'GET /api/imports/:id': (db, { params }) =>
      showImport(db, { id: params.id, keys: house.keyring.of(db.tenantId) }),
    'GET /api/imports/:id/findings': (db, { params, query }) =>
      showFindings(db, { importId: params.id, code: query.code, page: query.page ?? 1 }),
    'POST /api/imports': { unbound: ({ actor, request }) => receive(house, actor, request) },
    'POST /api/imports/:id/enter': (db, { params }) => requestEntry(db, params.id),
    'POST /api/imports/:id/withdraw': (db, { params, body }) =>
      withdrawImport(db, { id: params.id, reason: body.reason }),
  })
}

/**
 * Reads the multipart body: fields before the file, the file as a stream that is never held whole.
 */
async function receive(house: House, actor: Actor, request: FastifyRequest) {
  const part = await request.file({ limits: { fileSize: listBytesMost + 1 } })
  if (part === undefined) throw sourcesProblem('sources.no-file')
  const field = part.fields.deliveredOn
  const said = field !== undefined && 'value' in field ? String(field.value) : ''
  return receiveImport(house, (work) => writing(house.database, actor, work), {
    stream: part.file,
    name: part.filename,
    deliveredOn: parsePlainDate(said),
  })
}

import type { FastifyInstance } from 'fastify'
import { personPairsContract } from '../../../core/matching/person-pairs-contract.ts'
import { type House, registerRoutes } from '../../route.ts'
import { confirmPersons, decidePersons, rejectPersons, undoPersons } from './decide-persons.ts'
import { readPersonPair, readPersonPairs } from './read-person-pairs.ts'
import { countPersonPairs } from './read-store.ts'

export function registerPersonPairRoutes(app: FastifyInstance, house: House): void {
  const keysOf = (tenantId: number) => house.keyring.of(tenantId)
  registerRoutes(app, house, personPairsContract, {
    'GET /api/person-pairs': (db, { actor, query }) =>
      readPersonPairs(db, keysOf(actor.tenantId), query),
    'GET /api/person-pairs/counts': (db) => countPersonPairs(db),
    'GET /api/person-pairs/:id': (db, { actor, params }) =>
      readPersonPair(db, keysOf(actor.tenantId), { id: params.id, actor }),
    'POST /api/person-pairs/:id/decision': (db, { params, body }) =>
      decidePersons(db, { id: params.id, ...body }),
    'POST /api/person-pairs/:id/undo': (db, { params, body }) =>
      undoPersons(db, { id: params.id, ...body }),
    'POST /api/person-pairs/:id/proposal/confirm': (db, { params }) =>
      confirmPersons(db, params.id),
    'POST /api/person-pairs/:id/proposal/reject': (db, { params, body }) =>
      rejectPersons(db, params.id, body.reason),
  })
}

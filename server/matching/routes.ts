import type { FastifyInstance } from 'fastify'
import { matchingContract } from '../../core/matching/contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { decidePair, undoPair } from './decide-pair.ts'
import { readPair, readPairs } from './read-pairs.ts'
import { countPairs } from './store.ts'

export function registerMatchingRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, matchingContract, {
    'GET /api/matches': (db, { query }) => readPairs(db, query),
    'GET /api/matches/counts': (db) => countPairs(db),
    'GET /api/matches/:id': (db, { actor, params }) =>
      readPair(db, house.keyring.of(actor.tenantId), params.id),
    'POST /api/matches/:id/decision': (db, { params, body }) => decidePair(db, params.id, body),
    'POST /api/matches/:id/undo': (db, { params }) => undoPair(db, params.id),
  })
}

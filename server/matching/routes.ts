import type { FastifyInstance } from 'fastify'
import { matchingContract } from '../../core/matching/contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { decidePair } from './decide-pair.ts'
import { findKnownPersons } from './lookup/known-persons.ts'
import { lookupOf } from './lookup/registry-lookup.ts'
import { registerPersonPairRoutes } from './persons/routes.ts'
import { registerQualityRoutes } from './quality-routes.ts'
import { countPairs } from './queue-store.ts'
import { readPair, readPairs } from './read-pairs.ts'
import { registerReviewRoutes } from './review-routes.ts'
import { undoPair } from './take-back.ts'

export function registerMatchingRoutes(app: FastifyInstance, house: House): void {
  const lookup = lookupOf(house)
  app.addHook('onClose', () => lookup.stop())
  registerRoutes(app, house, matchingContract, {
    'POST /api/persons/known': {
      unbound: ({ actor, body }) => findKnownPersons({ house, lookup, actor }, body),
    },
    'GET /api/matches': (db, { query }) => readPairs(db, query),
    'GET /api/matches/counts': (db) => countPairs(db),
    'GET /api/matches/:id': (db, { actor, params }) =>
      readPair(db, house.keyring.of(actor.tenantId), { id: params.id, actor }),
    'POST /api/matches/:id/decision': (db, { actor, params, body }) =>
      decidePair(db, house.keyring.of(actor.tenantId), { id: params.id, ...body }),
    'POST /api/matches/:id/undo': (db, { params, body }) =>
      undoPair(db, { id: params.id, ...body }),
  })
  registerReviewRoutes(app, house)
  registerPersonPairRoutes(app, house)
  registerQualityRoutes(app, house)
}

import type { FastifyInstance } from 'fastify'
import { qualityContract } from '../../core/matching/quality-contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { labelPair, undoLabel } from './label-pair.ts'
import { readNextPair, readQuality } from './read-quality.ts'

export function registerQualityRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, qualityContract, {
    'GET /api/match-quality': (db, { query }) => readQuality(db, query),
    'GET /api/match-quality/:sample/next': (db, { actor, params, query }) =>
      readNextPair(db, house.keyring.of(actor.tenantId), {
        sampleId: params.sample,
        accountId: actor.accountId,
        list: query.list,
      }),
    'POST /api/match-quality/:sample/labels': (db, { params, body }) =>
      labelPair(db, { sampleId: params.sample, ...body }),
    'POST /api/match-quality/:sample/undo': (db, { actor, params }) =>
      undoLabel(db, { sampleId: params.sample, accountId: actor.accountId }),
  })
}

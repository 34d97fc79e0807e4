import type { FastifyInstance } from 'fastify'
import { areasContract } from '../../core/areas/contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { readAreas } from './read-areas.ts'

export function registerAreasRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, areasContract, {
    'GET /api/areas': (db, { actor, query }) => readAreas(db, actor.scope, query.under),
  })
}

import type { FastifyInstance } from 'fastify'
import { eventsContract } from '../../core/kernel/events-contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { readEvents, readTimeline } from './read-events.ts'

export function registerEventsRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, eventsContract, {
    'GET /api/events': (db, { query }) => readEvents(db, query),
    'GET /api/timeline/:subjectId': (db, { params }) => readTimeline(db, params.subjectId),
  })
}

import type { FastifyInstance } from 'fastify'
import { monitoringContract } from '../../core/monitoring/contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { overviewCsv } from './overview-csv.ts'
import { showFamilies, showOverview } from './show-overview.ts'

export function registerMonitoringRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, monitoringContract, {
    'GET /api/overview': (db, { actor }) => showOverview(db, actor),
    'GET /api/overview.csv': async (db, { actor, reply }) => {
      const overview = await showOverview(db, actor)
      reply.header('content-disposition', 'attachment; filename="gambaran.csv"')
      reply.type('text/csv; charset=utf-8')
      return overviewCsv(overview)
    },
    'GET /api/overview/families': (db, { actor, query }) => showFamilies(db, actor, query),
  })
}

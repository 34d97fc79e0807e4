import type { FastifyInstance } from 'fastify'
import { registerAccessRoutes } from './access/routes.ts'
import { registerAreasRoutes } from './areas/routes.ts'
import { registerEventsRoutes } from './audit/routes.ts'
import { registerClassificationRoutes } from './classification/routes.ts'
import { registerMatchingRoutes } from './matching/routes.ts'
import { registerMonitoringRoutes } from './monitoring/routes.ts'
import { registerPaymentsRoutes } from './payments/routes.ts'
import { registerProgrammesRoutes } from './programmes/routes.ts'
import { registerRegistryRoutes } from './registry/routes.ts'
import type { House } from './route.ts'
import { registerSourcesRoutes } from './sources/routes.ts'
import { registerVisitsRoutes } from './visits/routes.ts'

export type RegisterRoutes = (app: FastifyInstance, house: House) => void

/** Every room of the house in the one order (docs/architecture.md). One line each. */
export const capabilities = {
  audit: registerEventsRoutes,
  areas: registerAreasRoutes,
  access: registerAccessRoutes,
  registry: registerRegistryRoutes,
  sources: registerSourcesRoutes,
  programmes: registerProgrammesRoutes,
  payments: registerPaymentsRoutes,
  monitoring: registerMonitoringRoutes,
  matching: registerMatchingRoutes,
  visits: registerVisitsRoutes,
  classification: registerClassificationRoutes,
} as const satisfies Readonly<Record<string, RegisterRoutes>>

import type { FastifyInstance } from 'fastify'
import { kernelProblem } from '../core/kernel/problem.ts'
import { atDoor, nobody } from './database.ts'
import type { House } from './route.ts'

/** `GET /health`: 200 with the state when a request would be served, 503 otherwise. */
export function registerHealth(app: FastifyInstance, house: House): void {
  app.get('/health', async () => {
    try {
      await atDoor(house.database, nobody, async () => undefined)
    } catch {
      throw kernelProblem('kernel.not-ready')
    }
    return {
      state: 'serving',
      demonstration: house.config.demonstration,
      memoryMb: Math.round(process.memoryUsage().rss / 1_000_000),
      ...house.health?.(),
    }
  })
}

import { readTenants } from '../create-tenant.ts'
import type { Database } from '../database.ts'
import { type Sealed, sealBatch } from './seal-events.ts'

const pauseMs = 2_000

/** A transaction may commit an event this long after it wrote it, and be found at the next pass. */
const lateMs = 60_000

/** Once in so many passes everything is looked through: for transactions that took longer. */
const fullEvery = 60

export type Sealer = { readonly stop: () => Promise<void> }

/** Seals the events of every regency within seconds, as long as the server runs. */
export function startSealer(
  database: Database,
  options: { readonly log: (line: string) => void },
): Sealer {
  const newest = new Map<number, string>()
  let stopped = false
  let passes = 0
  let wake = () => {}

  const pass = async () => {
    const full = passes % fullEvery === 0
    passes++
    for (const tenant of await readTenants(database)) {
      const known = full ? undefined : newest.get(tenant.id)
      let result: Sealed
      do {
        result = await sealBatch(database, tenant.id, known === undefined ? null : before(known))
        if (result.newest !== null) newest.set(tenant.id, result.newest)
      } while (result.sealed > 0 && !stopped)
    }
  }

  const loop = async () => {
    while (!stopped) {
      await pass().catch((error: unknown) => {
        if (!stopped) options.log(`sealing events failed, trying again: ${nameOf(error)}`)
      })
      if (stopped) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const running = loop()
  return {
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}

function before(instant: string): string {
  return new Date(new Date(instant).getTime() - lateMs).toISOString()
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

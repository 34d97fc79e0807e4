import type { Language } from '../../core/matching/explain-words.ts'
import { seedAreas } from '../../server/areas/seed-areas.ts'
import { createTenant, readTenants } from '../../server/create-tenant.ts'
import { defaultKeyFile } from '../../server/key-file.ts'
import { type Serving, serve } from '../../server/main.ts'
import type { Config, House } from '../../server/route.ts'

/** Where a story is played: an open application on its own data folder. */
export type Stage = {
  readonly house: House
  /** The HTTP door, for playing through it as the people of the story. */
  readonly url: string
  readonly dataDirectory: string
  /** What the terminal is told in; Indonesian when left out. */
  readonly language?: Language
  /** A line for the terminal. */
  readonly progress: (line: string) => void
  /** What /health says under `story`, for the progress on the page. */
  readonly tell: (story: Readonly<Record<string, unknown>>) => void
  readonly signal: AbortSignal
}

export const demonstrationTenant = 1

/** Opens a data folder of a demonstration on the loopback; makes its regency the first time. */
export function openStage(options: {
  readonly dataDirectory: string
  readonly port: number
  readonly regencyCode: string
  readonly log: (line: string) => void
  /** Left out but by who measures and asks thousands of times. */
  readonly questions?: Config['questions']
}): Promise<Serving> {
  const { dataDirectory, port, regencyCode, log, questions } = options
  return serve({
    dataDirectory,
    keyFile: defaultKeyFile(dataDirectory),
    host: '127.0.0.1',
    port,
    databaseUrl: process.env.DATABASE_URL,
    log,
    ...(questions === undefined ? {} : { questions }),
    prepare: async (database, masterKey) => {
      if ((await readTenants(database)).length > 0) return
      await seedAreas(database)
      const tenantId = demonstrationTenant
      await createTenant(database, { tenantId, regencyCode, demonstration: true, masterKey })
    },
  })
}

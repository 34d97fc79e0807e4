import { working } from '../database.ts'
import type { Tasks } from '../jobs.ts'
import { reopenSeparated } from './decide.ts'

export const tasks: Tasks = {
  'reopen-doubles': ({ tenantId }, house) =>
    working(house.database, tenantId, async (db) => {
      await reopenSeparated(db)
    }),
}

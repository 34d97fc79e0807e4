import type { Tasks } from '../jobs.ts'
import { matchImport } from './match-import.ts'

export const tasks: Tasks = {
  'match-import': ({ tenantId, subject }, house) =>
    matchImport(house, { tenantId, importId: subject }),
}

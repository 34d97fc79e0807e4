import type { Tasks } from '../jobs.ts'
import { matchImport } from './match-import.ts'
import { weighAllPairs } from './weigh-pairs.ts'

export const tasks: Tasks = {
  'match-import': ({ tenantId, subject }, house) =>
    matchImport(house, { tenantId, importId: subject }),
  'weigh-pairs': ({ tenantId }, house) => weighAllPairs(house, { tenantId }),
}

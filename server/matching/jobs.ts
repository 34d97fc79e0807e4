import type { Tasks } from '../jobs.ts'
import { matchImport } from './match-import.ts'
import { matchNewList } from './match-new-list.ts'
import { weighAllPairs } from './weigh-pairs.ts'

export const tasks: Tasks = {
  'match-import': ({ tenantId, subject }, house) =>
    matchImport(house, { tenantId, importId: subject }),
  'weigh-pairs': ({ tenantId }, house) => weighAllPairs(house, { tenantId }),
}

/** The index of all persons is in the server's memory. */
export const tasksHere: Tasks = {
  'match-new': async ({ tenantId, subject }, house) => {
    if (subject !== null) await matchNewList(house, { tenantId, importId: subject })
  },
}

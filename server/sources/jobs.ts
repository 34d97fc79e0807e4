import type { Tasks } from '../jobs.ts'
import { checkImport } from './check-import.ts'
import { deriveAgain } from './derive-again.ts'
import { enterImport } from './enter-import.ts'

export const tasks: Tasks = {
  'check-import': async ({ tenantId, subject }, house) => {
    if (subject !== null) await checkImport(house, tenantId, subject)
  },
  'enter-import': async ({ tenantId, subject }, house) => {
    if (subject !== null) await enterImport(house, tenantId, subject)
  },
  'derive-again': async ({ tenantId, subject }, house) => {
    if (subject !== null) await deriveAgain(house, tenantId, subject)
  },
}

import type { Tasks } from '../jobs.ts'
import { takeAnswer } from './answer-question.ts'
import { matchImport } from './match-import.ts'
import { weighAllPairs } from './weigh-pairs.ts'

export const tasks: Tasks = {
  'match-import': ({ tenantId, subject }, house) =>
    matchImport(house, { tenantId, importId: subject }),
  'weigh-pairs': ({ tenantId }, house) => weighAllPairs(house, { tenantId }),
  'take-answer': async ({ tenantId, subject }, house) => {
    if (subject !== null) await takeAnswer(house, { tenantId, pairId: subject })
  },
}

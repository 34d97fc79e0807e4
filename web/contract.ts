import type { accessContract } from '../core/access/contract.ts'
import type { areasContract } from '../core/areas/contract.ts'
import type { classificationContract } from '../core/classification/contract.ts'
import type { eventsContract } from '../core/kernel/events-contract.ts'
import type { matchingContract } from '../core/matching/contract.ts'
import type { personPairsContract } from '../core/matching/person-pairs-contract.ts'
import type { qualityContract } from '../core/matching/quality-contract.ts'
import type { reviewContract } from '../core/matching/review-contract.ts'
import type { monitoringContract } from '../core/monitoring/contract.ts'
import type { paymentsContract } from '../core/payments/contract.ts'
import type { programmesContract } from '../core/programmes/contract.ts'
import type { registryContract } from '../core/registry/contract.ts'
import type { sourcesContract } from '../core/sources/contract.ts'
import type { visitsContract } from '../core/visits/contract.ts'

/** Every capability's contract, as types only: no schema reaches the browser through this file. */
export type Contracts = typeof accessContract &
  typeof eventsContract &
  typeof areasContract &
  typeof registryContract &
  typeof sourcesContract &
  typeof matchingContract &
  typeof personPairsContract &
  typeof qualityContract &
  typeof reviewContract &
  typeof visitsContract &
  typeof classificationContract &
  typeof programmesContract &
  typeof paymentsContract &
  typeof monitoringContract

export type EndpointKey = keyof Contracts & string

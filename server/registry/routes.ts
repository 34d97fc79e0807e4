import type { FastifyInstance } from 'fastify'
import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { registryContract } from '../../core/registry/contract.ts'
import { nameKey, nameWords } from '../../core/registry/name.ts'
import type { Reader } from '../database.ts'
import { type House, registerRoutes } from '../route.ts'
import { householdRow } from './household-rows.ts'
import { searchCounted } from './search-households.ts'
import { showHousehold } from './show-household.ts'
import { countHouseholds, findByWords, type HouseholdState, listHouseholds } from './store.ts'
import { unmaskFamilyCard, unmaskNationalId } from './unmask.ts'

const textMost = 1000

export function registerRegistryRoutes(app: FastifyInstance, house: House): void {
  const keysOf = (db: Reader) => house.keyring.of(db.tenantId)
  registerRoutes(app, house, registryContract, {
    'GET /api/households': (db, { query }) => pageOfHouseholds(db, house, query),
    'GET /api/households/:id': (db, { params, actor }) =>
      showHousehold(db, {
        id: params.id,
        keys: keysOf(db),
        wholeRegency: actor.scope.kind === 'regency',
      }),
    'POST /api/households/search': {
      unbound: ({ actor, body }) => searchCounted(house, actor, body),
    },
    'POST /api/persons/:id/national-id': (db, { params, body }) =>
      unmaskNationalId(db, { id: params.id, purpose: body.purpose, keys: keysOf(db) }),
    'POST /api/households/:id/family-card': (db, { params, body }) =>
      unmaskFamilyCard(db, { id: params.id, purpose: body.purpose, keys: keysOf(db) }),
  })
}

async function pageOfHouseholds(
  db: Reader,
  house: House,
  query: {
    readonly village?: string | undefined
    readonly state?: HouseholdState | undefined
    readonly result?: string | undefined
    readonly text?: string | undefined
    readonly page?: number | undefined
  },
) {
  const { village, state, result } = query
  const words = nameWords(nameKey(query.text ?? ''))
  const ids = words.length === 0 ? undefined : await findByWords(db, words, textMost)
  const filter = { village, state, result, ids }
  const page = query.page ?? 1
  const from = (page - 1) * pageSizeDefault
  const found = await listHouseholds(db, { filter, size: pageSizeDefault, from })
  const masking = { keys: house.keyring.of(db.tenantId), tenantId: db.tenantId }
  return {
    rows: found.map((each) => householdRow(masking, each)),
    total: await countHouseholds(db, filter),
    page,
    pageSize: pageSizeDefault,
  }
}

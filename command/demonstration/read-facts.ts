import { classifyVisit } from '../../core/classification/classify.ts'
import { classificationContract } from '../../core/classification/contract.ts'
import { criteriaOn } from '../../core/classification/criteria.ts'
import type { PairOfIds } from '../../core/matching/measure.ts'
import { monitoringContract } from '../../core/monitoring/contract.ts'
import { paymentsContract } from '../../core/payments/contract.ts'
import { sourcesContract } from '../../core/sources/contract.ts'
import { sealAll } from '../../server/audit/seal-events.ts'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { working } from '../../server/database.ts'
import { measureMatching } from '../../server/matching/measure-matching.ts'
import type { House } from '../../server/route.ts'
import { visitDoors } from './door-visits.ts'
import { cashCode, parcelCode } from './play-aid.ts'
import type { Company } from './play-cast.ts'
import { demonstrationTenant } from './stage.ts'
import { listConfirmedResults, listRowHouseholds } from './store.ts'
import type { StoryIndex } from './story-index.ts'

/** Everything that is told at the end, read back from the system; the generator says none of it. */
export async function readFacts(
  company: Company,
  house: House,
  about: { readonly familyImport: string; readonly personImport: string },
) {
  const ratna = await company.as('ratna')
  const ask = { query: { importId: about.familyImport } }
  const summary = await ratna.call(classificationContract, 'GET /api/decisions/summary', ask)
  const persons = await ratna.call(sourcesContract, 'GET /api/imports/:id', {
    params: { id: about.personImport },
  })
  const overview = await ratna.call(monitoringContract, 'GET /api/overview')
  const results = Object.fromEntries(
    Object.entries({ ...summary.results, ...openOnes(summary.open) }),
  )
  const aid = await readAid(company)
  await sealAll(house.database, demonstrationTenant)
  const audit = await verifyAudit(house.database, { tenantId: demonstrationTenant })
  return {
    listRows: summary.listRows,
    personRows: persons.dataRows,
    doubles: summary.results.double ?? 0,
    visited: overview.totals.visited,
    extremelyPoor: summary.extremelyPoorFamilies,
    results,
    accountedFor: sum(Object.values(summary.results)),
    ...aid,
    doublePayments: overview.doublePayments,
    auditVerified: audit.verified,
    auditEvents: audit.events,
  }
}

/** Rows that have no result yet are told, not hidden; none of them stands at the story's end. */
function openOnes(open: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(open).flatMap(([state, rows]) => (rows > 0 ? [[`open-${state}`, rows]] : [])),
  )
}

/** Money by programme, from the rounds as they stand. */
async function readAid(company: Company) {
  const tono = await company.as('tono')
  const found = await tono.call(paymentsContract, 'GET /api/payment-rounds')
  const rounds = found.rows.filter((round) => round.instructedAt !== null)
  const of = (code: string) => {
    const own = rounds.filter((round) => round.programmeCode === code)
    const rupiah = (of: 'instructed' | 'paid' | 'returned' | 'open') =>
      sum(own.map((round) => round.money[of].rupiah))
    return {
      rounds: own.length,
      families: Math.max(0, ...own.map((round) => round.money.instructed.families)),
      instructedRupiah: rupiah('instructed'),
      paid: rupiah('paid'),
      returnedRupiah: rupiah('returned'),
      openRupiah: rupiah('open'),
    }
  }
  const { paid: deliveredRupiah, rounds: _, ...parcels } = of(parcelCode)
  const { paid: paidRupiah, ...cash } = of(cashCode)
  const reconciled =
    parcels.instructedRupiah === deliveredRupiah + parcels.returnedRupiah + parcels.openRupiah &&
    cash.instructedRupiah === paidRupiah + cash.returnedRupiah + cash.openRupiah
  return {
    parcels: { ...parcels, deliveredRupiah },
    cash: { ...cash, paidRupiah },
    reconciled,
  }
}

/** How well the matching found the planted doubles: pairs of families known to be one. */
export async function measureDoubles(house: House, index: StoryIndex, familyImport: string) {
  return working(house.database, demonstrationTenant, async (db) => {
    const rows = await listRowHouseholds(db, familyImport)
    const households = new Map(rows.map(({ row, householdId }) => [row, householdId]))
    const planted = index.truth.flatMap((family) => pairsOf(family.rows, households))
    const { joined, joinedOrQueued } = await measureMatching(db, planted)
    return { planted: planted.length, ...joined, withQueue: joinedOrQueued }
  })
}

function pairsOf(
  rows: readonly number[],
  households: ReadonlyMap<number, string>,
): readonly PairOfIds[] {
  const ids = [...new Set(rows.flatMap((row) => households.get(row) ?? []))]
  return ids.flatMap((left, at) => ids.slice(at + 1).map((right): PairOfIds => [left, right]))
}

/** Truth (by error-free visits and the criteria) against what was found: row, then column. */
export async function countConfusion(
  house: House,
  index: StoryIndex,
  familyImport: string,
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const found = await working(house.database, demonstrationTenant, async (db) => {
    const rows = await listRowHouseholds(db, familyImport)
    const results = await listConfirmedResults(db)
    return {
      households: new Map(rows.map(({ row, householdId }) => [row, householdId])),
      results: new Map(results.map(({ householdId, result }) => [householdId, result])),
    }
  })
  const matrix: Record<string, Record<string, number>> = {}
  const doors = visitDoors(index.truth, { seed: index.seed, fieldErrors: 0 })
  const rowsOf = new Map(index.truth.map((family) => [family.listKey, family.rows]))
  for (const visit of doors) {
    const is = classifyVisit(visit, criteriaOn(visit.visitedOn))
    const truth = is.is === 'decided' ? is.result : is.is
    const own = (rowsOf.get(visit.listKey) ?? []).map((row) => {
      return found.results.get(found.households.get(row) ?? '') ?? 'open'
    })
    // The row that stands for the family; its other rows are doubles.
    const finding = own.find((result) => result !== 'double') ?? 'double'
    const line = matrix[truth] ?? {}
    line[finding] = (line[finding] ?? 0) + 1
    matrix[truth] = line
  }
  return matrix
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

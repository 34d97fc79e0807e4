import type { Actor } from '../../core/access/actor.ts'
import { areaContains } from '../../core/areas/area-scope.ts'
import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { type AreaName, countFacts, placesOf, resultsOf } from '../../core/monitoring/overview.ts'
import { reconcile } from '../../core/payments/reconcile.ts'
import type { Reader } from '../database.ts'
import { countStandings, listStandings, type RowFilter, type Sight } from './row-store.ts'
import { type AidRound, type Snapshot, takeAreaSnapshot, takeSnapshot } from './store.ts'

export type Overview = Awaited<ReturnType<typeof showOverview>>

/** The picture of the regency, or of the areas that the actor may see. */
export async function showOverview(db: Reader, actor: Actor) {
  if (actor.scope.kind === 'regency') return pictureOf(await takeSnapshot(db), db.now, 'regency')
  const part = await takeAreaSnapshot(db)
  const inSight = (area: AreaName) =>
    actor.scope.areas.some((own) => areaContains(own, area.code) || areaContains(areaOf(area), own))
  const districts = part.districts.filter(inSight)
  const villages = part.villages.filter((village) =>
    actor.scope.areas.some((own) => areaContains(own, village.code)),
  )
  return pictureOf({ ...noMoney, ...part, districts, villages }, db.now, 'areas')
}

const noMoney = {
  lists: [],
  decrees: [],
  waits: [],
  aid: [],
  companyAid: { companies: 0, families: 0, rupiah: 0, newest: null },
  doublePayments: 0,
} as const satisfies Partial<Snapshot>

function areaOf(area: AreaName) {
  return area.code as Parameters<typeof areaContains>[0]
}

function pictureOf(snapshot: Snapshot, now: Date, scope: 'regency' | 'areas') {
  const { facts, districts, villages, regency } = snapshot
  return {
    at: now.toISOString(),
    regency,
    scope,
    lists: [...snapshot.lists],
    totals: countFacts(facts),
    results: resultsOf(facts).map((entry) => ({ ...entry, reasons: [...entry.reasons] })),
    decrees: [...snapshot.decrees],
    waits: [...snapshot.waits],
    ...placesFor({ facts, districts, villages }),
    aid: snapshot.aid.map(aidReply),
    companyAid: snapshot.companyAid,
    doublePayments: snapshot.doublePayments,
  }
}

function placesFor(input: Parameters<typeof placesOf>[0]) {
  const { districts, nowhere } = placesOf(input)
  return {
    districts: districts.map((district) => ({ ...district, villages: [...district.villages] })),
    nowhere,
  }
}

function aidReply(round: AidRound) {
  const { tallies, ...face } = round
  return { ...face, ...reconcile(tallies) }
}

/** The rows behind one figure, with names. */
export async function showFamilies(
  db: Reader,
  actor: Actor,
  query: Omit<RowFilter, 'sight'> & { readonly page?: number | undefined },
) {
  const sight: Sight = actor.scope.kind === 'regency' ? 'regency' : 'areas'
  const page = query.page ?? 1
  const limit = pageSizeDefault
  const filter = { ...query, sight }
  const rows = await listStandings(db, { ...filter, limit, offset: (page - 1) * limit })
  return { rows, total: await countStandings(db, filter), page, pageSize: limit }
}

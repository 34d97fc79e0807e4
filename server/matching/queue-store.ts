import { type RawBuilder, sql } from 'kysely'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import type { PairState } from '../../core/matching/review.ts'
import { oneRow, type Reader, rows } from '../database.ts'
import type { EngineState, EvidenceLine } from './store.ts'

export type PairRow = {
  readonly id: string
  readonly state: PairState
  readonly probability: number
  readonly weight: number
  readonly worth: number
  readonly evidence: {
    readonly lines: readonly EvidenceLine[]
    readonly objections: readonly string[]
  }
  readonly engineState: EngineState
  readonly foundAt: Date
  readonly waitsForSecond: boolean
  readonly decidedAt: Date | null
  readonly decidedByName: string | null
  readonly leftId: string
  readonly leftName: string
  readonly leftVillage: string | null
  readonly rightId: string
  readonly rightName: string
  readonly rightVillage: string | null
}

export type PairFilter = {
  readonly state: PairState | 'open'
  readonly village?: string | undefined
  readonly because?: string | undefined
}

export type PairSort = 'worth' | 'probability' | 'newest'

/** States in the queue -> their turn, as the column `turn` has it. */
const turns: Partial<Record<PairState, number>> = { answered: 0, queued: 1, unsure: 2 }

function among(db: Reader, { state, village, because }: PairFilter): RawBuilder<unknown> {
  const parts = [sql`pair.tenant_id = ${db.tenantId}`, inState(state)]
  if (because !== undefined) parts.push(forReason(because))
  if (village !== undefined) {
    parts.push(sql`
      exists (
        select from entas.household
        where household.tenant_id = ${db.tenantId}
          and household.id in (pair.left_household_id, pair.right_household_id)
          and (household.village_code = ${village}
            or (household.village_code >= ${`${village}.`}
              and household.village_code < ${`${village}/`})))`)
  }
  return sql.join(parts, sql` and `)
}

function inState(state: PairFilter['state']): RawBuilder<unknown> {
  if (state === 'open') return sql`pair.turn is not null`
  if (state === 'proposed') return sql`pair.proposal_id is not null`
  const turn = turns[state]
  return turn === undefined ? sql`pair.state = ${state}` : sql`pair.turn = ${turn}`
}

/** As core/matching/outcome.ts says it (`queuedBecause`), in SQL. */
function forReason(because: string): RawBuilder<unknown> {
  const { doubtful, certain } = weights2026.thresholds
  const byEngine = sql`pair.engine_state = 'queued'`
  if (because === 'doubtful') {
    return sql`${byEngine} and pair.probability >= ${doubtful} and pair.probability < ${certain}`
  }
  if (because === 'one-national-id') {
    const equal = JSON.stringify([{ field: 'national-id', level: 'equal' }])
    return sql`${byEngine} and pair.evidence -> 'lines' @> ${equal}::jsonb`
  }
  return sql`${byEngine} and pair.evidence -> 'objections' ? ${because}`
}

const orders: Record<PairSort, RawBuilder<unknown>> = {
  worth: sql`pair.worth desc, pair.id`,
  probability: sql`pair.probability desc, pair.id`,
  newest: sql`pair.found_at desc, pair.id`,
}

function orderOf(state: PairFilter['state'], sort: PairSort): RawBuilder<unknown> {
  if (state === 'same' || state === 'different') return sql`pair.decided_at desc, pair.id`
  if (state !== 'open' && turns[state] === undefined) return orders[sort]
  return sql`pair.turn, ${orders[sort]}`
}

/** Pairs of a state in the order that was asked for; decided ones by their newest decision. */
export function listPairRows(
  db: Reader,
  ask: PairFilter & {
    readonly sort: PairSort
    readonly offset: number
    readonly limit: number
  },
): Promise<PairRow[]> {
  return rows<PairRow>(
    db,
    sql`
      select pair.id, pair.state, pair.probability, pair.weight, pair.worth, pair.evidence,
        pair.engine_state as "engineState", pair.found_at as "foundAt",
        pair.proposal_id is not null as "waitsForSecond",
        pair.decided_at as "decidedAt", colleague.name as "decidedByName",
        one.id as "leftId", one.head_name as "leftName", one_area.name as "leftVillage",
        other.id as "rightId", other.head_name as "rightName", other_area.name as "rightVillage"
      from entas.match_pair as pair
      join entas.household as one
        on one.tenant_id = ${db.tenantId} and one.id = pair.left_household_id
      join entas.household as other
        on other.tenant_id = ${db.tenantId} and other.id = pair.right_household_id
      left join entas.area as one_area on one_area.code = one.village_code
      left join entas.area as other_area on other_area.code = other.village_code
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = pair.decided_by
      where ${among(db, ask)}
      order by ${orderOf(ask.state, ask.sort)}
      limit ${ask.limit} offset ${ask.offset}`,
  )
}

export async function countPairsIn(db: Reader, filter: PairFilter): Promise<number> {
  const row = await oneRow<{ readonly count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.match_pair as pair
      where ${among(db, filter)}
      limit 1`,
  )
  return row.count
}

export type CountsRow = Readonly<Record<PairState | 'open' | 'aliases', number>>

export function countPairs(db: Reader): Promise<CountsRow> {
  return oneRow<CountsRow>(
    db,
    sql`
      select count(*) filter (where state = 'joined') as joined,
        count(*) filter (where state = 'queued') as queued,
        count(*) filter (where state = 'unsure') as unsure,
        count(*) filter (where state = 'asked') as asked,
        count(*) filter (where state = 'answered') as answered,
        count(*) filter (where proposal_id is not null) as proposed,
        count(*) filter (where state = 'same') as same,
        count(*) filter (where state = 'different') as different,
        count(*) filter (where state = 'withdrawn') as withdrawn,
        count(*) filter (where turn is not null) as open,
        (select count(*) from entas.household_alias
          where tenant_id = ${db.tenantId} and removed_at is null) as aliases
      from entas.match_pair
      where tenant_id = ${db.tenantId}
      limit 1`,
  )
}

/** Other pairs of these two families that wait for a person, the worthiest first. */
export function listRelated(
  db: Reader,
  pair: { readonly id: string; readonly left: string; readonly right: string },
) {
  const both = [pair.left, pair.right]
  return rows<{
    readonly id: string
    readonly state: PairState
    readonly probability: number
    readonly leftName: string
    readonly rightName: string
  }>(
    db,
    sql`
      select pair.id, pair.state, pair.probability, one.head_name as "leftName",
        other.head_name as "rightName"
      from entas.match_pair as pair
      join entas.household as one
        on one.tenant_id = ${db.tenantId} and one.id = pair.left_household_id
      join entas.household as other
        on other.tenant_id = ${db.tenantId} and other.id = pair.right_household_id
      where pair.tenant_id = ${db.tenantId}
        and (pair.left_household_id = any(${both}::uuid[])
          or pair.right_household_id = any(${both}::uuid[]))
        and pair.id <> ${pair.id}
        and pair.state in ('queued', 'unsure', 'asked', 'answered', 'proposed')
      order by pair.turn nulls last, pair.worth desc, pair.id
      limit 20`,
  )
}

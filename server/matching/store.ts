import { sql } from 'kysely'
import { change, firstRow, oneRow, type Reader, rows, type Writer } from '../database.ts'

export type PairState = 'joined' | 'queued' | 'same' | 'different' | 'withdrawn'
export type EngineState = 'joined' | 'queued' | 'withdrawn'

/** A pair without its evidence. */
export type PairLine = {
  readonly id: string
  readonly left: string
  readonly right: string
  readonly probability: number
  readonly state: PairState
  readonly engineState: EngineState
}

export type PairDraft = {
  readonly id: string
  readonly left: string
  readonly right: string
  readonly weight: number
  readonly probability: number
  readonly evidence: string
  readonly state: EngineState
  readonly engineState: EngineState
}

/** More pairs than any registry of a regency has: a bound, not a page. */
const pairLimit = 5_000_000

/** One matching or verdict of a regency at a time; held until the transaction ends. */
export function lockMatching(db: Writer) {
  return change(db, sql`select pg_advisory_xact_lock(7301, ${db.tenantId})`)
}

export function listPairs(db: Reader): Promise<PairLine[]> {
  return rows<PairLine>(
    db,
    sql`
      select id, left_household_id as left, right_household_id as right, probability, state,
        engine_state as "engineState"
      from entas.match_pair
      where tenant_id = ${db.tenantId}
      limit ${pairLimit}`,
  )
}

/** Families that left the lists and on which a person's verdict still stands. */
export function listLeftFamilies(db: Reader): Promise<{ id: string }[]> {
  return rows<{ id: string }>(
    db,
    sql`
      select distinct household.id
      from entas.match_pair as pair
      join entas.household
        on household.tenant_id = ${db.tenantId}
        and household.id in (pair.left_household_id, pair.right_household_id)
      where pair.tenant_id = ${db.tenantId}
        and pair.state = 'same'
        and household.state = 'withdrawn'
      limit ${pairLimit}`,
  )
}

/** Pairs that touch one of these families; not those of families that left the lists. */
export function listPairsOf(db: Reader, households: readonly string[]): Promise<PairLine[]> {
  return rows<PairLine>(
    db,
    sql`
      select id, left_household_id as left, right_household_id as right, probability, state,
        engine_state as "engineState"
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and (left_household_id = any(${[...households]}::uuid[])
          or right_household_id = any(${[...households]}::uuid[]))
        and not exists (
          select from entas.household
          where household.tenant_id = ${db.tenantId} and household.state = 'withdrawn'
            and household.id in (left_household_id, right_household_id))
      limit 10000`,
  )
}

export function findPair(db: Reader, id: string) {
  return firstRow<
    PairLine & {
      readonly weight: number
      readonly evidence: {
        readonly priorBits: number
        readonly lines: readonly EvidenceLine[]
        readonly objections: readonly string[]
      }
      readonly ruleVersion: string
      readonly reason: string | null
      readonly decidedByName: string | null
      readonly decidedAt: Date | null
    }
  >(
    db,
    sql`
      select pair.id, left_household_id as left, right_household_id as right, weight, probability,
        pair.state, engine_state as "engineState", evidence, rule_version as "ruleVersion",
        reason, colleague.name as "decidedByName", decided_at as "decidedAt"
      from entas.match_pair as pair
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = pair.decided_by
      where pair.tenant_id = ${db.tenantId}
        and pair.id = ${id}
      limit 1`,
  )
}

export type EvidenceLine = {
  readonly field: string
  readonly level: string
  readonly weight: number
  readonly detail?: Record<string, number>
}

/** Writes what the engine found; a person's verdict on a pair stays. */
export function savePairs(
  db: Writer,
  pairs: readonly PairDraft[],
  ruleVersion: string,
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_pair (tenant_id, id, left_household_id, right_household_id, weight,
        probability, evidence, rule_version, state, engine_state, found_at)
      select ${db.tenantId}, given.id, given.left_id, given.right_id, given.weight,
        given.probability, given.evidence, ${ruleVersion}, given.state, given.engine_state,
        ${db.now}
      from unnest(
        ${pairs.map((pair) => pair.id)}::uuid[],
        ${pairs.map((pair) => pair.left)}::uuid[],
        ${pairs.map((pair) => pair.right)}::uuid[],
        ${pairs.map((pair) => pair.weight)}::real[],
        ${pairs.map((pair) => pair.probability)}::real[],
        ${pairs.map((pair) => pair.evidence)}::jsonb[],
        ${pairs.map((pair) => pair.state)}::text[],
        ${pairs.map((pair) => pair.engineState)}::text[]
      ) as given (id, left_id, right_id, weight, probability, evidence, state, engine_state)
      on conflict (tenant_id, left_household_id, right_household_id) do update set
        weight = excluded.weight,
        probability = excluded.probability,
        evidence = excluded.evidence,
        rule_version = excluded.rule_version,
        engine_state = excluded.engine_state,
        state = case when match_pair.state in ('same', 'different')
          then match_pair.state else excluded.state end`,
  )
}

/** Pairs that the engine no longer finds. A verdict stays; under it nothing is left. */
export function withdrawPairs(db: Writer, ids: readonly string[]): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set engine_state = 'withdrawn',
        state = case when state in ('same', 'different') then state else 'withdrawn' end
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])`,
  )
}

/** Sets states by id, in one statement. */
export function setStates(
  db: Writer,
  states: readonly { readonly id: string; readonly state: PairState }[],
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = given.state
      from unnest(
        ${states.map((each) => each.id)}::uuid[],
        ${states.map((each) => each.state)}::text[]
      ) as given (id, state)
      where match_pair.tenant_id = ${db.tenantId}
        and match_pair.id = given.id`,
  )
}

export function markDecided(
  db: Writer,
  verdict: { readonly id: string; readonly state: 'same' | 'different'; readonly reason: string },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = ${verdict.state}, decided_by = ${db.actorId}, decided_at = ${db.now},
        reason = ${verdict.reason}
      where tenant_id = ${db.tenantId}
        and id = ${verdict.id}
        and state not in ('same', 'different')`,
  )
}

/** Takes a verdict back; who had given it and why stands in the events. */
export function markUndecided(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = engine_state, decided_by = null, decided_at = null, reason = null
      where tenant_id = ${db.tenantId}
        and id = ${id}
        and state in ('same', 'different')`,
  )
}

export type CountsRow = Readonly<Record<PairState | 'aliases', number>>

export function countPairs(db: Reader): Promise<CountsRow> {
  return oneRow<CountsRow>(
    db,
    sql`
      select count(*) filter (where state = 'joined') as joined,
        count(*) filter (where state = 'queued') as queued,
        count(*) filter (where state = 'same') as same,
        count(*) filter (where state = 'different') as different,
        count(*) filter (where state = 'withdrawn') as withdrawn,
        (select count(*) from entas.household_alias
          where tenant_id = ${db.tenantId} and removed_at is null) as aliases
      from entas.match_pair
      where tenant_id = ${db.tenantId}
      limit 1`,
  )
}

export async function countPairsIn(db: Reader, state: PairState): Promise<number> {
  const row = await oneRow<{ readonly count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and state = ${state}
      limit 1`,
  )
  return row.count
}

export type PairRow = {
  readonly id: string
  readonly state: PairState
  readonly probability: number
  readonly weight: number
  readonly evidence: {
    readonly lines: readonly EvidenceLine[]
    readonly objections: readonly string[]
  }
  readonly engineState: EngineState
  readonly foundAt: Date
  readonly decidedAt: Date | null
  readonly decidedByName: string | null
  readonly leftId: string
  readonly leftName: string
  readonly leftVillage: string | null
  readonly rightId: string
  readonly rightName: string
  readonly rightVillage: string | null
}

/** Pairs of a state, the likeliest first; decided ones by their newest decision. */
export function listPairRows(
  db: Reader,
  ask: { readonly state: PairState; readonly offset: number; readonly limit: number },
): Promise<PairRow[]> {
  return rows<PairRow>(
    db,
    sql`
      select pair.id, pair.state, pair.probability, pair.weight, pair.evidence,
        pair.engine_state as "engineState",
        pair.found_at as "foundAt",
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
      where pair.tenant_id = ${db.tenantId}
        and pair.state = ${ask.state}
      order by pair.decided_at desc nulls last, pair.probability desc, pair.id
      limit ${ask.limit} offset ${ask.offset}`,
  )
}

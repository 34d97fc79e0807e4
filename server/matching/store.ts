import { type RawBuilder, sql } from 'kysely'
import type { Choices } from '../../core/matching/choices.ts'
import type { Instead } from '../../core/matching/outcome.ts'
import { heldStates, type LastSaid, type PairState } from '../../core/matching/review.ts'
import { change, firstRow, type Reader, rows, type Writer } from '../database.ts'

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

/** A person said it, or has it in hand: no matching moves it. */
const byPersons: string[] = ['same', 'different', ...heldStates]

/** More pairs than any registry of a regency has: a bound, not a page. */
const pairLimit = 5_000_000

/** One matching or verdict of a regency at a time; held until the transaction ends. */
export function lockMatching(db: Writer) {
  return change(db, sql`select pg_advisory_xact_lock(7301, ${db.tenantId})`)
}

/** Nobody merges families or takes them apart while this transaction names who gets aid. */
export function holdMatching(db: Writer) {
  return change(db, sql`select pg_advisory_xact_lock_shared(7301, ${db.tenantId})`)
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
  return listTouching(
    db,
    households,
    sql`not exists (
      select from entas.household
      where household.tenant_id = ${db.tenantId} and household.state = 'withdrawn'
        and household.id in (left_household_id, right_household_id))`,
  )
}

/** Pairs that touch one of these families and that the engine has not taken back. */
export function listEnginePairsOf(db: Reader, households: readonly string[]): Promise<PairLine[]> {
  return listTouching(db, households, sql`engine_state <> 'withdrawn'`)
}

function listTouching(
  db: Reader,
  households: readonly string[],
  only: RawBuilder<unknown>,
): Promise<PairLine[]> {
  const ids = sql`any(${[...households]}::uuid[])`
  return rows<PairLine>(
    db,
    sql`
      select id, left_household_id as left, right_household_id as right, probability, state,
        engine_state as "engineState"
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and (left_household_id = ${ids} or right_household_id = ${ids})
        and ${only}
      limit ${pairLimit}`,
  )
}

/** The families that the rows of a list became or joined. No limit: a list is matched whole. */
export async function listFamiliesOfImport(db: Reader, importId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
      select distinct household_id as id
      from entas.import_row
      where tenant_id = ${db.tenantId}
        and import_id = ${importId}
        and household_id is not null`,
  )
  return found.map((row) => row.id)
}

export function findPair(db: Reader, id: string) {
  return firstRow<
    PairLine &
      LastSaid & {
        readonly weight: number
        readonly evidence: {
          readonly priorBits: number
          /** Not there in pairs of before version 2026-12. */
          readonly instead?: Instead
          readonly lines: readonly EvidenceLine[]
          readonly objections: readonly string[]
        }
        readonly ruleVersion: string
        readonly reason: string | null
        readonly choices: Choices | null
        readonly proposalId: string | null
        readonly decidedByName: string | null
        readonly decidedAt: Date | null
      }
  >(
    db,
    sql`
      select pair.id, left_household_id as left, right_household_id as right, weight, probability,
        pair.state, engine_state as "engineState", evidence, rule_version as "ruleVersion",
        pair.reason, pair.choices, proposal_id as "proposalId", colleague.name as "decidedByName",
        decided_at as "decidedAt",
        case when proposal.id is not null then proposal.proposed_by
          when asked.at is not null then asked.by
          when pair.proposed_by is null then decided_by end as "saidBy",
        greatest(decided_at, proposal.proposed_at, asked.at) as "saidAt"
      from entas.match_pair as pair
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = pair.decided_by
      left join entas.match_proposal as proposal
        on proposal.tenant_id = ${db.tenantId} and proposal.id = pair.proposal_id
      left join lateral (
        select (array_agg(asked_by order by asked_at desc))[1] as by,
          max(greatest(asked_at, answered_at)) as at
        from entas.match_question
        where tenant_id = ${db.tenantId}
          and match_pair_id = pair.id
          and state <> 'withdrawn'
          and pair.state in ('asked', 'answered')
        limit 1) as asked on true
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
        state = case when match_pair.state = any(${byPersons}::text[])
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
        state = case when state = any(${byPersons}::text[]) then state else 'withdrawn' end
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

/** Writes a verdict; with `proposedBy` it is the second of two persons who gives it. */
export function markDecided(
  db: Writer,
  verdict: {
    readonly id: string
    readonly state: 'same' | 'different'
    readonly reason: string
    readonly choices: Choices | null
    readonly proposedBy: string | null
  },
): Promise<number> {
  const choices = verdict.choices === null ? null : JSON.stringify(verdict.choices)
  return change(
    db,
    sql`
      update entas.match_pair
      set state = ${verdict.state}, decided_by = ${db.actorId}, decided_at = ${db.now},
        reason = ${verdict.reason}, choices = ${choices}::jsonb, proposal_id = null,
        proposed_by = ${verdict.proposedBy}, needs_two = ${verdict.proposedBy !== null}
      where tenant_id = ${db.tenantId}
        and id = ${verdict.id}
        and state not in ('same', 'different')`,
  )
}

/** Still open, with who was unsure, when and why. */
export function markUnsure(
  db: Writer,
  said: { readonly id: string; readonly reason: string },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = 'unsure', decided_by = ${db.actorId}, decided_at = ${db.now},
        reason = ${said.reason}
      where tenant_id = ${db.tenantId}
        and id = ${said.id}`,
  )
}

/** Takes what persons said back; who had said it and why stands in the events. */
export function markUndecided(db: Writer, id: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = engine_state, decided_by = null, decided_at = null, reason = null,
        choices = null, proposal_id = null, proposed_by = null, needs_two = false
      where tenant_id = ${db.tenantId}
        and id = ${id}`,
  )
}

/** A pair that waits for a village, for a second person, or no longer for one. */
export function markWaiting(
  db: Writer,
  pair: { readonly id: string; readonly state: PairState; readonly proposalId: string | null },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = ${pair.state}, proposal_id = ${pair.proposalId}
      where tenant_id = ${db.tenantId}
        and id = ${pair.id}`,
  )
}

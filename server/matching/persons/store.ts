import { type RawBuilder, sql } from 'kysely'
import type {
  PersonPairState,
  PersonVerdict,
  SideName,
} from '../../../core/matching/person-pair.ts'
import type { LastSaid } from '../../../core/matching/review.ts'
import { change, firstRow, type Reader, rows, type Writer } from '../../database.ts'
import type { EvidenceLine } from '../store.ts'

export type PersonPairDraft = {
  readonly id: string
  readonly left: { readonly personId: string; readonly householdId: string }
  readonly right: { readonly personId: string; readonly householdId: string }
  readonly probability: number
  readonly evidence: readonly EvidenceLine[]
}

/** What waits for a second person. */
export type Proposed = 'belongs-left' | 'belongs-right' | 'undo'

/** Writes what the engine found; a person's verdict on a pair stays. */
export function savePersonPairs(
  db: Writer,
  pairs: readonly PersonPairDraft[],
  ruleVersion: string,
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.person_pair (tenant_id, id, left_person_id, right_person_id,
        left_household_id, right_household_id, probability, evidence, rule_version, state,
        engine_state, found_at)
      select ${db.tenantId}, given.id, given.left_id, given.right_id, given.left_home,
        given.right_home, given.probability, given.evidence, ${ruleVersion}, 'open', 'open',
        ${db.now}
      from unnest(
        ${pairs.map((pair) => pair.id)}::uuid[],
        ${pairs.map((pair) => pair.left.personId)}::uuid[],
        ${pairs.map((pair) => pair.right.personId)}::uuid[],
        ${pairs.map((pair) => pair.left.householdId)}::uuid[],
        ${pairs.map((pair) => pair.right.householdId)}::uuid[],
        ${pairs.map((pair) => pair.probability)}::real[],
        ${pairs.map((pair) => JSON.stringify(pair.evidence))}::jsonb[]
      ) as given (id, left_id, right_id, left_home, right_home, probability, evidence)
      on conflict (tenant_id, left_person_id, right_person_id) do update set
        left_household_id = excluded.left_household_id,
        right_household_id = excluded.right_household_id,
        probability = excluded.probability,
        evidence = excluded.evidence,
        rule_version = excluded.rule_version,
        engine_state = excluded.engine_state,
        state = case when person_pair.state = 'withdrawn'
          then excluded.state else person_pair.state end`,
  )
}

/** Pairs that the engine has found, of these families or of all: which two persons, and where. */
export function listFoundPersonPairs(db: Reader, households: readonly string[] | null) {
  const ids = sql`any(${[...(households ?? [])]}::uuid[])`
  const touching =
    households === null
      ? sql`true`
      : sql`(left_household_id = ${ids} or right_household_id = ${ids})`
  // No limit: as many as a matching finds.
  return rows<{ readonly id: string; readonly left: string; readonly right: string }>(
    db,
    sql`
      select id, left_person_id as left, right_person_id as right
      from entas.person_pair
      where tenant_id = ${db.tenantId}
        and engine_state = 'open'
        and ${touching}`,
  )
}

/** Pairs that the engine no longer finds. A verdict stays; under it nothing is left. */
export function withdrawPersonPairs(db: Writer, ids: readonly string[]): Promise<number> {
  return change(
    db,
    sql`
      update entas.person_pair
      set engine_state = 'withdrawn',
        state = case when state = 'open' and proposed is null then 'withdrawn' else state end
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])`,
  )
}

/** The families of a matching as they stand: their head, and the family they stand as. */
export function listHomes(db: Reader, ids: readonly string[]) {
  return rows<{
    readonly id: string
    readonly standsAs: string
    readonly headPersonId: string | null
  }>(
    db,
    sql`
      select id, coalesce(alias_of, id) as "standsAs", head_person_id as "headPersonId"
      from entas.household
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])
        and state <> 'withdrawn'
      limit ${ids.length}`,
  )
}

/** Pairs among these families that the engine holds for doubles, joined or left to a person. */
export function listDoublesAmong(db: Reader, ids: readonly string[]) {
  const among = sql`any(${[...ids]}::uuid[])`
  // No limit: pairs of families that are named, each once.
  return rows<{ readonly left: string; readonly right: string }>(
    db,
    sql`
      select left_household_id as left, right_household_id as right
      from entas.match_pair
      where tenant_id = ${db.tenantId}
        and left_household_id = ${among}
        and right_household_id = ${among}
        and engine_state <> 'withdrawn'`,
  )
}

export type FoundPersonPair = LastSaid & {
  readonly id: string
  readonly state: PersonPairState
  readonly engineState: 'open' | 'withdrawn'
  readonly proposed: Proposed | null
  readonly proposedBy: string | null
  readonly proposedReason: string | null
  readonly closedMembershipId: string | null
  readonly fewerMembers: number
  readonly left: SideLine
  readonly right: SideLine
}

type SideLine = {
  readonly personId: string
  readonly householdId: string
  readonly isHead: boolean
  readonly livesElsewhere: boolean
  readonly isLivedIn: boolean
  readonly standsAs: string
  readonly hasLeft: boolean
  readonly alive: boolean
}

/** Who said last what stands about `pair`, nobody alone where two persons did, and when. */
export const lastSaid = sql`
  case when pair.proposed is not null then pair.proposed_by
    when pair.confirmed_by is null then pair.decided_by end as "saidBy",
  greatest(pair.decided_at, pair.proposed_at) as "saidAt"`

const sideOf = (db: Reader, person: string, home: string) => sql`
  jsonb_build_object('personId', ${sql.ref(`${person}.id`)},
    'householdId', ${sql.ref(`${person}.household_id`)},
    'isHead', coalesce(${sql.ref(`${home}.head_person_id`)} = ${sql.ref(`${person}.id`)}, false),
    'livesElsewhere', ${sql.ref(`${person}.alias_of`)} is not null,
    'isLivedIn', exists (select from entas.person as lodger
      where lodger.tenant_id = ${db.tenantId} and lodger.alias_of = ${sql.ref(`${person}.id`)}),
    'standsAs', coalesce(${sql.ref(`${home}.alias_of`)}, ${sql.ref(`${home}.id`)}),
    'hasLeft', ${sql.ref(`${home}.state`)} = 'withdrawn',
    'alive', ${sql.ref(`${person}.alive`)})`

/** The two persons of `pair` and their families. */
export function joinSides(db: Reader): RawBuilder<unknown> {
  return sql`
    join entas.person as one
      on one.tenant_id = ${db.tenantId} and one.id = pair.left_person_id
    join entas.household as one_home
      on one_home.tenant_id = ${db.tenantId} and one_home.id = one.household_id
    join entas.person as other
      on other.tenant_id = ${db.tenantId} and other.id = pair.right_person_id
    join entas.household as other_home
      on other_home.tenant_id = ${db.tenantId} and other_home.id = other.household_id`
}

export function findPersonPair(db: Reader, id: string): Promise<FoundPersonPair | undefined> {
  return firstRow<FoundPersonPair>(
    db,
    sql`
      select pair.id, pair.state, pair.engine_state as "engineState", pair.proposed,
        pair.proposed_by as "proposedBy", pair.proposed_reason as "proposedReason",
        pair.closed_membership_id as "closedMembershipId",
        pair.fewer_members as "fewerMembers", ${lastSaid}, ${sideOf(db, 'one', 'one_home')} as left,
        ${sideOf(db, 'other', 'other_home')} as right
      from entas.person_pair as pair
      ${joinSides(db)}
      where pair.tenant_id = ${db.tenantId}
        and pair.id = ${id}
      limit 1`,
  )
}

/** Writes a verdict; `confirmedBy` is the second of two persons. */
export function markPersonsDecided(
  db: Writer,
  verdict: {
    readonly id: string
    readonly state: PersonVerdict
    readonly reason: string
    readonly saidBy: string | null
    readonly confirmedBy: string | null
    readonly closed: Closed
  },
): Promise<number> {
  const { closed } = verdict
  return change(
    db,
    sql`
      update entas.person_pair
      set state = ${verdict.state}, decided_by = ${verdict.saidBy}, decided_at = ${db.now},
        confirmed_by = ${verdict.confirmedBy}, needs_two = ${verdict.confirmedBy !== null},
        reason = ${verdict.reason}, closed_membership_id = ${closed.membershipId},
        fewer_members = ${closed.fewerMembers}, proposed = null, proposed_by = null,
        proposed_at = null, proposed_reason = null
      where tenant_id = ${db.tenantId}
        and id = ${verdict.id}
        and state = 'open'`,
  )
}

/** Takes back what persons said; who had said it and why stands in the events. */
export function markPersonsUndecided(
  db: Writer,
  ids: readonly string[],
  state: 'engine' | 'withdrawn',
): Promise<number> {
  const now = state === 'engine' ? sql`engine_state` : sql`'withdrawn'`
  return change(
    db,
    sql`
      update entas.person_pair
      set state = ${now}, decided_by = null, decided_at = null, confirmed_by = null,
        needs_two = false, reason = null, closed_membership_id = null, fewer_members = 0,
        proposed = null, proposed_by = null, proposed_at = null, proposed_reason = null
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])`,
  )
}

/** Puts a step on record for a second person; null takes it off again. */
export function markPersonsProposed(
  db: Writer,
  step: { readonly id: string; readonly proposed: Proposed | null; readonly reason: string | null },
): Promise<number> {
  const waits = step.proposed !== null
  return change(
    db,
    sql`
      update entas.person_pair
      set proposed = ${step.proposed}, proposed_by = ${waits ? db.actorId : null},
        proposed_at = ${waits ? db.now : null}, proposed_reason = ${step.reason},
        state = case when state = 'open' then ${waits ? 'open' : sql`engine_state`} else state end
      where tenant_id = ${db.tenantId}
        and id = ${step.id}`,
  )
}

/** What closing a membership has changed, so that it can be opened again to the byte. */
export type Closed = { readonly membershipId: string | null; readonly fewerMembers: number }

/** Ends a membership as of today: the person lives in the family of another record of theirs. */
export async function closeMembership(
  db: Writer,
  leaves: {
    readonly personId: string
    readonly householdId: string
    readonly livesAs: string
  },
): Promise<Closed> {
  const { personId, householdId, livesAs } = leaves
  await change(
    db,
    sql`
      update entas.person
      set alias_of = ${livesAs}
      where tenant_id = ${db.tenantId}
        and id = ${personId}`,
  )
  const membership = await firstRow<{ readonly id: string }>(
    db,
    sql`
      update entas.membership
      set until_on = (${db.now}::timestamptz at time zone 'Asia/Jakarta')::date
      where tenant_id = ${db.tenantId}
        and person_id = ${personId}
        and household_id = ${householdId}
        and until_on is null
      returning id`,
  )
  const fewerMembers = await change(
    db,
    sql`
      update entas.household
      set member_count = member_count - 1
      where tenant_id = ${db.tenantId}
        and id = ${householdId}
        and member_count > 1`,
  )
  return { membershipId: membership?.id ?? null, fewerMembers }
}

/**
 * Opens a membership again, as it was. Where a list or a visit has told of the family since, the
 * count is added to only as far as there are members.
 */
export async function openMembership(
  db: Writer,
  left: {
    readonly personId: string
    readonly householdId: string
    readonly pairId: string
    readonly closed: Closed
  },
): Promise<void> {
  const { membershipId, fewerMembers } = left.closed
  await change(
    db,
    sql`
      update entas.person
      set alias_of = null
      where tenant_id = ${db.tenantId}
        and id = ${left.personId}`,
  )
  await change(
    db,
    sql`
      update entas.membership
      set until_on = null
      where tenant_id = ${db.tenantId}
        and id = ${membershipId}`,
  )
  await change(
    db,
    sql`
      update entas.household as home
      set member_count = case when home.derived_at <= pair.decided_at
        then home.member_count + ${fewerMembers}
        else greatest(home.member_count, least(home.member_count + ${fewerMembers}, (
          select count(*)
          from entas.person
          where person.tenant_id = ${db.tenantId}
            and person.household_id = home.id
            and person.alias_of is null)))
        end
      from entas.person_pair as pair
      where home.tenant_id = ${db.tenantId}
        and home.id = ${left.householdId}
        and pair.tenant_id = ${db.tenantId}
        and pair.id = ${left.pairId}`,
  )
}

/** Who was found dead where they live is dead in the family that they had left, too. */
export function markDeadAs(db: Writer, personId: string): Promise<number> {
  return change(
    db,
    sql`
      update entas.person
      set alive = false, alias_of = null
      where tenant_id = ${db.tenantId}
        and id = ${personId}`,
  )
}

/** Verdicts and proposals on persons of families that left the lists, or now stand as one. */
export function listPairsOfLeft(db: Reader): Promise<
  {
    readonly id: string
    readonly closes: SideName | null
    readonly because: 'left-lists' | 'merged'
  }[]
> {
  // No limit: what persons have said, and only of families that are gone or merged.
  return rows(
    db,
    sql<{
      readonly id: string
      readonly closes: SideName | null
      readonly because: 'left-lists' | 'merged'
    }>`
      select pair.id,
        case when 'withdrawn' in (one_home.state, other_home.state)
          then 'left-lists' else 'merged' end as because,
        case pair.state when 'belongs-left' then 'right' when 'belongs-right' then 'left' end
          as closes
      from entas.person_pair as pair
      ${joinSides(db)}
      where pair.tenant_id = ${db.tenantId}
        and (pair.state in ('belongs-left', 'belongs-right') or pair.proposed is not null)
        and ('withdrawn' in (one_home.state, other_home.state)
          or coalesce(one_home.alias_of, one_home.id)
            = coalesce(other_home.alias_of, other_home.id))`,
  )
}

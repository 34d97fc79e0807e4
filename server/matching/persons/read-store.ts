import { type RawBuilder, sql } from 'kysely'
import { weights2026 } from '../../../core/matching/parameters/weights.ts'
import type { PersonPairState } from '../../../core/matching/person-pair.ts'
import type { LastSaid } from '../../../core/matching/review.ts'
import { firstRow, oneRow, type Reader, rows } from '../../database.ts'
import type { EvidenceLine } from '../store.ts'
import { joinSides, lastSaid, type Proposed } from './store.ts'

export type PersonPairFilter = {
  readonly state: 'open' | 'proposed' | 'decided' | 'withdrawn'
  readonly village?: string | undefined
}

export type PairedPerson = {
  readonly personId: string
  readonly name: string
  /** Hexadecimal, as it is sealed. */
  readonly nationalId: string | null
  readonly bornYear: number | null
  readonly sex: string | null
  readonly relation: string | null
  readonly isHead: boolean
  readonly livesElsewhere: boolean
  readonly householdId: string
  readonly headName: string
  readonly address: string
  readonly villageName: string
  readonly districtName: string
}

export type PersonPairRow = LastSaid & {
  readonly id: string
  readonly state: PersonPairState
  readonly probability: number
  readonly evidence: readonly EvidenceLine[]
  readonly foundAt: Date
  readonly familyPairId: string | null
  readonly proposed: Proposed | null
  readonly proposedBy: string | null
  readonly proposedByName: string | null
  readonly proposedAt: Date | null
  readonly proposedReason: string | null
  readonly reason: string | null
  readonly decidedByName: string | null
  readonly decidedAt: Date | null
  readonly left: PairedPerson
  readonly right: PairedPerson
}

/** Nobody is asked about persons of families that stand as one, or who left one of them already. */
const stillAsked = sql`
  one.alias_of is null and other.alias_of is null
  and coalesce(one_home.alias_of, one_home.id) <> coalesce(other_home.alias_of, other_home.id)`

const inState: Record<PersonPairFilter['state'], RawBuilder<unknown>> = {
  open: sql`pair.state = 'open' and pair.proposed is null and ${stillAsked}`,
  proposed: sql`pair.proposed is not null`,
  decided: sql`pair.state in ('belongs-left', 'belongs-right', 'two-persons')`,
  withdrawn: sql`pair.state = 'withdrawn'`,
}

function among(db: Reader, { state, village }: PersonPairFilter): RawBuilder<unknown> {
  const parts = [sql`pair.tenant_id = ${db.tenantId}`, inState[state]]
  if (village !== undefined) {
    const lies = (home: string) => sql`
      (${sql.ref(`${home}.village_code`)} = ${village}
        or (${sql.ref(`${home}.village_code`)} >= ${`${village}.`}
          and ${sql.ref(`${home}.village_code`)} < ${`${village}/`}))`
    parts.push(sql`(${lies('one_home')} or ${lies('other_home')})`)
  }
  return sql.join(parts, sql` and `)
}

const shown = (person: string, home: string) => {
  const of = (column: string) => sql.ref(`${person}.${column}`)
  const at = (column: string) => sql.ref(`${home}.${column}`)
  return sql`
    jsonb_build_object('personId', ${of('id')}, 'name', ${of('name')},
      'nationalId', encode(${of('national_id_cipher')}, 'hex'),
      'bornYear', extract(year from ${of('born_on')})::integer, 'sex', ${of('sex')},
      'relation', ${of('relation')},
      'isHead', coalesce(${at('head_person_id')} = ${of('id')}, false),
      'livesElsewhere', ${of('alias_of')} is not null, 'householdId', ${at('id')},
      'headName', ${at('head_name')}, 'address', ${at('address')},
      'villageName', coalesce((select name from entas.area
        where area.code = ${at('village_code')}), ''),
      'districtName', coalesce((select name from entas.area
        where area.code = left(${at('village_code')}, 8)), ''))`
}

const columns = (db: Reader) => sql`
  select pair.id, pair.state, pair.probability, pair.evidence, pair.found_at as "foundAt",
    doubles.id as "familyPairId", pair.proposed, pair.proposed_by as "proposedBy",
    proposer.name as "proposedByName", pair.proposed_at as "proposedAt",
    pair.proposed_reason as "proposedReason", pair.reason, colleague.name as "decidedByName",
    pair.decided_at as "decidedAt", ${lastSaid}, ${shown('one', 'one_home')} as left,
    ${shown('other', 'other_home')} as right
  from entas.person_pair as pair
  ${joinSides(db)}
  left join entas.match_pair as doubles
    on doubles.tenant_id = ${db.tenantId}
    and doubles.left_household_id = least(one_home.id, other_home.id)
    and doubles.right_household_id = greatest(one_home.id, other_home.id)
    and doubles.state in ('queued', 'unsure', 'asked', 'answered', 'proposed')
    and doubles.probability >= ${weights2026.thresholds.doubtful}
  left join entas.colleague
    on colleague.tenant_id = ${db.tenantId} and colleague.id = pair.decided_by
  left join entas.colleague as proposer
    on proposer.tenant_id = ${db.tenantId} and proposer.id = pair.proposed_by`

export function listPersonPairRows(
  db: Reader,
  ask: PersonPairFilter & { readonly offset: number; readonly limit: number },
): Promise<PersonPairRow[]> {
  const order =
    ask.state === 'decided'
      ? sql`pair.decided_at desc, pair.id`
      : sql`doubles.id is not null, pair.probability desc, pair.id`
  return rows<PersonPairRow>(
    db,
    sql`
      ${columns(db)}
      where ${among(db, ask)}
      order by ${order}
      limit ${ask.limit} offset ${ask.offset}`,
  )
}

export function findPersonPairRow(db: Reader, id: string): Promise<PersonPairRow | undefined> {
  return firstRow<PersonPairRow>(
    db,
    sql`
      ${columns(db)}
      where pair.tenant_id = ${db.tenantId}
        and pair.id = ${id}
      limit 1`,
  )
}

export async function countPersonPairsIn(db: Reader, filter: PersonPairFilter): Promise<number> {
  const { count } = await oneRow<{ readonly count: number }>(
    db,
    sql`
      select count(*) as count
      from entas.person_pair as pair
      ${joinSides(db)}
      where ${among(db, filter)}
      limit 1`,
  )
  return count
}

export function countPersonPairs(
  db: Reader,
): Promise<Readonly<Record<PersonPairFilter['state'], number>>> {
  return oneRow(
    db,
    sql<Readonly<Record<PersonPairFilter['state'], number>>>`
      select count(*) filter (where ${inState.open}) as open,
        count(*) filter (where ${inState.proposed}) as proposed,
        count(*) filter (where ${inState.decided}) as decided,
        count(*) filter (where ${inState.withdrawn}) as withdrawn
      from entas.person_pair as pair
      ${joinSides(db)}
      where pair.tenant_id = ${db.tenantId}
      limit 1`,
  )
}

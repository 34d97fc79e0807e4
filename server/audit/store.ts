import { sql } from 'kysely'
import { change, oneRow, type Reader, rows, type Writer } from '../database.ts'

/** An event as it is digested: instants to the microsecond and details as text, byte for byte. */
export type EventRow = {
  readonly id: string
  readonly name: string
  readonly actorId: string | null
  readonly subjectId: string | null
  readonly villageCode: string | null
  readonly detail: string
  readonly happenedAt: string
  readonly recordedAt: string
}

const micros = sql.lit('YYYY-MM-DD"T"HH24:MI:SS.US"Z"')

const eventColumns = sql`
  event.id, event.name, event.actor_id as "actorId", event.subject_id as "subjectId",
  event.village_code as "villageCode", event.detail::text as detail,
  to_char(event.happened_at at time zone 'utc', ${micros}) as "happenedAt",
  to_char(event.recorded_at at time zone 'utc', ${micros}) as "recordedAt"`

export type Head = { readonly position: number; readonly chain: Buffer }

/** Takes the head for this transaction: two sealers cannot write the same position. */
export function takeHead(db: Writer) {
  return oneRow<Head>(
    db,
    sql`
      update entas.event_head set position = position
      where tenant_id = ${db.tenantId}
      returning position, chain`,
  )
}

export function getHead(db: Reader) {
  return oneRow<Head>(
    db,
    sql`
      select position, chain from entas.event_head
      where tenant_id = ${db.tenantId}
      limit 1`,
  )
}

/** Committed events without a seal, oldest first; `since` (an instant) spares the settled past. */
export function listUnsealed(
  db: Reader,
  ask: { readonly since: string | null; readonly limit: number },
) {
  return rows<EventRow>(
    db,
    sql`
      select ${eventColumns}
      from entas.event
      where event.tenant_id = ${db.tenantId}
        and event.recorded_at >= coalesce(${ask.since}::timestamptz, '-infinity')
        and not exists (
          select from entas.event_seal
          where event_seal.tenant_id = ${db.tenantId} and event_seal.event_id = event.id
        )
      order by event.recorded_at, event.id
      limit ${ask.limit}`,
  )
}

export function insertSeals(
  db: Writer,
  seals: {
    readonly positions: readonly number[]
    readonly eventIds: readonly string[]
    readonly digests: readonly Buffer[]
    readonly chains: readonly Buffer[]
  },
) {
  return change(
    db,
    sql`
      insert into entas.event_seal (tenant_id, position, event_id, digest, chain, sealed_at)
      select ${db.tenantId}, given.position, given.event_id, given.digest, given.chain, ${db.now}
      from unnest(${[...seals.positions]}::bigint[], ${[...seals.eventIds]}::uuid[],
        ${[...seals.digests]}::bytea[], ${[...seals.chains]}::bytea[])
        as given (position, event_id, digest, chain)`,
  )
}

export function saveHead(db: Writer, head: Head) {
  return change(
    db,
    sql`
      update entas.event_head set position = ${head.position}, chain = ${head.chain}
      where tenant_id = ${db.tenantId}`,
  )
}

/** A seal with the event it stands for; without one, `id` is null: the event is gone. */
export type SealedRow = Omit<EventRow, 'id' | 'name'> & {
  readonly position: number
  readonly eventId: string
  readonly digest: Buffer
  readonly chain: Buffer
  readonly id: string | null
  readonly name: string | null
}

export function listSealedAfter(
  db: Reader,
  ask: { readonly position: number; readonly limit: number },
) {
  return rows<SealedRow>(
    db,
    sql`
      select event_seal.position, event_seal.event_id as "eventId", event_seal.digest,
        event_seal.chain, ${eventColumns}
      from entas.event_seal
      left join entas.event
        on event.tenant_id = event_seal.tenant_id and event.id = event_seal.event_id
      where event_seal.tenant_id = ${db.tenantId} and event_seal.position > ${ask.position}
      order by event_seal.position
      limit ${ask.limit}`,
  )
}

export type EventQuery = {
  readonly subject?: string | undefined
  readonly name?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** Days are those of western Indonesia, where the regency's office stands (WIB, UTC+7). */
function matching(db: Reader, query: EventQuery) {
  return sql`
    event.tenant_id = ${db.tenantId}
    and (${query.subject ?? null}::uuid is null or event.subject_id = ${query.subject ?? null})
    and (${query.name ?? null}::text is null or event.name = ${query.name ?? null})
    and (${query.from ?? null}::date is null
      or event.happened_at >= (${query.from ?? null}::date)::timestamp at time zone 'Asia/Jakarta')
    and (${query.until ?? null}::date is null
      or event.happened_at
        < (${query.until ?? null}::date + 1)::timestamp at time zone 'Asia/Jakarta')`
}

export type ToldEvent = {
  readonly id: string
  readonly name: string
  readonly actorName: string | null
  readonly actorRole: string | null
  readonly subjectId: string | null
  readonly villageCode: string | null
  readonly happenedAt: Date
  readonly detail: Readonly<Record<string, unknown>>
}

const toldColumns = sql`
  event.id, event.name, colleague.name as "actorName", colleague.role as "actorRole",
  event.subject_id as "subjectId", event.village_code as "villageCode",
  event.happened_at as "happenedAt", event.detail`

export function listEvents(
  db: Reader,
  query: EventQuery & { readonly limit: number; readonly offset: number },
) {
  return rows<ToldEvent & { readonly position: number | null }>(
    db,
    sql`
      select ${toldColumns}, event_seal.position
      from entas.event
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = event.actor_id
      left join entas.event_seal
        on event_seal.tenant_id = event.tenant_id and event_seal.event_id = event.id
      where ${matching(db, query)}
      order by event.happened_at desc, event.id desc
      limit ${query.limit} offset ${query.offset}`,
  )
}

export async function countEvents(db: Reader, query: EventQuery): Promise<number> {
  const row = await oneRow<{ readonly count: number }>(
    db,
    sql`select count(*) as count from entas.event where ${matching(db, query)} limit 1`,
  )
  return row.count
}

export function listTimeline(db: Reader, subjectId: string, limit: number) {
  return rows<ToldEvent>(
    db,
    sql`
      select ${toldColumns}
      from entas.event
      left join entas.colleague
        on colleague.tenant_id = ${db.tenantId} and colleague.id = event.actor_id
      where event.tenant_id = ${db.tenantId} and event.subject_id = ${subjectId}
      order by event.happened_at desc, event.id desc
      limit ${limit}`,
  )
}

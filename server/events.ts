import { sql } from 'kysely'
import type { Id } from '../core/kernel/id.ts'
import { withoutLongNumbers } from '../core/kernel/long-numbers.ts'
import { change, type Writer } from './database.ts'
import { newId } from './new-id.ts'
import { reactions } from './reactions.ts'

/** What happened, as it will be told to an auditor. `detail` never holds a secret. */
export type EventDraft = {
  /** `<subject>.<past participle>`: `visit.accepted`. */
  readonly name: string
  readonly subject?: string | undefined
  readonly village?: string | null | undefined
  readonly detail?: Readonly<Record<string, unknown>>
}

const machineMade = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/

/** The detail as JSON. A long number in a text may be a NIK: ids and digests alone keep theirs. */
export function detailText(detail: EventDraft['detail']): string {
  return JSON.stringify(detail ?? {}, (_, value: unknown) =>
    typeof value === 'string' && !machineMade.test(value) ? withoutLongNumbers(value) : value,
  )
}

/** Writes one event in the caller's transaction and adds the jobs that react to it. */
export async function record(db: Writer, draft: EventDraft): Promise<Id<'event'>> {
  const id = newId<'event'>()
  await change(
    db,
    sql`
      insert into entas.event
        (tenant_id, id, name, actor_id, subject_id, village_code, detail, happened_at)
      values
        (${db.tenantId}, ${id}, ${draft.name}, ${db.actorId}, ${draft.subject ?? null},
         ${draft.village ?? null}, ${detailText(draft.detail)}, ${db.now})`,
  )
  for (const job of reactions[draft.name] ?? []) {
    await addJob(db, job, { tenantId: db.tenantId, subject: draft.subject ?? null })
  }
  return id
}

/** Adds a job in the caller's transaction: it exists when and only when the transaction commits. */
export async function addJob(
  db: Writer,
  name: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = JSON.stringify(payload)
  await change(db, sql`select entas.add_job(${name}, ${text}::json, ${`${name}:${text}`})`)
}

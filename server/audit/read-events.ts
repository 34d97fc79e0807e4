import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import type { Reader } from '../database.ts'
import { countEvents, type EventQuery, listEvents, listTimeline, type ToldEvent } from './store.ts'

const timelineLength = 200

export async function readEvents(
  db: Reader,
  query: EventQuery & { readonly page?: number | undefined },
) {
  const page = query.page ?? 1
  const pageSize = pageSizeDefault
  const found = await listEvents(db, {
    ...query,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  })
  const rows = found.map((row) => ({ ...told(row), detail: row.detail, position: row.position }))
  return { rows, total: await countEvents(db, query), page, pageSize }
}

/** What happened to one family, as far as the asker's eyes reach (row policy). */
export async function readTimeline(db: Reader, subjectId: string) {
  const found = await listTimeline(db, subjectId, timelineLength)
  return { events: found.map(told) }
}

function told(row: ToldEvent) {
  const { id, name, actorName, actorRole, subjectId, villageCode } = row
  const happenedAt = row.happenedAt.toISOString()
  return { id, name, actorName, actorRole, subjectId, villageCode, happenedAt }
}

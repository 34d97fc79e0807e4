import { z } from 'zod/mini'
import type { Contract } from './contract.ts'
import { dayPart, idPart, pageOf, pagePart, shortText } from './contract-parts.ts'

const told = {
  id: idPart,
  name: z.string(),
  actorName: z.nullable(z.string()),
  actorRole: z.nullable(z.string()),
  subjectId: z.nullable(idPart),
  villageCode: z.nullable(z.string()),
  /** ISO instant. */
  happenedAt: z.string(),
}

/** What was done, for the auditor and for the timeline of one record. */
export const eventsContract = {
  'GET /api/events': {
    permission: 'audit.read',
    query: z.object({
      subject: z.optional(idPart),
      name: z.optional(shortText),
      from: z.optional(dayPart),
      until: z.optional(dayPart),
      page: pagePart,
    }),
    reply: pageOf(
      z.object({
        ...told,
        detail: z.record(z.string(), z.unknown()),
        /** Place in the sealed chain; null for the seconds before it is sealed. */
        position: z.nullable(z.number()),
      }),
    ),
  },
  /** The newest 200 events of one family, without details: the timeline beside its record. */
  'GET /api/timeline/:subjectId': {
    permission: 'household.read',
    params: z.object({ subjectId: idPart }),
    reply: z.object({ events: z.array(z.object(told)) }),
  },
} as const satisfies Contract

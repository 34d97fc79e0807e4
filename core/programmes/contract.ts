import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import { countPart, dayPart, idPart, rupiahPart, shortText } from '../kernel/contract-parts.ts'
import { programmeKinds, strategies } from './programme.ts'

const nameText = shortText.check(z.trim(), z.minLength(2))
const amountPart = rupiahPart.check(z.positive(), z.maximum(1_000_000_000))

/** What is due in one round from a day on, and the regulation that says so. */
const term = z.object({
  validFrom: dayPart,
  amount: amountPart,
  rounds: z.number().check(z.int(), z.minimum(1), z.maximum(60)),
  legalBasis: nameText,
})

const face = {
  name: nameText,
  strategy: z.enum(strategies),
  funder: nameText,
  channel: nameText,
}

/** Short, for the reference on each line of a round: `TUNAI-PROV`. */
const programmeCode = z.string().check(z.regex(/^[A-Z][A-Z0-9-]{1,19}$/))

const programme = z.object({
  id: idPart,
  code: programmeCode,
  kind: z.enum(programmeKinds),
  ...face,
  /** Newest first. */
  terms: z.array(term),
  /** Rounds made from it, cancelled ones not counted. */
  roundCount: countPart,
})

const suggestion = z.object({ code: programmeCode, kind: z.enum(programmeKinds), ...face, term })

const companyAidFields = {
  company: nameText,
  what: nameText,
  value: rupiahPart.check(z.nonnegative()),
  families: countPart,
  givenOn: dayPart,
}

const companyAid = z.object({ id: idPart, ...companyAidFields, recordedBy: z.nullable(z.string()) })
const byId = z.object({ id: idPart })

export const programmesContract = {
  'GET /api/programmes': {
    permission: 'programme.read',
    reply: z.object({
      programmes: z.array(programme),
      total: countPart,
      /** Starting values with their source, to begin from; none is in force by itself. */
      suggestions: z.array(suggestion),
    }),
  },
  'GET /api/programmes/:id': { permission: 'programme.read', params: byId, reply: programme },
  'POST /api/programmes': {
    permission: 'programme.manage',
    body: z.object({ code: programmeCode, kind: z.enum(programmeKinds), ...face, term }),
    reply: z.object({ id: idPart }),
  },
  'PUT /api/programmes/:id': {
    permission: 'programme.manage',
    params: byId,
    body: z.object(face),
    reply: z.object({ id: idPart }),
  },
  /** A new amount or number of rounds from a day on; earlier rounds keep theirs. */
  'POST /api/programmes/:id/terms': {
    permission: 'programme.manage',
    params: byId,
    body: term,
    reply: z.object({ id: idPart }),
  },
  /** Only while no round was made from it. */
  'DELETE /api/programmes/:id': {
    permission: 'programme.manage',
    params: byId,
    reply: z.object({ id: idPart }),
  },
  'GET /api/company-aid': {
    permission: 'programme.read',
    reply: z.object({
      rows: z.array(companyAid),
      total: countPart,
      companies: countPart,
      value: rupiahPart,
    }),
  },
  'POST /api/company-aid': {
    permission: 'programme.manage',
    body: z.object(companyAidFields),
    reply: z.object({ id: idPart }),
  },
  'PUT /api/company-aid/:id': {
    permission: 'programme.manage',
    params: byId,
    body: z.object(companyAidFields),
    reply: z.object({ id: idPart }),
  },
} as const satisfies Contract

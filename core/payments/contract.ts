import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import {
  areaCodePart,
  countPart,
  dayPart,
  idPart,
  pageOf,
  pagePart,
  reasonText,
  rupiahPart,
} from '../kernel/contract-parts.ts'
import { programmeKinds } from '../programmes/programme.ts'
import { differenceKinds, resolutions } from './difference.ts'
import { moneyStands, outcomes } from './outcome.ts'
import { roundStates } from './round.ts'

const sum = z.object({ families: countPart, rupiah: rupiahPart })

/** instructed = paid + returned + open, in families and to the rupiah. */
const money = z.object({ instructed: sum, paid: sum, returned: sum, open: sum })

const person = z.nullable(z.string())

const roundFields = {
  id: idPart,
  programmeId: idPart,
  programmeCode: z.string(),
  programmeName: z.string(),
  kind: z.enum(programmeKinds),
  channel: z.string(),
  funder: z.string(),
  roundNo: countPart,
  rounds: countPart,
  decreeId: idPart,
  decreeNumber: z.string(),
  decreedOn: dayPart,
  amount: rupiahPart,
  state: z.enum(roundStates),
  /** What is due (before the instruction: what would be). */
  money,
  /** Lines that a person left out, with a reason. */
  leftOut: countPart,
  /** Lines whose difference from the decree nobody has resolved yet. */
  unresolved: countPart,
  madeBy: person,
  madeAt: z.string(),
  proposedBy: person,
  proposedAt: z.nullable(z.string()),
  instructedBy: person,
  instructedAt: z.nullable(z.string()),
  closedBy: person,
  closedAt: z.nullable(z.string()),
}

const round = z.object(roundFields)

const finding = z.object({
  row: countPart,
  field: z.string(),
  code: z.string(),
  severity: z.enum(['wait', 'look']),
  detail: z.optional(z.readonly(z.record(z.string(), z.union([z.string(), z.number()])))),
})

const file = z.object({
  id: idPart,
  direction: z.enum(['out', 'in']),
  fileName: z.string(),
  /** rows = applied + unchanged + waiting, for a reply; rows sent, for an instruction. */
  rows: countPart,
  applied: countPart,
  unchanged: countPart,
  waiting: countPart,
  findings: z.array(finding),
  findingCount: countPart,
  madeBy: person,
  madeAt: z.string(),
})

const difference = z.object({
  kind: z.enum(differenceKinds),
  /** Values that the words need: the other line's number, the village now. */
  detail: z.readonly(z.record(z.string(), z.union([z.string(), z.number()]))),
})

const line = z.object({
  id: idPart,
  lineNo: countPart,
  reference: z.string(),
  householdId: idPart,
  villageCode: z.string(),
  villageName: z.string(),
  districtName: z.string(),
  payeeName: z.string(),
  nationalIdMask: z.string(),
  amount: rupiahPart,
  outcome: z.enum(outcomes),
  outcomeOn: z.nullable(dayPart),
  differences: z.array(difference),
  unresolved: z.boolean(),
  leftOut: z.boolean(),
  /** What a person may choose now. */
  choices: z.array(z.enum(resolutions)),
  resolution: z.nullable(z.enum(resolutions)),
  resolutionReason: z.nullable(z.string()),
  resolvedBy: person,
  reconciledBy: person,
  reconciledAt: z.nullable(z.string()),
  correctionReason: z.nullable(z.string()),
})

const byId = z.object({ id: idPart })
const byLine = z.object({ id: idPart, lineId: idPart })
/** `unresolved` above 0: today differs anew from the decree, and the round is a draft again. */
const stateReply = z.object({ id: idPart, state: z.enum(roundStates), unresolved: countPart })

const aid = z.object({
  roundId: idPart,
  programmeName: z.string(),
  kind: z.enum(programmeKinds),
  funder: z.string(),
  channel: z.string(),
  roundNo: countPart,
  rounds: countPart,
  decreeNumber: z.string(),
  amount: rupiahPart,
  roundState: z.enum(roundStates),
  outcome: z.enum(outcomes),
  outcomeOn: z.nullable(dayPart),
  payeeName: z.string(),
  leftOut: z.boolean(),
  instructedAt: z.nullable(z.string()),
  /** The record that it was given under: this one, or one that is the same family. */
  partId: z.string(),
  partName: z.string(),
  partOwn: z.boolean(),
})

export const paymentsContract = {
  'GET /api/payment-rounds': {
    permission: 'payment.read',
    query: z.object({
      programmeId: z.optional(idPart),
      state: z.optional(z.enum(roundStates)),
      page: pagePart,
    }),
    reply: pageOf(round),
  },
  /** Frozen decrees, newest first: what a round can be made from. */
  'GET /api/payment-decrees': {
    permission: 'payment.read',
    reply: z.object({
      decrees: z.array(
        z.object({ id: idPart, number: z.string(), decreedOn: dayPart, families: countPart }),
      ),
      total: countPart,
    }),
  },
  /** A draft from a frozen decree; differences from today are listed, to be resolved. */
  'POST /api/payment-rounds': {
    permission: 'payment.instruct',
    body: z.object({
      programmeId: idPart,
      decreeId: idPart,
      roundNo: z.number().check(z.int(), z.minimum(1), z.maximum(60)),
    }),
    reply: z.object({ id: idPart, lines: countPart, unresolved: countPart, rupiah: rupiahPart }),
  },
  'GET /api/payment-rounds/:id': {
    permission: 'payment.read',
    params: byId,
    reply: z.object({
      ...roundFields,
      byOutcome: z.array(
        z.object({ outcome: z.enum(outcomes), families: countPart, rupiah: rupiahPart }),
      ),
      files: z.array(file),
    }),
  },
  'GET /api/payment-rounds/:id/lines': {
    permission: 'payment.read',
    params: byId,
    query: z.object({
      outcome: z.optional(z.enum(outcomes)),
      money: z.optional(z.enum(moneyStands)),
      show: z.optional(z.enum(['all', 'differences', 'unresolved', 'left-out'])),
      area: z.optional(areaCodePart),
      page: pagePart,
    }),
    reply: pageOf(line),
  },
  'POST /api/payment-rounds/:id/lines/:lineId/resolution': {
    permission: 'payment.instruct',
    params: byLine,
    body: z.object({
      resolution: z.enum(resolutions),
      payeePersonId: z.optional(idPart),
      reason: reasonText,
    }),
    reply: z.object({ id: idPart, unresolved: countPart }),
  },
  /** Members who may take the payee's place. */
  'GET /api/payment-rounds/:id/lines/:lineId/payees': {
    permission: 'payment.read',
    params: byLine,
    reply: z.object({
      payees: z.array(z.object({ id: idPart, name: z.string(), relation: z.nullable(z.string()) })),
      total: countPart,
    }),
  },
  'POST /api/payment-rounds/:id/propose': {
    permission: 'payment.instruct',
    params: byId,
    reply: stateReply,
  },
  /** By a second person, who types the exact sum in rupiah. */
  'POST /api/payment-rounds/:id/instruct': {
    permission: 'payment.instruct',
    params: byId,
    body: z.object({ rupiah: rupiahPart }),
    reply: stateReply,
  },
  'POST /api/payment-rounds/:id/cancel': {
    permission: 'payment.instruct',
    params: byId,
    body: z.object({ reason: reasonText }),
    reply: stateReply,
  },
  /** The file for the channel, with national ids in full: each time an event. */
  'POST /api/payment-rounds/:id/instruction-file': {
    permission: 'payment.instruct',
    params: byId,
    body: z.object({ format: z.enum(['xlsx', 'csv']) }),
    reply: 'file',
  },
  /** The channel's reply (XLSX or CSV). The same bytes again change nothing: `repeated`. */
  'POST /api/payment-rounds/:id/replies': {
    permission: 'payment.reconcile',
    params: byId,
    upload: true,
    reply: z.object({
      fileId: idPart,
      repeated: z.boolean(),
      rows: countPart,
      /** rows = applied + unchanged + waiting. */
      applied: countPart,
      unchanged: countPart,
      waiting: countPart,
      findings: z.array(finding),
      findingCount: countPart,
    }),
  },
  /** A person sets an outcome that a reply could not, and says why. */
  'POST /api/payment-rounds/:id/lines/:lineId/outcome': {
    permission: 'payment.reconcile',
    params: byLine,
    body: z.object({ outcome: z.enum(outcomes), on: z.optional(dayPart), reason: reasonText }),
    reply: z.object({ id: idPart, outcome: z.enum(outcomes) }),
  },
  'POST /api/payment-rounds/:id/close': {
    permission: 'payment.reconcile',
    params: byId,
    reply: stateReply,
  },
  'GET /api/households/:id/aid': {
    permission: 'payment.read',
    params: byId,
    reply: z.object({ rows: z.array(aid), total: countPart, paidRupiah: rupiahPart }),
  },
} as const satisfies Contract

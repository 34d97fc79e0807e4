import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import {
  areaCodePart,
  countPart,
  dayPart,
  idPart,
  pageOf,
  pagePart,
  rupiahPart,
} from '../kernel/contract-parts.ts'
import { roundStates } from '../payments/round.ts'
import { programmeKinds } from '../programmes/programme.ts'
import { rowResults, waitKinds } from './overview.ts'

const sum = z.object({ families: countPart, rupiah: rupiahPart })

const counts = {
  /** Data rows of family lists, doubles included. */
  listRows: countPart,
  /** Families: rows that are nobody's double. */
  families: countPart,
  assigned: countPart,
  visited: countPart,
  accepted: countPart,
  /** Families with a confirmed decision. */
  decided: countPart,
  extremelyPoor: countPart,
}

const overview = z.object({
  /** Day and time of the one snapshot that all figures are from. */
  at: z.string(),
  regency: z.object({ code: z.string(), name: z.string() }),
  /** `areas`: only what the reader's areas hold; money is then not shown. */
  scope: z.enum(['regency', 'areas']),
  lists: z.array(
    z.object({
      id: idPart,
      owner: z.string(),
      deliveredOn: z.nullable(dayPart),
      enteredAt: z.string(),
      rows: countPart,
    }),
  ),
  totals: z.object(counts),
  /** One entry a result; their rows add up to totals.listRows. */
  results: z.array(
    z.object({
      result: z.enum(rowResults),
      rows: countPart,
      reasons: z.array(z.object({ reason: z.string(), rows: countPart })),
    }),
  ),
  decrees: z.array(
    z.object({
      id: idPart,
      number: z.string(),
      decreedOn: dayPart,
      state: z.enum(['draft', 'frozen']),
      families: countPart,
    }),
  ),
  waits: z.array(
    z.object({
      kind: z.enum(waitKinds),
      count: countPart,
      /** The oldest thing that waits, as an instant. */
      oldest: z.nullable(z.string()),
      /** The channel, where one waits on it. */
      name: z.nullable(z.string()),
      /** What it opens: a round, for the waits of payments. */
      subject: z.nullable(idPart),
    }),
  ),
  districts: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      ...counts,
      villages: z.array(z.object({ code: z.string(), name: z.string(), ...counts })),
    }),
  ),
  /** Rows whose village no list names: they stand in no district, but in the totals. */
  nowhere: z.object(counts),
  aid: z.array(
    z.object({
      roundId: idPart,
      programmeId: idPart,
      programmeName: z.string(),
      kind: z.enum(programmeKinds),
      funder: z.string(),
      channel: z.string(),
      roundNo: countPart,
      rounds: countPart,
      amount: rupiahPart,
      state: z.enum(roundStates),
      decreeNumber: z.string(),
      instructedAt: z.nullable(z.string()),
      closedAt: z.nullable(z.string()),
      instructed: sum,
      paid: sum,
      returned: sum,
      open: sum,
    }),
  ),
  companyAid: z.object({
    companies: countPart,
    families: countPart,
    rupiah: rupiahPart,
    newest: z.nullable(dayPart),
  }),
  /** Families or persons paid twice in one round of one programme; must be 0. */
  doublePayments: countPart,
})

const familyRow = z.object({
  householdId: z.nullable(idPart),
  importId: z.nullable(idPart),
  rowNo: z.nullable(countPart),
  headName: z.string(),
  villageCode: z.nullable(z.string()),
  villageName: z.string(),
  result: z.enum(rowResults),
  reason: z.string(),
  decidedOn: z.nullable(dayPart),
  verifier: z.nullable(z.string()),
})

export const monitoringContract = {
  'GET /api/overview': { permission: 'overview.read', reply: overview },
  'GET /api/overview.csv': { permission: 'overview.read', reply: 'file' },
  /** The rows behind a figure of the overview, with names and reasons. */
  'GET /api/overview/families': {
    permission: 'household.read',
    query: z.object({
      result: z.optional(z.enum(rowResults)),
      reason: z.optional(z.string().check(z.maxLength(80))),
      area: z.optional(areaCodePart),
      page: pagePart,
    }),
    reply: pageOf(familyRow),
  },
} as const satisfies Contract

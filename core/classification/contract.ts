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
  shortText,
} from '../kernel/contract-parts.ts'
import { decisionStates, results } from './results.ts'

const value = z.union([z.string(), z.number(), z.null()])

/** One criterion, disqualifier or line as it was judged, with the input it was judged by. */
export const judged = z.object({
  code: z.string(),
  is: z.enum(['met', 'not', 'unknown']),
  inputs: z.record(z.string(), value),
})

const decisionRow = z.object({
  id: z.string(),
  householdId: z.string(),
  headName: z.string(),
  villageCode: z.nullable(z.string()),
  villageName: z.nullable(z.string()),
  result: z.enum(results),
  reasonCode: z.string(),
  /** The nine criteria in their order, for the boxes of a table row. */
  boxes: z.array(z.enum(['met', 'not', 'unknown'])),
  state: z.enum(decisionStates),
  proposedBy: z.nullable(z.string()),
  proposedAt: z.string(),
  confirmedBy: z.nullable(z.string()),
  confirmedAt: z.nullable(z.string()),
  reopenReason: z.nullable(z.string()),
  ruleVersion: z.string(),
  /** False with a reason code when this person may not confirm this one. */
  mayConfirm: z.boolean(),
  mayNotBecause: z.nullable(z.string()),
})

const decree = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  decreedOn: z.string(),
  state: z.enum(['draft', 'frozen']),
  lineCount: countPart,
  /** SHA-256 of the by-name annex in hexadecimal, once frozen. */
  digest: z.nullable(z.string()),
  draftedBy: z.nullable(z.string()),
  frozenBy: z.nullable(z.string()),
  frozenAt: z.nullable(z.string()),
})

const decreeLine = z.object({
  lineNo: countPart,
  householdId: z.string(),
  villageCode: z.string(),
  villageName: z.string(),
  districtName: z.string(),
  headName: z.string(),
  payeeName: z.string(),
  nationalIdMask: z.string(),
  address: z.string(),
  memberCount: countPart,
})

/** One version of the rule, as its one sentence needs it. */
const rule = z.object({
  version: z.string(),
  validFrom: z.string(),
  decree: z.string(),
  national: z.boolean(),
  threshold: countPart,
  /** Criteria in use. */
  of: countPart,
  linePerPersonMonth: rupiahPart,
})

const ruleUsed = z.object({ ...rule.shape, decisions: countPart })

/** Proposals that waited there by GET /api/decisions/counts, and its `at`. */
const seen = z.object({ count: countPart, at: z.iso.datetime() })

const counts = z.record(z.string(), countPart)
const idParams = z.object({ id: idPart })

const definition = z.object({
  threshold: countPart,
  linePerPersonMonth: rupiahPart,
  criteria: z.array(z.object({ code: z.string(), inUse: z.boolean(), sufficient: z.boolean() })),
  disqualifiers: z.array(z.object({ code: z.string(), inUse: z.boolean() })),
})

export const classificationContract = {
  /**
   * Takes visits over into the registry and proposes a decision for each, in one transaction.
   * `undetermined` families have an accepted visit that lacks what the criteria need.
   */
  'POST /api/visits/accept': {
    permission: 'visit.accept',
    body: z.union([
      z.object({ ids: z.array(idPart).check(z.minLength(1), z.maxLength(500)) }),
      z.object({ village: areaCodePart }),
    ]),
    reply: z.object({
      accepted: countPart,
      proposed: countPart,
      again: countPart,
      undetermined: countPart,
      skipped: countPart,
    }),
  },
  'GET /api/criteria': {
    permission: 'criteria.read',
    query: z.object({ on: z.optional(dayPart) }),
    reply: z.object({
      version: z.string(),
      validFrom: z.string(),
      decree: z.string(),
      national: z.boolean(),
      definition,
      /** Every version, newest first; days to come included. */
      history: z.array(rule),
    }),
  },
  /** A regency's own parameters from a day on; what they leave out stays as the nation has it. */
  'POST /api/criteria': {
    permission: 'criteria.change',
    body: z.object({
      validFrom: dayPart,
      decree: shortText.check(z.minLength(5)),
      threshold: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(9))),
      linePerPersonMonth: z.optional(
        z.number().check(z.int(), z.minimum(1), z.maximum(10_000_000)),
      ),
      criteriaInUse: z.optional(z.array(shortText).check(z.minLength(1), z.maxLength(9))),
      disqualifiersInUse: z.optional(z.array(shortText).check(z.maxLength(20))),
    }),
    reply: z.object({ id: z.string() }),
  },
  'GET /api/decisions': {
    permission: 'decision.read',
    query: z.object({
      state: z.optional(z.enum(decisionStates)),
      result: z.optional(z.enum(results)),
      village: z.optional(areaCodePart),
      household: z.optional(idPart),
      page: pagePart,
    }),
    reply: pageOf(decisionRow),
  },
  /** Counts for tabs and filters: by state, and by result within the states that stand. */
  'GET /api/decisions/counts': {
    permission: 'decision.read',
    query: z.object({ village: z.optional(areaCodePart) }),
    reply: z.object({
      /** ISO instant: what this says was so then. */
      at: z.string(),
      states: counts,
      results: counts,
      proposedResults: counts,
      villages: z.array(
        z.object({ code: z.string(), name: z.string(), proposed: countPart, confirmed: countPart }),
      ),
      /** The rules that these decisions were judged by, newest first. */
      rules: z.array(ruleUsed),
      /** Aliases that still lack their `double`. */
      doublesToPropose: countPart,
      /** Families with an accepted visit that lacks what the criteria need. */
      undetermined: countPart,
    }),
  },
  'GET /api/decisions/:id': {
    permission: 'decision.read',
    params: idParams,
    reply: z.object({
      ...decisionRow.shape,
      criteria: z.array(judged),
      disqualifiers: z.array(judged),
      line: z.nullable(judged),
      /** Null for results that were not judged by criteria. Rupiah per person and month. */
      figures: z.nullable(
        z.object({
          met: countPart,
          of: countPart,
          threshold: countPart,
          perPerson: z.nullable(rupiahPart),
          line: rupiahPart,
        }),
      ),
      visitId: z.nullable(z.string()),
      visitedOn: z.nullable(z.string()),
      verifierName: z.nullable(z.string()),
    }),
  },
  /** Proposes `double` for every family that is an alias and has no standing decision of it. */
  'POST /api/decisions/propose-doubles': {
    permission: 'decision.confirm',
    reply: z.object({ proposed: countPart }),
  },
  /**
   * A second person confirms: named decisions, or all that wait in one village (or in none). Who
   * confirms all says what they saw; refused when there is more by now. A family with a visit that
   * waits for the office is left out and counted (`visitWaits`); refused when it is all there is.
   */
  'POST /api/decisions/confirm': {
    permission: 'decision.confirm',
    body: z.union([
      z.object({ ids: z.array(idPart).check(z.minLength(1), z.maxLength(500)) }),
      z.object({ village: areaCodePart, seen }),
      z.object({ withoutVillage: z.literal(true), seen }),
    ]),
    reply: z.object({
      confirmed: countPart,
      own: countPart,
      skipped: countPart,
      visitWaits: countPart,
    }),
  },
  'POST /api/decisions/:id/reopen': {
    permission: 'decision.reopen',
    params: idParams,
    body: z.object({ reason: reasonText }),
    reply: z.object({ id: z.string(), state: z.enum(decisionStates) }),
  },
  /** Results per row of the entered family lists: `results` and `open` add up to `listRows`. */
  'GET /api/decisions/summary': {
    permission: 'list.read',
    query: z.object({ importId: z.optional(idPart) }),
    reply: z.object({
      listRows: countPart,
      /** By confirmed result; every result is there, zero included. */
      results: counts,
      /** Rows without one, by where they are: core/classification/summary.ts, openPlaces. */
      open: counts,
      /** Families, not rows: confirmed as extremely poor. */
      extremelyPoorFamilies: countPart,
    }),
  },
  'GET /api/decrees': {
    permission: 'decision.read',
    reply: z.object({
      decrees: z.array(decree),
      /** Confirmed extremely poor families that stand in no frozen decree. */
      candidates: countPart,
    }),
  },
  /** Drafts a decree over every confirmed extremely poor family that is in no frozen decree. */
  'POST /api/decrees': {
    permission: 'decree.draft',
    body: z.object({
      number: shortText.check(z.trim(), z.minLength(3)),
      title: shortText.check(z.trim(), z.minLength(5)),
      decreedOn: dayPart,
    }),
    reply: z.object({ id: z.string(), lineCount: countPart }),
  },
  'GET /api/decrees/:id': { permission: 'decision.read', params: idParams, reply: decree },
  'GET /api/decrees/:id/lines': {
    permission: 'decision.read',
    params: idParams,
    query: z.object({ village: z.optional(areaCodePart), page: pagePart }),
    reply: pageOf(decreeLine),
  },
  /** Freezes: the lines and their digest never change again. The number is typed to be sure. */
  'POST /api/decrees/:id/freeze': {
    permission: 'decree.freeze',
    params: idParams,
    body: z.object({ number: shortText, lineCount: countPart }),
    reply: z.object({ id: z.string(), lineCount: countPart, digest: z.string() }),
  },
  /** The by-name annex as XLSX. Masked numbers; made from the frozen lines, or from the draft's. */
  'GET /api/decrees/:id/annex': {
    permission: 'decision.read',
    params: idParams,
    reply: 'file',
  },
  /**
   * The list as it came, with Hasil, Alasan, Tanggal, Petugas on each data row. POST, because
   * handing it out is recorded.
   */
  'POST /api/imports/:id/return-file': {
    permission: 'list.return',
    params: idParams,
    reply: 'file',
  },
} as const satisfies Contract

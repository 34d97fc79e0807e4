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
} from '../kernel/contract-parts.ts'
import { knownSays, newMemberRelations, newMembersMost } from './new-member.ts'
import { farthestM, presences, visitResults, visitStates } from './visit.ts'

const answers = z
  .record(
    z.string().check(z.maxLength(40)),
    z.union([z.string().check(z.maxLength(40)), z.number()]),
  )
  .check(z.refine((value) => Object.keys(value).length <= 80))

const sex = z.enum(['male', 'female'])

/** A person who lives with the family and is not in its list, as the verifier wrote them down. */
const newMemberDraft = z.object({
  /** Made on the device, one for each person. */
  id: idPart,
  name: z.string().check(z.trim(), z.minLength(2), z.maxLength(100)),
  relation: z.enum(newMemberRelations),
  sex: z.optional(sex),
  bornOn: z.optional(dayPart),
  /** As typed from the card that was shown; what is no NIK gives a finding. */
  nationalId: z.optional(z.string().check(z.maxLength(40))),
  /** The person says that they have none. */
  withoutNationalId: z.optional(z.literal(true)),
  /** The answer to "this person may be known", and who it was about. */
  knownSaid: z.optional(z.enum(knownSays)),
  sameAsPersonId: z.optional(idPart),
})

/** What a device sends. The id is made there once, so that sending twice is safe. */
export const visitDraft = z.object({
  id: idPart,
  householdId: idPart,
  instrument: z.string().check(z.maxLength(40)),
  visitedOn: dayPart,
  result: z.enum(visitResults),
  reason: z.optional(z.string().check(z.maxLength(40))),
  sameAsHouseholdId: z.optional(idPart),
  answers,
  members: z.optional(
    z.array(z.object({ personId: idPart, presence: z.enum(presences) })).check(z.maxLength(40)),
  ),
  newMembers: z.optional(
    z.array(newMemberDraft).check(
      z.maxLength(newMembersMost),
      z.refine((list) => new Set(list.map((each) => each.id)).size === list.length),
    ),
  ),
  note: z.optional(z.string().check(z.maxLength(1000))),
  location: z.optional(
    z.object({
      latitude: z.number().check(z.minimum(-90), z.maximum(90)),
      longitude: z.number().check(z.minimum(-180), z.maximum(180)),
      accuracyM: z.number().check(z.nonnegative(), z.maximum(farthestM)),
    }),
  ),
})

/** A finding about one answer: `field` is the question's key, or empty for the whole visit. */
export const visitFinding = z.object({
  field: z.string(),
  code: z.string(),
  severity: z.enum(['wait', 'look']),
  detail: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
})

const visitAnswer = z.object({
  id: z.string(),
  /** `repeated`: the same id with the same content was here before; nothing changed. */
  is: z.enum(['kept', 'repeated']),
  state: z.enum(visitStates),
  findings: z.array(visitFinding),
})

const batchAnswer = z.object({
  visits: z.array(
    z.union([
      visitAnswer,
      z.object({
        id: z.string(),
        is: z.literal('refused'),
        /** A problem's code; for `visits.incomplete` the findings say what is missing. */
        code: z.string(),
        findings: z.array(visitFinding),
      }),
    ]),
  ),
})

const task = z.object({
  householdId: z.string(),
  headName: z.string(),
  villageCode: z.string(),
  villageName: z.string(),
  address: z.string(),
  memberCount: countPart,
  dueOn: z.nullable(z.string()),
  state: z.enum(['open', 'again', 'sent', 'returned', 'accepted']),
  returnReason: z.nullable(z.string()),
  members: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      relation: z.nullable(z.string()),
      nationalIdMask: z.string(),
      bornYear: z.nullable(z.number()),
      sex: z.nullable(z.string()),
    }),
  ),
})

const planShare = z.object({
  villageCode: z.string(),
  villageName: z.string(),
  families: countPart,
  verifiers: z.array(z.object({ id: z.string(), name: z.string(), families: countPart })),
})

const progressRow = z.object({
  code: z.string(),
  name: z.string(),
  families: countPart,
  unassigned: countPart,
  open: countPart,
  sent: countPart,
  returned: countPart,
  accepted: countPart,
  decided: countPart,
})

const visitRow = z.object({
  id: z.string(),
  householdId: z.string(),
  headName: z.string(),
  villageCode: z.string(),
  villageName: z.string(),
  verifierName: z.string(),
  channel: z.enum(['form', 'workbook']),
  visitedOn: z.string(),
  result: z.enum(visitResults),
  state: z.enum(visitStates),
  findings: countPart,
  photos: countPart,
})

/** A person of the registry whom a new member may be; masked, and only within one's reach. */
const knownPerson = z.object({
  personId: z.string(),
  householdId: z.string(),
  name: z.string(),
  nationalIdMask: z.string(),
  bornYear: z.nullable(z.number()),
  headName: z.string(),
  villageName: z.string(),
  /** True when they stand in the family that was visited. */
  here: z.boolean(),
  /** Why: the verifier said so, the NIK is the same, or name and birth year are alike. */
  because: z.array(z.enum(['said', 'national-id', 'name'])),
})

const newMember = z.object({
  id: z.string(),
  name: z.string(),
  relation: z.string(),
  sex: z.nullable(sex),
  bornYear: z.nullable(z.number()),
  /** Empty when none was shown, or what was typed is no NIK. */
  nationalIdMask: z.string(),
  withoutNationalId: z.boolean(),
  /** What was typed as a NIK is none. */
  numberIsWrong: z.boolean(),
  knownSaid: z.nullable(z.enum(knownSays)),
  /** The person of the registry that they became when the visit was taken over. */
  personId: z.nullable(z.string()),
  known: z.array(knownPerson),
})

const workbookFinding = z.object({
  row: countPart,
  column: z.string(),
  field: z.string(),
  code: z.string(),
  severity: z.enum(['wait', 'look']),
  detail: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
})

const villageParams = z.object({ code: areaCodePart })
const idParams = z.object({ id: idPart })

export const visitsContract = {
  /** Proposes who visits whom; nothing is written. Verifiers work where their scope's areas say. */
  'POST /api/assignments/preview': {
    permission: 'assignment.manage',
    body: z.object({ villages: z.optional(z.array(areaCodePart).check(z.maxLength(500))) }),
    reply: z.object({
      villages: z.array(planShare),
      families: countPart,
      villagesWithoutVerifier: z.array(z.object({ code: z.string(), name: z.string() })),
      familiesWithoutVillage: countPart,
    }),
  },
  /** Assigns every unassigned family of these villages (all when absent), as previewed. */
  'POST /api/assignments': {
    permission: 'assignment.manage',
    body: z.object({
      villages: z.optional(z.array(areaCodePart).check(z.maxLength(500))),
      dueOn: z.optional(dayPart),
    }),
    reply: z.object({ assigned: countPart, villages: countPart }),
  },
  /** Hands families to another verifier: named ones, or one verifier's open ones of a village. */
  'POST /api/assignments/reassign': {
    permission: 'assignment.manage',
    body: z.object({
      households: z.union([
        z.object({ ids: z.array(idPart).check(z.minLength(1), z.maxLength(500)) }),
        z.object({ village: areaCodePart, from: idPart }),
      ]),
      to: idPart,
    }),
    reply: z.object({ reassigned: countPart }),
  },
  'GET /api/verifiers': {
    permission: 'assignment.manage',
    reply: z.object({
      verifiers: z.array(
        z.object({ id: z.string(), name: z.string(), areas: z.array(z.string()) }),
      ),
    }),
  },
  'GET /api/progress': {
    permission: 'assignment.read',
    query: z.object({ by: z.enum(['village', 'verifier']), under: z.optional(areaCodePart) }),
    reply: z.object({ rows: z.array(progressRow) }),
  },
  /** The by-name list of one village, for the print page. Masked. */
  'GET /api/villages/:code/list': {
    permission: 'assignment.read',
    params: villageParams,
    reply: z.object({
      villageCode: z.string(),
      villageName: z.string(),
      districtName: z.string(),
      rows: z.array(
        z.object({
          householdId: z.string(),
          headName: z.string(),
          nationalIdMask: z.string(),
          address: z.string(),
          memberCount: countPart,
          verifierName: z.nullable(z.string()),
          state: z.string(),
        }),
      ),
    }),
  },
  /** A verifier's own families. */
  'GET /api/tasks': {
    permission: 'task.read',
    reply: z.object({ tasks: z.array(task), verifierId: z.string(), verifierName: z.string() }),
  },
  'POST /api/visits': { permission: 'visit.record', body: visitDraft, reply: visitAnswer },
  /** Many at once from a device's queue; each is answered for itself. */
  'POST /api/visit-batches': {
    permission: 'visit.record',
    body: z.object({ visits: z.array(visitDraft).check(z.minLength(1), z.maxLength(200)) }),
    reply: batchAnswer,
  },
  'POST /api/visits/:id/photos': {
    permission: 'visit.record',
    params: idParams,
    upload: true,
    reply: z.object({ id: z.string(), is: z.enum(['kept', 'repeated']) }),
  },
  'GET /api/visits': {
    permission: 'visit.read',
    query: z.object({
      state: z.optional(z.enum(visitStates)),
      village: z.optional(areaCodePart),
      result: z.optional(z.enum(visitResults)),
      page: pagePart,
    }),
    reply: pageOf(visitRow),
  },
  'GET /api/visits/:id': {
    permission: 'visit.read',
    params: idParams,
    reply: z.object({
      ...visitRow.shape,
      instrument: z.string(),
      reason: z.nullable(z.string()),
      /** The family that a double is said to be; the rest is null when it is out of one's reach. */
      sameAs: z.nullable(
        z.object({
          householdId: z.string(),
          headName: z.nullable(z.string()),
          villageName: z.nullable(z.string()),
          address: z.nullable(z.string()),
          memberCount: z.nullable(countPart),
        }),
      ),
      answers: z.record(z.string(), z.union([z.string(), z.number()])),
      /** What the household had before, for the reviewer's comparison. */
      listed: z.record(z.string(), z.union([z.string(), z.number()])),
      members: z.array(
        z.object({ name: z.string(), relation: z.nullable(z.string()), presence: z.string() }),
      ),
      newMembers: z.array(newMember),
      note: z.string(),
      location: z.nullable(
        z.object({ latitude: z.number(), longitude: z.number(), accuracyM: z.number() }),
      ),
      findingList: z.array(visitFinding),
      photoIds: z.array(z.string()),
      reviewedBy: z.nullable(z.string()),
      reviewReason: z.nullable(z.string()),
    }),
  },
  'GET /api/visits/:id/photos/:photoId': {
    permission: 'visit.read',
    params: z.object({ id: idPart, photoId: idPart }),
    reply: 'file',
  },
  'POST /api/visits/:id/return': {
    permission: 'visit.accept',
    params: idParams,
    body: z.object({ reason: reasonText }),
    reply: z.object({ id: z.string(), state: z.enum(visitStates) }),
  },
  /** The village's pre-filled workbook (XLSX). POST, because issuing one is recorded. */
  'POST /api/villages/:code/workbooks': {
    permission: 'workbook.issue',
    params: villageParams,
    reply: z.object({ id: z.string(), families: countPart }),
  },
  'GET /api/villages/:code/workbooks/:id': {
    permission: 'workbook.issue',
    params: z.object({ code: areaCodePart, id: idPart }),
    reply: 'file',
  },
  /** The workbook comes back: visits for filled rows, findings per cell, empty rows stay open. */
  'POST /api/villages/:code/workbook': {
    permission: 'workbook.receive',
    params: villageParams,
    upload: true,
    reply: z.object({
      id: z.string(),
      is: z.enum(['received', 'repeated']),
      visits: countPart,
      open: countPart,
      waiting: countPart,
      findings: z.array(workbookFinding),
    }),
  },
} as const satisfies Contract

import { z } from 'zod/mini'
import type { Contract } from '../kernel/contract.ts'
import {
  areaCodePart,
  countPart,
  idPart,
  pageOf,
  pagePart,
  reasonText,
} from '../kernel/contract-parts.ts'
import { takingBack } from './contract.ts'
import { personPairStates, personVerdicts } from './person-pair.ts'

const params = z.object({ id: idPart })

const evidence = z.object({
  /** `name`, `national-id`, `birth-date`, `sex`, `place` (words: `matching.field.<field>`). */
  field: z.string(),
  /** How it compared (words: `matching.level.<field>.<level>`). */
  level: z.string(),
  /** Bits for (positive) and against (negative). */
  weight: z.number(),
})

const listedSide = z.object({
  personId: z.string(),
  name: z.string(),
  nationalIdMask: z.string(),
  /** The year only: region, day and serial together would give the NIK. */
  bornYear: z.nullable(z.number()),
  relation: z.nullable(z.string()),
  isHead: z.boolean(),
  householdId: z.string(),
  headName: z.string(),
  villageName: z.string(),
})

const pairPart = {
  id: z.string(),
  state: z.enum(personPairStates),
  probability: z.number(),
  evidence: z.array(evidence),
  foundAt: z.string(),
  /** The two families themselves may be one and wait for a person: that is decided first. */
  familyPairId: z.nullable(z.string()),
  /** A step waits for a second person. */
  waitsForSecond: z.boolean(),
  reason: z.nullable(z.string()),
  decidedByName: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
}

const side = z.object({
  ...listedSide.shape,
  sex: z.nullable(z.string()),
  districtName: z.string(),
  address: z.string(),
  /** A verdict has closed this membership. */
  livesElsewhere: z.boolean(),
  /** The others of the family. */
  members: z.array(
    z.object({
      name: z.string(),
      relation: z.nullable(z.string()),
      bornYear: z.nullable(z.number()),
    }),
  ),
})

/** How a pair stands after a step. */
const step = z.object({
  state: z.enum(personPairStates),
  proposed: z.boolean(),
  /** When what stands now was said: an undo sends it along as `seen`. */
  saidAt: z.nullable(z.string()),
})

export const personPairsContract = {
  /**
   * Persons who may stand in two families. `open` is the queue, the surest first, those last whose
   * families are a pair of doubles that waits; `decided` the newest first.
   */
  'GET /api/person-pairs': {
    permission: 'match.read',
    query: z.object({
      state: z._default(z.enum(['open', 'proposed', 'decided', 'withdrawn']), 'open'),
      village: z.optional(areaCodePart),
      page: pagePart,
    }),
    reply: pageOf(z.object({ ...pairPart, left: listedSide, right: listedSide })),
  },
  'GET /api/person-pairs/counts': {
    permission: 'match.read',
    reply: z.object({
      open: countPart,
      proposed: countPart,
      decided: countPart,
      withdrawn: countPart,
    }),
  },
  /** Two persons side by side with their families, masked. */
  'GET /api/person-pairs/:id': {
    permission: 'match.read',
    params,
    reply: z.object({
      ...pairPart,
      left: side,
      right: side,
      /** Aid that hangs on either family: then a second person confirms. */
      aid: z.array(
        z.object({
          householdId: z.string(),
          kind: z.enum(['decree', 'payment']),
          what: z.string(),
        }),
      ),
      proposal: z.nullable(
        z.object({
          verdict: z.enum(['belongs-left', 'belongs-right', 'undo']),
          reason: z.string(),
          proposedByName: z.nullable(z.string()),
          proposedAt: z.string(),
          /** The asker proposed it: somebody else settles it. */
          own: z.boolean(),
        }),
      ),
      /** When what stands was last said, by a verdict or a proposal. */
      saidAt: z.nullable(z.string()),
      /** The asker may take back what stands: by their role, and a proposal if it is their own. */
      mayUndo: z.boolean(),
    }),
  },
  /**
   * Where the person lives, or that they are two. Belonging to one family ends the membership in
   * the other as of today; where aid hangs on either it is proposed (`proposed`).
   */
  'POST /api/person-pairs/:id/decision': {
    permission: 'match.decide',
    params,
    body: z.object({ verdict: z.enum(personVerdicts), reason: reasonText }),
    reply: step,
  },
  /**
   * Takes a verdict back, the membership is open again; or an own proposal. Not one's own, it takes
   * a reason; with `seen`, nothing said since is taken back (`matching.changed-meanwhile`).
   */
  'POST /api/person-pairs/:id/undo': {
    permission: 'match.decide',
    params,
    body: takingBack,
    reply: step,
  },
  'POST /api/person-pairs/:id/proposal/confirm': {
    permission: 'match.decide',
    params,
    reply: step,
  },
  'POST /api/person-pairs/:id/proposal/reject': {
    permission: 'match.decide',
    params,
    body: z.object({ reason: reasonText }),
    reply: step,
  },
} as const satisfies Contract

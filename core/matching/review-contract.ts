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
import { choiceFields } from './choices.ts'
import { pairState, standing } from './contract.ts'
import { readyQuestions } from './review.ts'

const params = z.object({ id: idPart })
const sideName = z.enum(['left', 'right'])
const answer = z.enum(['same', 'different', 'unknown'])

/** What is asked: a ready question by its code, or the clerk's own words. */
const wording = {
  ready: z.nullable(z.enum(readyQuestions)),
  /** As it was typed; empty with a ready question. */
  note: z.string(),
}

/** A question as the office sees it beside its pair. */
const question = z.object({
  id: z.string(),
  villageCode: z.string(),
  villageName: z.string(),
  ...wording,
  state: z.enum(['open', 'answered', 'withdrawn']),
  askedByName: z.nullable(z.string()),
  askedAt: z.string(),
  answer: z.nullable(answer),
  answerNote: z.nullable(z.string()),
  answeredByName: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
})

const aidAtStake = z.object({
  householdId: z.string(),
  kind: z.enum(['decree', 'payment']),
  what: z.string(),
})

const proposal = z.object({
  id: z.string(),
  verdict: z.enum(['same', 'different', 'undo']),
  reason: z.string(),
  /** Whose values the family will show, when it is confirmed. */
  choices: z.nullable(z.partialRecord(z.enum(choiceFields), sideName)),
  state: z.enum(['open', 'confirmed', 'rejected', 'withdrawn']),
  because: z.array(aidAtStake),
  proposedByName: z.nullable(z.string()),
  proposedAt: z.string(),
  /** The asker proposed it: somebody else settles it. */
  own: z.boolean(),
  settledByName: z.nullable(z.string()),
  settledAt: z.nullable(z.string()),
  settleReason: z.nullable(z.string()),
})

/** A record as a village is shown it: what it needs to tell two families apart, no number. */
const shownSide = z.object({
  headName: z.string(),
  bornYear: z.nullable(z.number()),
  sex: z.nullable(z.string()),
  villageName: z.string(),
  address: z.string(),
  members: z.array(z.string()),
})

const askedOfVillage = z.object({
  id: z.string(),
  villageCode: z.string(),
  villageName: z.string(),
  ...wording,
  state: z.enum(['open', 'answered']),
  askedAt: z.string(),
  askedByName: z.nullable(z.string()),
  left: shownSide,
  right: shownSide,
  answer: z.nullable(answer),
  answerNote: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
  answeredByName: z.nullable(z.string()),
})

export const reviewContract = {
  /** What a person needs beside the evidence: fields that differ, questions, proposals, kin. */
  'GET /api/matches/:id/review': {
    permission: 'match.read',
    params,
    reply: z.object({
      /** Fields that differ, masked, with the side that the rule takes and what was chosen. */
      fields: z.array(
        z.object({
          field: z.enum(choiceFields),
          left: z.nullable(z.string()),
          right: z.nullable(z.string()),
          suggested: sideName,
          chosen: z.nullable(sideName),
        }),
      ),
      questions: z.array(question),
      /** Newest first; the open one, if any, is the first. */
      proposals: z.array(proposal),
      /** Aid that hangs on either family: then a second person confirms. */
      aid: z.array(aidAtStake),
      /** Villages that can be asked, and how many operators would see the question. */
      villages: z.array(z.object({ code: z.string(), name: z.string(), operators: countPart })),
      /** Other pairs of these two families that wait for a person. */
      related: z.array(
        z.object({
          id: z.string(),
          state: pairState,
          probability: z.number(),
          leftName: z.string(),
          rightName: z.string(),
        }),
      ),
    }),
  },
  /**
   * Asks the village of either family, both when they differ: by the code of a ready question,
   * which each reads in their own language, or in words.
   */
  'POST /api/matches/:id/question': {
    permission: 'match.decide',
    params,
    body: z.union([z.object({ ready: z.enum(readyQuestions) }), z.object({ note: reasonText })]),
    reply: standing,
  },
  /** A second person carries out what was proposed. */
  'POST /api/matches/:id/proposal/confirm': {
    permission: 'match.decide',
    params,
    reply: standing,
  },
  'POST /api/matches/:id/proposal/reject': {
    permission: 'match.decide',
    params,
    body: z.object({ reason: reasonText }),
    reply: standing,
  },
  /** Questions put to the villages of the asker, the oldest first. */
  'GET /api/match-questions': {
    permission: 'match.answer',
    query: z.object({
      state: z._default(z.enum(['open', 'answered']), 'open'),
      village: z.optional(areaCodePart),
      page: pagePart,
    }),
    reply: pageOf(askedOfVillage),
  },
  'GET /api/match-questions/count': {
    permission: 'match.answer',
    reply: z.object({ open: countPart, answered: countPart }),
  },
  'POST /api/match-questions/:id/answer': {
    permission: 'match.answer',
    params,
    body: z.object({ answer, note: z.string().check(z.trim(), z.maxLength(2000)) }),
    reply: z.object({ state: z.literal('answered') }),
  },
} as const satisfies Contract

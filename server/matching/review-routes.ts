import type { FastifyInstance } from 'fastify'
import { reviewContract } from '../../core/matching/review-contract.ts'
import { type House, registerRoutes } from '../route.ts'
import { answerQuestion } from './answer-question.ts'
import { askVillage } from './ask-village.ts'
import { countQuestions } from './question-store.ts'
import { confirmProposal, rejectProposal } from './settle-proposal.ts'
import { showQuestions, showReview } from './show-review.ts'

export function registerReviewRoutes(app: FastifyInstance, house: House): void {
  const keysOf = (tenantId: number) => house.keyring.of(tenantId)
  registerRoutes(app, house, reviewContract, {
    'GET /api/matches/:id/review': (db, { actor, params }) =>
      showReview(db, keysOf(actor.tenantId), { id: params.id, actorId: actor.accountId }),
    'POST /api/matches/:id/question': (db, { actor, params, body }) =>
      askVillage(db, keysOf(actor.tenantId), { id: params.id, question: body }),
    'POST /api/matches/:id/proposal/confirm': (db, { params }) => confirmProposal(db, params.id),
    'POST /api/matches/:id/proposal/reject': (db, { params, body }) =>
      rejectProposal(db, params.id, body.reason),
    'GET /api/match-questions': (db, { query }) => showQuestions(db, query),
    'GET /api/match-questions/count': (db) => countQuestions(db, null),
    'POST /api/match-questions/:id/answer': (db, { params, body }) =>
      answerQuestion(db, { id: params.id, ...body }),
  })
}

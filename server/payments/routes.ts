import type { FastifyInstance } from 'fastify'
import { paymentsContract } from '../../core/payments/contract.ts'
import { paymentsProblem } from '../../core/payments/problems.ts'
import { requireWholeRegency } from '../programmes/whole-regency.ts'
import { type House, registerRoutes } from '../route.ts'
import { correctLineOutcome } from './correct-outcome.ts'
import { exportInstruction } from './export-instruction.ts'
import { findLine, listPayees } from './line-store.ts'
import { makeRound } from './make-round.ts'
import { cancelRound, closeRound, instructRound, proposeRound } from './move-round.ts'
import { receiveReply } from './receive-reply.ts'
import { resolveLine } from './resolve-line.ts'
import { showHouseholdAid, showLines, showRound, showRounds } from './show-round.ts'
import { listFrozenDecrees } from './store.ts'

/** A reply of 300,000 rows is about 20 MB. */
const replyLimitBytes = 50 * 1024 * 1024

export function registerPaymentsRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, paymentsContract, {
    'GET /api/payment-rounds': async (db, { actor, query }) => {
      requireWholeRegency(actor)
      return showRounds(db, query)
    },
    'GET /api/payment-decrees': async (db, { actor }) => {
      requireWholeRegency(actor)
      const decrees = await listFrozenDecrees(db)
      return { decrees, total: decrees.length }
    },
    'POST /api/payment-rounds': async (db, { actor, body }) => {
      requireWholeRegency(actor)
      return makeRound(db, body)
    },
    'GET /api/payment-rounds/:id': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      return showRound(db, params.id)
    },
    'GET /api/payment-rounds/:id/lines': async (db, { actor, params, query }) => {
      requireWholeRegency(actor)
      return showLines(db, { ...query, roundId: params.id })
    },
    'GET /api/payment-rounds/:id/lines/:lineId/payees': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      const line = await findLine(db, params.id, params.lineId)
      if (line === undefined) throw paymentsProblem('payments.line-not-found')
      const payees = await listPayees(db, line.householdId)
      return { payees, total: payees.length }
    },
    'POST /api/payment-rounds/:id/lines/:lineId/resolution': async (db, ask) => {
      requireWholeRegency(ask.actor)
      return resolveLine(db, ask.params, ask.body)
    },
    'POST /api/payment-rounds/:id/propose': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      return proposeRound(db, params.id)
    },
    'POST /api/payment-rounds/:id/instruct': async (db, { actor, params, body }) => {
      requireWholeRegency(actor)
      return instructRound(db, actor, { id: params.id, typed: body.rupiah })
    },
    'POST /api/payment-rounds/:id/cancel': async (db, { actor, params, body }) => {
      requireWholeRegency(actor)
      return cancelRound(db, params.id, body.reason)
    },
    'POST /api/payment-rounds/:id/instruction-file': {
      unbound: async ({ actor, params, body, reply }) => {
        requireWholeRegency(actor)
        const { format } = body
        const file = await exportInstruction(house, actor, { roundId: params.id, format })
        reply.header('content-disposition', `attachment; filename="${file.fileName}"`)
        return reply.type(file.contentType).send(file.body)
      },
    },
    'POST /api/payment-rounds/:id/replies': {
      unbound: async ({ actor, params, request }) => {
        requireWholeRegency(actor)
        const part = await request.file({ limits: { fileSize: replyLimitBytes } })
        if (part === undefined) throw paymentsProblem('payments.reply-unreadable')
        const upload = { fileName: part.filename.slice(-200), bytes: await part.toBuffer() }
        return receiveReply(house, actor, { roundId: params.id, upload })
      },
    },
    'POST /api/payment-rounds/:id/lines/:lineId/outcome': async (db, ask) => {
      requireWholeRegency(ask.actor)
      return correctLineOutcome(db, ask.params, ask.body)
    },
    'POST /api/payment-rounds/:id/close': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      return closeRound(db, params.id)
    },
    'GET /api/households/:id/aid': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      return showHouseholdAid(db, params.id)
    },
  })
}

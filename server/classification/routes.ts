import type { FastifyInstance } from 'fastify'
import { type Actor, may } from '../../core/access/actor.ts'
import { classificationContract } from '../../core/classification/contract.ts'
import { criteriaOn } from '../../core/classification/criteria.ts'
import { plainDate } from '../../core/kernel/plain-date.ts'
import { reading } from '../database.ts'
import { type House, registerRoutes } from '../route.ts'
import { acceptVisits } from './accept/accept-visits.ts'
import { changeCriteria, readCriteria } from './criteria/change-criteria.ts'
import { listOwnCriteria } from './criteria/store.ts'
import {
  confirm,
  countForTabs,
  proposeDoubles,
  reopen,
  showDecision,
  showDecisions,
  showSummary,
} from './decide.ts'
import {
  draftDecree,
  freezeDecree,
  getDecree,
  show,
  showDecrees,
  showLines,
} from './decree/issue-decree.ts'
import { writeAnnex } from './decree/write-annex.ts'
import { writeReturnFile } from './return-file/write-return-file.ts'
import { sendFile } from './send-file.ts'

/** Taking visits over, deciding, decrees, and the list that goes back to its owner. */
export function registerClassificationRoutes(app: FastifyInstance, house: House): void {
  const keys = house.keyring
  registerRoutes(app, house, classificationContract, {
    'POST /api/visits/accept': (db, { body }) => acceptVisits(db, body),
    'GET /api/criteria': (db, { query }) => readCriteria(db, query.on),
    'POST /api/criteria': (db, { body }) => changeCriteria(db, body),
    'GET /api/decisions': (db, { actor, query }) => showDecisions(db, viewer(actor), query),
    'GET /api/decisions/counts': (db, { query }) => countForTabs(db, query.village),
    'GET /api/decisions/summary': (db, { query }) => showSummary(db, query.importId),
    'GET /api/decisions/:id': (db, { actor, params }) => showDecision(db, viewer(actor), params.id),
    'POST /api/decisions/propose-doubles': async (db) => {
      const today = plainDate(db.now.toISOString().slice(0, 10))
      return proposeDoubles(db, criteriaOn(today, await listOwnCriteria(db)).version)
    },
    'POST /api/decisions/confirm': (db, { body }) => confirm(db, body),
    'POST /api/decisions/:id/reopen': (db, { params, body }) => reopen(db, params.id, body.reason),
    'GET /api/decrees': (db) => showDecrees(db),
    'POST /api/decrees': (db, { actor, body }) => draftDecree(db, keys.of(actor.tenantId), body),
    'GET /api/decrees/:id': async (db, { params }) => show(await getDecree(db, params.id)),
    'GET /api/decrees/:id/lines': (db, { params, query }) => showLines(db, params.id, query),
    'POST /api/decrees/:id/freeze': (db, { params, body }) => freezeDecree(db, params.id, body),
    'GET /api/decrees/:id/annex': {
      unbound: async ({ actor, params, reply }) => {
        const annex = await reading(house.database, actor, (db) => writeAnnex(db, params.id))
        return sendFile(reply, { name: annex.name, kind: 'xlsx', content: annex.bytes })
      },
    },
    'POST /api/imports/:id/return-file': {
      unbound: async ({ actor, params, reply }) => {
        const { name, kind, chunks } = await writeReturnFile(house, actor, params.id)
        return sendFile(reply, { name, kind, content: chunks })
      },
    },
  })
}

function viewer(actor: Actor) {
  return { accountId: actor.accountId, mayConfirm: may(actor, 'decision.confirm') }
}

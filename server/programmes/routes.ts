import type { FastifyInstance } from 'fastify'
import { programmesContract } from '../../core/programmes/contract.ts'
import { startingProgrammes } from '../../core/programmes/parameters/starting-programmes.ts'
import { programmesProblem } from '../../core/programmes/problems.ts'
import { type House, registerRoutes } from '../route.ts'
import { addProgramme, addTerm, changeProgramme, removeProgramme } from './keep-programme.ts'
import { correctCompanyAid, recordCompanyAid } from './record-company-aid.ts'
import { findProgramme, listCompanyAid, listProgrammes, sumCompanyAid } from './store.ts'
import { requireWholeRegency } from './whole-regency.ts'

export function registerProgrammesRoutes(app: FastifyInstance, house: House): void {
  registerRoutes(app, house, programmesContract, {
    'GET /api/programmes': async (db, { actor }) => {
      requireWholeRegency(actor)
      const programmes = await listProgrammes(db)
      return { programmes, total: programmes.length, suggestions: [...startingProgrammes] }
    },
    'GET /api/programmes/:id': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      const programme = await findProgramme(db, params.id)
      if (programme === undefined) throw programmesProblem('programmes.not-found')
      return programme
    },
    'POST /api/programmes': async (db, { actor, body }) => {
      requireWholeRegency(actor)
      return addProgramme(db, body)
    },
    'PUT /api/programmes/:id': async (db, { actor, params, body }) => {
      requireWholeRegency(actor)
      return changeProgramme(db, params.id, body)
    },
    'POST /api/programmes/:id/terms': async (db, { actor, params, body }) => {
      requireWholeRegency(actor)
      return addTerm(db, params.id, body)
    },
    'DELETE /api/programmes/:id': async (db, { actor, params }) => {
      requireWholeRegency(actor)
      return removeProgramme(db, params.id)
    },
    'GET /api/company-aid': async (db, { actor }) => {
      requireWholeRegency(actor)
      return { rows: await listCompanyAid(db), ...(await sumCompanyAid(db)) }
    },
    'POST /api/company-aid': async (db, { actor, body }) => {
      requireWholeRegency(actor)
      return recordCompanyAid(db, body)
    },
    'PUT /api/company-aid/:id': async (db, { actor, params, body }) => {
      requireWholeRegency(actor)
      return correctCompanyAid(db, params.id, body)
    },
  })
}

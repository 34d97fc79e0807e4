import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../core/access/actor.ts'
import { visitsContract } from '../../core/visits/contract.ts'
import { photoLimitBytes, photoSubjects } from '../../core/visits/photo.ts'
import { visitsProblem } from '../../core/visits/problems.ts'
import { reading, writing } from '../database.ts'
import { type House, registerRoutes } from '../route.ts'
import {
  assignFamilies,
  previewAssignments,
  reassignFamilies,
} from './assignment/assign-families.ts'
import { showProgress, showVillageList } from './assignment/show-progress.ts'
import { listVerifiers } from './assignment/store.ts'
import { keepPhoto, openPhoto } from './keep-photo.ts'
import { keepVisit, keepVisits } from './keep-visits.ts'
import { sendBack, showVisit, showVisits } from './review-visits.ts'
import { showTasks } from './show-tasks.ts'
import { issueWorkbook, makeWorkbookFile, receiveWorkbook } from './workbook/exchange-workbook.ts'
import { workbookLimitBytes } from './workbook/read-workbook.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Who goes where, what they found, and the workbooks of villages. */
export function registerVisitsRoutes(app: FastifyInstance, house: House): void {
  const { database, keyring } = house
  registerRoutes(app, house, visitsContract, {
    'POST /api/assignments/preview': (db, { body }) => previewAssignments(db, body.villages),
    'POST /api/assignments': (db, { body }) => assignFamilies(db, body),
    'POST /api/assignments/reassign': (db, { body }) =>
      reassignFamilies(db, body.households, body.to),
    'GET /api/verifiers': async (db) => ({ verifiers: await listVerifiers(db) }),
    'GET /api/progress': (db, { query }) => showProgress(db, query.by, query.under),
    'GET /api/villages/:code/list': (db, { actor, params }) =>
      showVillageList(db, keyring.of(actor.tenantId), params.code),
    'GET /api/tasks': (db, { actor }) => showTasks(db, keyring.of(actor.tenantId), actor),
    'POST /api/visits': (db, { actor, body }) => keepVisit(db, body, byForm(house, actor)),
    'POST /api/visit-batches': async (db, { actor, body }) => ({
      visits: await keepVisits(db, body.visits, byForm(house, actor)),
    }),
    'POST /api/visits/:id/photos': {
      unbound: async ({ actor, params, request }) => {
        const file = await readUpload(request, photoLimitBytes, 'visits.photo-too-large')
        const subject = photoSubjects.find((each) => each === file.fields.subject) ?? 'other'
        const photo = { id: file.fields.id ?? '', visitId: params.id, subject, bytes: file.bytes }
        const keys = keyring.of(actor.tenantId)
        return writing(database, actor, (db) => keepPhoto(db, keys, photo))
      },
    },
    'GET /api/visits': (db, { query }) => showVisits(db, query),
    'GET /api/visits/:id': (db, { actor, params }) =>
      showVisit(db, keyring.of(actor.tenantId), params.id),
    'GET /api/visits/:id/photos/:photoId': {
      unbound: async ({ actor, params, reply }) => {
        const which = { visitId: params.id, photoId: params.photoId }
        const keys = keyring.of(actor.tenantId)
        const picture = await reading(database, actor, (db) => openPhoto(db, keys, which))
        return reply.type('image/jpeg').header('x-content-type-options', 'nosniff').send(picture)
      },
    },
    'POST /api/visits/:id/return': (db, { params, body }) => sendBack(db, params.id, body.reason),
    'POST /api/villages/:code/workbooks': (db, { params }) => issueWorkbook(db, params.code),
    'GET /api/villages/:code/workbooks/:id': {
      unbound: async ({ actor, params, reply }) => {
        const which = { id: params.id, village: params.code }
        const keys = keyring.of(actor.tenantId)
        const bytes = await reading(database, actor, (db) => makeWorkbookFile(db, keys, which))
        const name = `kunjungan-${params.code}.xlsx`
        reply.type(xlsx).header('content-disposition', `attachment; filename="${name}"`)
        return reply.send(Buffer.from(bytes))
      },
    },
    'POST /api/villages/:code/workbook': {
      unbound: async ({ actor, params, request }) => {
        const file = await readUpload(request, workbookLimitBytes, 'visits.workbook-too-large')
        const given = { village: params.code, bytes: file.bytes, by: actor.accountId }
        const keys = keyring.of(actor.tenantId)
        return writing(database, actor, (db) => receiveWorkbook(db, keys, given))
      },
    },
  })
}

function byForm(house: House, actor: Actor) {
  const keys = house.keyring.of(actor.tenantId)
  return { channel: 'form' as const, by: actor.accountId, keys }
}

/** One bounded file with the short fields that stand before it. */
async function readUpload(
  request: FastifyRequest,
  limitBytes: number,
  tooLarge: 'visits.photo-too-large' | 'visits.workbook-too-large',
): Promise<{ readonly bytes: Buffer; readonly fields: Readonly<Record<string, string>> }> {
  const file = await request.file({ limits: { fileSize: limitBytes, files: 1 } })
  if (file === undefined) {
    throw visitsProblem(
      tooLarge === 'visits.photo-too-large' ? 'visits.not-a-photo' : 'visits.not-our-workbook',
    )
  }
  const chunks: Buffer[] = []
  for await (const chunk of file.file) chunks.push(chunk)
  if (file.file.truncated) throw visitsProblem(tooLarge)
  const fields: Record<string, string> = {}
  for (const [name, field] of Object.entries(file.fields)) {
    const one = Array.isArray(field) ? field[0] : field
    if (one !== undefined && one.type === 'field') fields[name] = String(one.value)
  }
  return { bytes: Buffer.concat(chunks), fields }
}

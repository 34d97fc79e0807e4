import type { z } from 'zod/mini'
import { visitsContract } from '../../core/visits/contract.ts'
import { instrument } from '../../core/visits/questionnaire.ts'
import { newId } from '../../server/new-id.ts'
import { chanceOf } from './chance.ts'
import type { Visitor } from './door-client.ts'
import { type DoorVisit, visitDoors } from './door-visits.ts'
import { type Company, sariVillage } from './play-cast.ts'
import { fillWorkbook } from './play-workbook.ts'
import { familyFinder, type StoryIndex } from './story-index.ts'

export type Task = z.output<(typeof visitsContract)['GET /api/tasks']['reply']>['tasks'][number]
export type VisitDraft = z.input<(typeof visitsContract)['POST /api/visits']['body']>

/** A task beside the visit that will be made there, and whether it is the family's other row. */
export type PlannedVisit = {
  readonly task: Task
  readonly verifier: string
  readonly visit: DoorVisit
  /** Another task that is the same family: the verifier learns it at the door. */
  readonly sameAs: Task | undefined
}

const batchSize = 100
const together = 3
/** Two more villages answer in the workbook, beside Sari's. */
const workbookVillages: readonly string[] = [sariVillage, '19.01.08.2003', '19.01.06.2007']
/** Wati sends each visit as it is made, as a phone with signal does. */
const oneByOne: readonly string[] = ['wati']

/** Ratna assigns every family that no other stands for. */
export async function assignFamilies(company: Company): Promise<void> {
  const ratna = await company.as('ratna')
  const path = 'POST /api/assignments/preview'
  const preview = await ratna.call(visitsContract, path, { body: {} })
  if (preview.villagesWithoutVerifier.length > 0) {
    const [first] = preview.villagesWithoutVerifier
    throw new Error(`no verifier works in ${first?.name ?? ''}`)
  }
  if (preview.families === 0) return
  await ratna.call(visitsContract, 'POST /api/assignments', { body: { dueOn: '2023-05-31' } })
}

/** All verifiers visit what is still open; answers how many were visited now. */
export async function visitAll(
  company: Company,
  by: {
    readonly index: StoryIndex
    readonly verifiers: readonly string[]
    readonly signal: AbortSignal
    readonly told: (done: number, of: number) => void
  },
): Promise<number> {
  const planned = await planVisits(company, by)
  const open = planned.filter(({ task }) => ['open', 'again', 'returned'].includes(task.state))
  const inWorkbook = open.filter(({ task }) => workbookVillages.includes(task.villageCode))
  const byForm = open.filter(({ task }) => !workbookVillages.includes(task.villageCode))
  let done = 0
  const count = (visits: number) => {
    done += visits
    by.told(done, open.length)
  }
  const queues = [...Map.groupBy(byForm, (each) => each.verifier)]
  await inParallel(queues, together, async ([verifier, visits]) => {
    by.signal.throwIfAborted()
    const visitor = await company.enter(verifier)
    const size = oneByOne.includes(verifier) ? 1 : batchSize
    for (let at = 0; at < visits.length; at += size) {
      const part = visits.slice(at, at + size)
      await sendVisits(visitor, part)
      count(part.length)
      by.signal.throwIfAborted()
    }
  })
  for (const [village, visits] of Map.groupBy(inWorkbook, (each) => each.task.villageCode)) {
    const name = village === sariVillage ? 'sari' : 'ratna'
    await answerInWorkbook(await company.as(name), village, visits)
    count(visits.length)
  }
  return open.length
}

async function planVisits(
  company: Company,
  by: { readonly index: StoryIndex; readonly verifiers: readonly string[] },
): Promise<PlannedVisit[]> {
  const { index } = by
  const visits = new Map<string, DoorVisit>()
  for (const visit of visitDoors(index.truth, index)) visits.set(visit.listKey, visit)
  const findFamily = familyFinder(index)
  const first = new Map<string, Task>()
  const planned: PlannedVisit[] = []
  for (const verifier of by.verifiers) {
    const visitor = await company.enter(verifier)
    const { tasks } = await visitor.call(visitsContract, 'GET /api/tasks')
    for (const task of tasks) {
      const family = findFamily(task)
      const visit = family === undefined ? undefined : visits.get(family.listKey)
      if (visit === undefined)
        throw new Error(`nobody knows the family of task ${task.householdId}`)
      const sameAs = first.get(visit.listKey)
      if (sameAs === undefined) first.set(visit.listKey, task)
      planned.push({ task, verifier, visit, sameAs })
    }
  }
  return planned
}

async function sendVisits(visitor: Visitor, planned: readonly PlannedVisit[]): Promise<void> {
  const drafts = planned.map(draftOf)
  const [only, another] = drafts
  if (only !== undefined && another === undefined) {
    await visitor.call(visitsContract, 'POST /api/visits', { body: only })
    return
  }
  const path = 'POST /api/visit-batches'
  const { visits } = await visitor.call(visitsContract, path, { body: { visits: drafts } })
  const refused = visits.find((each) => each.is === 'refused')
  if (refused !== undefined) throw new Error(`a visit was refused: ${JSON.stringify(refused)}`)
}

function draftOf({ task, visit, sameAs }: PlannedVisit): VisitDraft {
  const draft = {
    id: newId(),
    householdId: task.householdId,
    instrument,
    visitedOn: visit.visitedOn,
  }
  if (sameAs !== undefined) {
    const said = { sameAsHouseholdId: sameAs.householdId, reason: 'same-family' }
    return { ...draft, result: 'double', ...said, answers: {} }
  }
  return {
    ...draft,
    result: visit.result,
    answers: { ...visit.answers },
    ...(visit.reason === undefined ? {} : { reason: visit.reason }),
    ...(visit.result === 'complete' ? { members: membersOf(task, visit) } : {}),
    ...(visit.location === undefined ? {} : { location: { ...visit.location } }),
    ...(visit.note === undefined ? {} : { note: visit.note }),
  }
}

/** Almost all are there; now and then a grown child has left. Never the head. */
function membersOf(task: Task, visit: DoorVisit) {
  const chance = chanceOf(1, `members ${visit.listKey}`)
  return task.members.map(({ personId, relation, bornYear }) => {
    const grown = relation === 'child' && bornYear !== null && bornYear < 2003
    const left = grown && chance.happens(0.05)
    return { personId, presence: left ? ('moved' as const) : ('here' as const) }
  })
}

/** The village's workbook: issued, filled in, brought back. */
async function answerInWorkbook(
  visitor: Visitor,
  code: string,
  planned: readonly PlannedVisit[],
): Promise<void> {
  const issued = await visitor.call(visitsContract, 'POST /api/villages/:code/workbooks', {
    params: { code },
  })
  const params = { code, id: issued.id }
  const path = 'GET /api/villages/:code/workbooks/:id'
  const bytes = await visitor.call(visitsContract, path, { params })
  const filled = await fillWorkbook(bytes, planned)
  const back = await visitor.call(visitsContract, 'POST /api/villages/:code/workbook', {
    params: { code },
    file: { name: `buku-kerja-${code}.xlsx`, bytes: filled },
  })
  if (back.waiting > 0 || back.visits !== planned.length) {
    const findings = JSON.stringify(back.findings.slice(0, 3))
    throw new Error(`workbook of ${code}: ${back.visits} of ${planned.length} visits; ${findings}`)
  }
}

/** Works on a few at a time, in order. */
export async function inParallel<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}

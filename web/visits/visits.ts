import { computed, signal } from '@preact/signals'
import { uuidv7 } from 'uuidv7'
import { call, deadline, notOurs, type ReplyOf } from '../call.ts'
import { openStore, type Store } from '../device/store.ts'
import { askSession, session } from '../session.ts'
import { type Draft, newDraft } from './draft.ts'

export type Task = ReplyOf<'GET /api/tasks'>['tasks'][number]

/** A finished visit that waits for the server; `problem` when the server would not take it. */
export type Waiting = { readonly draft: Draft; readonly problem?: string }

type Photo = { readonly visitId: string; readonly subject: string; readonly picture: Blob }

export const tasks = signal<readonly Task[]>([])
export const drafts = signal<ReadonlyMap<string, Draft>>(new Map())
export const outbox = signal<readonly Waiting[]>([])
export const photoCounts = signal<ReadonlyMap<string, number>>(new Map())

export const refused = computed(() => outbox.value.filter((each) => each.problem !== undefined))
export const waiting = computed(() => outbox.value.filter((each) => each.problem === undefined))

/** Photos that may go: their visit is finished. */
export const photosWaiting = computed(() => {
  const inWork = new Set([...drafts.value.values()].map((each) => each.visitId))
  const counts = [...photoCounts.value].filter(([visitId]) => !inWork.has(visitId))
  return counts.reduce((sum, [, count]) => sum + count, 0)
})

let store: Store | undefined
let storeOf = ''

/** Opens what this device keeps for the person; needs no signal. */
export async function openVisits(): Promise<void> {
  const account = session.peek()?.account.id ?? ''
  if (store === undefined || storeOf !== account) {
    store?.close()
    store = await openStore(account)
    storeOf = account
  }
  await readStore(store)
}

/** What is kept for the person who is in; undefined when that is not what is open. */
export function ownStore(): Store | undefined {
  return storeOf === session.peek()?.account.id ? store : undefined
}

async function readStore(from: Store): Promise<void> {
  const list = await from.get('task', 'list')
  tasks.value = Array.isArray(list) ? (list satisfies readonly Task[]) : []
  drafts.value = new Map((await keptDrafts(from)).map((each) => [each.householdId, each]))
  outbox.value = await keptOutbox(from)
  await countPhotos(from)
}

/** As the disk has them: another tab may have been at it. */
export async function keptDrafts(from: Store): Promise<readonly Draft[]> {
  return (await from.list('draft')).map((each) => each.value).filter(isDraft)
}

export async function keptOutbox(from: Store): Promise<readonly Waiting[]> {
  return (await from.list('outbox')).map((each) => each.value).filter(isWaiting)
}

export async function keptPhotos(from: Store) {
  const shelf = await from.list('photo')
  return shelf.flatMap(({ key, value }) => (isPhoto(value) ? [{ key, ...value }] : []))
}

/** Asks for the task list. Throws CallProblem; without a signal the one taken along stays. */
export async function fetchTasks(): Promise<void> {
  const asked = ownStore()
  const reply = await call('GET /api/tasks', { signal: deadline(), quiet: true })
  if (asked === undefined || ownStore() !== asked) return
  if (!Array.isArray(reply.tasks)) throw notOurs()
  // Somebody else signed in, in another tab.
  if (reply.verifierId !== storeOf) return askSession(deadline())
  tasks.value = reply.tasks
  await asked.put('task', 'list', reply.tasks)
}

/**
 * The draft of a family, as the disk has it: another tab may have begun it. A visit that the server
 * would not take is gone on with; else one is begun.
 */
export async function draftFor(householdId: string): Promise<Draft> {
  const there = await opened().get('draft', householdId)
  if (isDraft(there)) return there
  const back = refused.peek().find((each) => each.draft.householdId === householdId)
  if (back !== undefined) return mendVisit(back)
  const now = new Date()
  const visitedOn = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 10)
  return newDraft({ visitId: uuidv7(), householdId, visitedOn })
}

/** Keeps a draft; answers when the disk has it. */
export async function saveDraft(draft: Draft): Promise<void> {
  await opened().put('draft', draft.householdId, draft)
  drafts.value = new Map(drafts.peek()).set(draft.householdId, draft)
}

/** The draft becomes a visit that waits to be sent: both together or not at all. */
export async function finishVisit(draft: Draft): Promise<void> {
  const item: Waiting = { draft }
  await opened().change([
    { do: 'remove', shelf: 'draft', key: draft.householdId },
    { do: 'put', shelf: 'outbox', key: draft.visitId, value: item },
  ])
  const rest = new Map(drafts.peek())
  rest.delete(draft.householdId)
  drafts.value = rest
  outbox.value = [...outbox.peek(), item]
}

/**
 * A visit that the server would not take becomes a draft again, which is answered. What the server
 * has under its id stays as it is: then this is another visit, which takes that one's place.
 */
export async function mendVisit({ draft, problem }: Waiting): Promise<Draft> {
  const visitId = problem === 'visits.other-content' ? uuidv7() : draft.visitId
  const again = { ...draft, visitId, step: 'check' }
  await opened().change([
    { do: 'remove', shelf: 'outbox', key: draft.visitId },
    { do: 'put', shelf: 'draft', key: draft.householdId, value: again },
  ])
  outbox.value = outbox.peek().filter((each) => each.draft.visitId !== draft.visitId)
  drafts.value = new Map(drafts.peek()).set(draft.householdId, again)
  return again
}

/** Gives up a visit that the server would not take, and its photos. */
export async function dropVisit({ draft }: Waiting): Promise<void> {
  const photos = (await keptPhotos(opened())).filter((each) => each.visitId === draft.visitId)
  await opened().change([
    { do: 'remove', shelf: 'outbox', key: draft.visitId },
    ...photos.map(({ key }) => ({ do: 'remove', shelf: 'photo', key }) as const),
  ])
  outbox.value = outbox.peek().filter((each) => each.draft.visitId !== draft.visitId)
  await countPhotos(opened())
}

export async function keepPhoto(draft: Draft, subject: string, picture: Blob): Promise<void> {
  const photo: Photo = { visitId: draft.visitId, subject, picture }
  await opened().put('photo', uuidv7(), photo)
  await countPhotos(opened())
}

export async function countPhotos(from: Store): Promise<void> {
  const counts = new Map<string, number>()
  for (const { visitId } of await keptPhotos(from)) {
    counts.set(visitId, (counts.get(visitId) ?? 0) + 1)
  }
  photoCounts.value = counts
}

function opened(): Store {
  if (store === undefined) throw new Error('nothing is kept before openVisits')
  return store
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'visitId' in value && 'step' in value
}

function isWaiting(value: unknown): value is Waiting {
  return typeof value === 'object' && value !== null && 'draft' in value && isDraft(value.draft)
}

function isPhoto(value: unknown): value is Photo {
  return typeof value === 'object' && value !== null && 'picture' in value && 'visitId' in value
}

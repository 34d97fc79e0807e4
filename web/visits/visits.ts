import { computed, signal } from '@preact/signals'
import { uuidv7 } from 'uuidv7'
import { CallProblem, call, type ReplyOf, reachable, upload } from '../call.ts'
import { retry } from '../device/retry.ts'
import { openStore, type Store } from '../device/store.ts'
import { session } from '../session.ts'
import { type Draft, newDraft, visitOf } from './draft.ts'

export type Task = ReplyOf<'GET /api/tasks'>['tasks'][number]

/** A finished visit that waits for the server; `problem` when the server would not take it. */
export type Waiting = { readonly draft: Draft; readonly problem?: string }

type Photo = { readonly visitId: string; readonly subject: string; readonly picture: Blob }

export const tasks = signal<readonly Task[]>([])
export const drafts = signal<ReadonlyMap<string, Draft>>(new Map())
export const outbox = signal<readonly Waiting[]>([])
export const photoCounts = signal<ReadonlyMap<string, number>>(new Map())
export const sending = signal(false)

export const refused = computed(() => outbox.value.filter((each) => each.problem !== undefined))
export const waiting = computed(() => outbox.value.filter((each) => each.problem === undefined))

let store: Store | undefined
let storeOf = ''

/** Opens what this device keeps for the person, then asks the server for the newest tasks. */
export async function startVisits(): Promise<void> {
  const account = session.peek()?.account.id ?? ''
  if (store === undefined || storeOf !== account) {
    store?.close()
    store = await openStore(account)
    storeOf = account
  }
  await readStore(store)
  await fetchTasks()
  void sendAll()
}

async function readStore(from: Store): Promise<void> {
  const list = await from.get('task', 'list')
  tasks.value = Array.isArray(list) ? (list satisfies readonly Task[]) : []
  const kept = (await from.list('draft')).map((each) => each.value).filter(isDraft)
  drafts.value = new Map(kept.map((each) => [each.householdId, each]))
  outbox.value = (await from.list('outbox')).map((each) => each.value).filter(isWaiting)
  await countPhotos(from)
}

/** Asks for the task list; without a signal the one taken along stays. */
export async function fetchTasks(): Promise<void> {
  try {
    const reply = await call('GET /api/tasks')
    tasks.value = reply.tasks
    await store?.put('task', 'list', reply.tasks)
  } catch (error) {
    if (!(error instanceof CallProblem && error.code === 'network.failed')) throw error
  }
}

/** The draft of a family, begun when there is none. */
export function draftFor(householdId: string): Draft {
  const there = drafts.peek().get(householdId)
  if (there !== undefined) return there
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
  void sendAll()
}

/** A visit that the server would not take becomes a draft again. */
export async function mendVisit({ draft }: Waiting): Promise<void> {
  const again = { ...draft, step: 'check' }
  await opened().change([
    { do: 'remove', shelf: 'outbox', key: draft.visitId },
    { do: 'put', shelf: 'draft', key: draft.householdId, value: again },
  ])
  outbox.value = outbox.peek().filter((each) => each.draft.visitId !== draft.visitId)
  drafts.value = new Map(drafts.peek()).set(draft.householdId, again)
}

/** Gives up a visit that the server would not take. */
export async function dropVisit({ draft }: Waiting): Promise<void> {
  await opened().remove('outbox', draft.visitId)
  outbox.value = outbox.peek().filter((each) => each.draft.visitId !== draft.visitId)
}

export async function keepPhoto(draft: Draft, subject: string, picture: Blob): Promise<void> {
  const photo: Photo = { visitId: draft.visitId, subject, picture }
  await opened().put('photo', uuidv7(), photo)
  await countPhotos(opened())
}

/**
 * Sends what waits, oldest first. What does not get through stays, and is tried again by itself.
 * Asked while it is at it, it begins once more: the signal may come back while a try without one
 * has not ended yet.
 */
export async function sendAll(): Promise<void> {
  askedAgain = sending.peek()
  if (askedAgain || store === undefined) return
  sending.value = true
  try {
    let gotThrough = false
    do {
      askedAgain = false
      gotThrough = await sendWaiting(store)
    } while (askedAgain)
    if (gotThrough) sendAgain.done()
    else sendAgain.later()
  } finally {
    sending.value = false
  }
}

let askedAgain = false
const sendAgain = retry(sendAll)

/** False when the server was away or busy. */
async function sendWaiting(from: Store): Promise<boolean> {
  try {
    for (const item of waiting.peek()) await sendOne(item)
    await sendPhotos(from)
    if (waiting.peek().length === 0) await fetchTasks()
    return reachable.peek()
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    // Who is signed out sends nothing until they are in again.
    return error.status === 401
  }
}

/** A weak signal may hang without an end; what was half sent is known by its id. */
const longestTry = 120_000

async function sendOne(item: Waiting): Promise<void> {
  const key = item.draft.visitId
  try {
    const signal = AbortSignal.timeout(longestTry)
    await call('POST /api/visits', { body: visitOf(item.draft), signal })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const marked: Waiting = { ...item, problem: error.code }
    await opened().put('outbox', key, marked)
    outbox.value = outbox.peek().map((each) => (each.draft.visitId === key ? marked : each))
    return
  }
  await opened().remove('outbox', key)
  outbox.value = outbox.peek().filter((each) => each.draft.visitId !== key)
}

/** Photos go after their visit: the server knows it by then. */
async function sendPhotos(from: Store): Promise<void> {
  const here = [...drafts.peek().values(), ...outbox.peek().map((each) => each.draft)]
  const unsent = new Set(here.map((each) => each.visitId))
  for (const { key, value } of await from.list('photo')) {
    if (!isPhoto(value) || unsent.has(value.visitId)) continue
    const file = new File([value.picture], 'foto.jpg', { type: 'image/jpeg' })
    try {
      const fields = { id: key, subject: value.subject }
      const params = { id: value.visitId }
      const signal = AbortSignal.timeout(longestTry)
      await upload('POST /api/visits/:id/photos', file, { params, fields, signal })
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
    await from.remove('photo', key)
  }
  await countPhotos(from)
}

/** The server said no for good: not a lost signal, not a server that is busy, not a sign-in. */
function isRefusal(error: unknown): error is CallProblem {
  if (!(error instanceof CallProblem)) return false
  return error.status >= 400 && error.status < 500 && ![401, 403, 408, 429].includes(error.status)
}

async function countPhotos(from: Store): Promise<void> {
  const counts = new Map<string, number>()
  for (const { value } of await from.list('photo')) {
    if (isPhoto(value)) counts.set(value.visitId, (counts.get(value.visitId) ?? 0) + 1)
  }
  photoCounts.value = counts
}

function opened(): Store {
  if (store === undefined) throw new Error('nothing is kept before startVisits')
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

addEventListener('online', () => {
  reachable.value = true
  sendAgain.done()
  void sendAll()
})
addEventListener('offline', () => {
  reachable.value = false
})
// A page that was out of sight does not keep time.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void sendAll()
})

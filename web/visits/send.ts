import { signal } from '@preact/signals'
import { CallProblem, call, deadline, reachable, upload } from '../call.ts'
import { retry } from '../device/retry.ts'
import type { Store } from '../device/store.ts'
import { askSession } from '../session.ts'
import { visitOf } from './draft.ts'
import {
  countPhotos,
  fetchTasks,
  keptDrafts,
  keptOutbox,
  keptPhotos,
  openVisits,
  outbox,
  ownStore,
  photoCounts,
  type Waiting,
  waiting,
} from './visits.ts'

export const sending = signal(false)

/** The server knows nobody any more: what waits is sent when the person is in again. */
export const signInNeeded = signal(false)

/**
 * Opens what this device keeps for the person, asks for the newest tasks and sends what waits.
 * Throws CallProblem, but not for want of a signal.
 */
export async function startVisits(): Promise<void> {
  await openVisits()
  signInNeeded.value = false
  try {
    await fetchTasks()
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    signInNeeded.value = error.status === 401
    if (error.code !== 'network.failed' && !signInNeeded.peek()) throw error
  } finally {
    const isAllSent = waiting.peek().length === 0 && photoCounts.peek().size === 0
    if (!isAllSent || !reachable.peek()) void sendAll()
  }
}

/**
 * Sends what waits, oldest first. What does not get through stays, and is tried again by itself.
 * Asked while it is at it, it begins once more: the signal may come back while a try without one
 * has not ended yet.
 */
export async function sendAll(): Promise<void> {
  askedAgain = sending.peek()
  if (askedAgain || ownStore() === undefined) return
  sending.value = true
  let isDone = false
  try {
    do {
      askedAgain = false
      isDone = await oneTabAtATime(sendWaiting)
    } while (askedAgain)
  } finally {
    sending.value = false
    if (isDone) again.stop()
    else again.later()
  }
}

let askedAgain = false
const again = retry(sendAll)

/** Two tabs would send the same, and one take for refused what the other has just sent. */
function oneTabAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  // Browsers give it only over https and on this machine; elsewhere each tab is for itself.
  return 'locks' in navigator ? navigator.locks.request('entas-outbox', work) : work()
}

/** False when it is worth another try without anybody's doing. */
async function sendWaiting(): Promise<boolean> {
  const from = ownStore()
  if (from === undefined) return true
  try {
    for (const item of await outboxNow(from)) await sendOne(from, item)
    await sendPhotos(from)
    await fetchTasks()
    signInNeeded.value = false
    return true
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    return isForThePerson(error)
  }
}

/** What waits, as the disk has it: another tab may have sent what this one still shows. */
async function outboxNow(from: Store): Promise<readonly Waiting[]> {
  const shown = outbox.peek()
  const kept = await keptOutbox(from)
  const there = new Set(kept.map((each) => each.draft.visitId))
  const gone = new Set(shown.filter(({ draft }) => !there.has(draft.visitId)))
  outbox.value = outbox.peek().filter((each) => !gone.has(each))
  return kept.filter((each) => each.problem === undefined)
}

/** True when nothing but the person can help; false when it may go better by itself. */
async function isForThePerson({ code, status }: CallProblem): Promise<boolean> {
  if (code === 'access.csrf') {
    // Another tab signed in: its token is asked for, and whose it is.
    await askSession().catch(() => undefined)
    return false
  }
  if (status === 401) signInNeeded.value = true
  return status === 401 || status === 403
}

async function sendOne(from: Store, item: Waiting): Promise<void> {
  checkOwn(from)
  const key = item.draft.visitId
  try {
    const body = visitOf(item.draft)
    await call('POST /api/visits', { body, signal: deadline(), quiet: true })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const marked: Waiting = { ...item, problem: error.code }
    await from.put('outbox', key, marked)
    outbox.value = outbox.peek().map((each) => (each.draft.visitId === key ? marked : each))
    return
  }
  await from.remove('outbox', key)
  outbox.value = outbox.peek().filter((each) => each.draft.visitId !== key)
}

/** Photos of visits that the server does not know: kept, not sent again before the next start. */
const strayPhotos = new Set<string>()

/** Photos go after their visit: the server knows it by then. */
async function sendPhotos(from: Store): Promise<void> {
  const photos = await keptPhotos(from)
  const waitingHere = (await keptOutbox(from)).map((each) => each.draft)
  const here = [...(await keptDrafts(from)), ...waitingHere]
  const unsent = new Set(here.map((each) => each.visitId))
  for (const { key, visitId, subject, picture } of photos) {
    if (unsent.has(visitId) || strayPhotos.has(key)) continue
    checkOwn(from)
    const file = new File([picture], 'foto.jpg', { type: 'image/jpeg' })
    try {
      const parts = { params: { id: visitId }, fields: { id: key, subject }, quiet: true } as const
      await upload('POST /api/visits/:id/photos', file, { ...parts, signal: deadline(photoMs) })
    } catch (error) {
      if (!isRefusal(error)) throw error
      if (error.status === 404) {
        strayPhotos.add(key)
        continue
      }
    }
    await from.remove('photo', key)
  }
  await countPhotos(from)
}

/** A photo is as long on its way on a weak signal as a hundred visits. */
const photoMs = 600_000

/** What waits is sent by whom it is of, or not at all. */
function checkOwn(from: Store): void {
  if (ownStore() !== from) throw new CallProblem('access.sign-in-needed', 401)
}

/** The server said no for good: not a lost signal, not a server that is busy, not a sign-in. */
function isRefusal(error: unknown): error is CallProblem {
  if (!(error instanceof CallProblem)) return false
  return error.status >= 400 && error.status < 500 && ![401, 403, 408, 429].includes(error.status)
}

addEventListener('online', () => {
  reachable.value = true
  again.stop()
  void sendAll()
})
addEventListener('offline', () => {
  reachable.value = false
})
// A page that was out of sight does not keep time.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void sendAll()
})

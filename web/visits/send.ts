import { signal } from '@preact/signals'
import { CallProblem, call, deadline, notOurs, reachable, upload } from '../call.ts'
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
  photosWaiting,
  type Waiting,
  waiting,
} from './visits.ts'

export const sending = signal(false)

/** The server knows nobody any more: what waits is sent when the person is in again. */
export const signInNeeded = signal(false)

/** Why the server lets the person send nothing. */
export const stoppedBy = signal<string | undefined>(undefined)

/**
 * Opens what this device keeps for the person, asks for the newest tasks and sends what waits.
 * Throws CallProblem, but not for want of a signal.
 */
export async function startVisits(): Promise<void> {
  await openVisits()
  signInNeeded.value = false
  strayPhotos.clear()
  try {
    await fetchTasks()
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    signInNeeded.value = error.status === 401
    if (error.code !== 'network.failed' && !signInNeeded.peek()) throw error
  } finally {
    const isAllSent = waiting.peek().length === 0 && photosWaiting.peek() === 0
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
  stoppedBy.value = undefined
  try {
    let isAll = true
    for (const item of await outboxNow(from)) {
      isAll = (await unlessBroken(() => sendOne(from, item))) && isAll
    }
    isAll = (await sendPhotos(from)) && isAll
    await fetchTasks()
    signInNeeded.value = false
    return isAll
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    // Somebody else is in meanwhile: it is not for them to do anything about it.
    return ownStore() !== from || isForThePerson(error)
  }
}

/** One that the server stumbles over does not keep the others; it is tried again later. */
async function unlessBroken(send: () => Promise<void>): Promise<boolean> {
  try {
    await send()
    return true
  } catch (error) {
    if (error instanceof CallProblem && error.status < 500) throw error
    console.error(error)
    return false
  }
}

/** What waits, as the disk has it: another tab may have sent what this one still shows. */
async function outboxNow(from: Store): Promise<readonly Waiting[]> {
  const kept = await keptOutbox(from)
  outbox.value = kept
  return kept.filter((each) => each.problem === undefined)
}

/** True when nothing but the person can help; false when it may go better by itself. */
async function isForThePerson({ code, status }: CallProblem): Promise<boolean> {
  if (isStrange(code)) return false
  if (code === 'access.csrf') {
    // Another tab signed in: its token is asked for, and whose it is.
    await askSession(deadline()).catch(() => undefined)
    return false
  }
  if (status === 401) signInNeeded.value = true
  if (status === 403) stoppedBy.value = code
  return status === 401 || status === 403
}

/** An error without a code of ours: of a portal or a proxy before the server. */
function isStrange(code: string): boolean {
  return code.startsWith('http.')
}

async function sendOne(from: Store, item: Waiting): Promise<void> {
  checkOwn(from)
  const key = item.draft.visitId
  try {
    const body = visitOf(item.draft)
    const answer = await call('POST /api/visits', { body, signal: deadline(), quiet: true })
    if (answer.id !== key) throw notOurs()
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

/** Photos that were not taken and may be yet: kept, and not sent again before the next start. */
const strayPhotos = new Set<string>()

/** Photos go after their visit: the server knows it by then. True when none is left that may go. */
async function sendPhotos(from: Store): Promise<boolean> {
  const photos = await keptPhotos(from)
  // A draft that is finished between the two reads stands in the second.
  const unsent = new Set((await keptDrafts(from)).map((each) => each.visitId))
  for (const { draft } of await keptOutbox(from)) unsent.add(draft.visitId)
  let isAll = true
  for (const photo of photos) {
    if (unsent.has(photo.visitId) || strayPhotos.has(photo.key)) continue
    isAll = (await unlessBroken(() => sendPhoto(from, photo))) && isAll
    await countPhotos(from)
  }
  return isAll
}

type KeptPhoto = Awaited<ReturnType<typeof keptPhotos>>[number]

async function sendPhoto(from: Store, photo: KeptPhoto): Promise<void> {
  checkOwn(from)
  const { key, visitId, subject, picture } = photo
  const file = new File([picture], 'foto.jpg', { type: 'image/jpeg' })
  const how = { signal: deadline(photoMs), quiet: true } as const
  try {
    const parts = { params: { id: visitId }, fields: { id: key, subject }, ...how }
    const answer = await upload('POST /api/visits/:id/photos', file, parts)
    if (answer.id !== key) throw notOurs()
  } catch (error) {
    const isStray = error instanceof CallProblem && /^http\.4/.test(error.code)
    if (!isStray && !isRefusal(error)) throw error
    if (isStray || error.status === 404) {
      strayPhotos.add(key)
      return
    }
  }
  await from.remove('photo', key)
}

/** A photo is as long on its way on a weak signal as a hundred visits. */
const photoMs = 600_000

/** What waits is sent by whom it is of, or not at all. */
function checkOwn(from: Store): void {
  if (ownStore() !== from) throw new CallProblem('access.sign-in-needed', 401)
}

/** The server said no for good: not a lost signal, not a server that is busy, not a sign-in. */
function isRefusal(error: unknown): error is CallProblem {
  if (!(error instanceof CallProblem) || isStrange(error.code)) return false
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

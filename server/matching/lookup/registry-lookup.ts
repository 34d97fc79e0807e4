import { Worker } from 'node:worker_threads'
import type { PersonAsked } from '../../../core/matching/lookup/find-known.ts'
import type { NewFamilies } from '../../../core/matching/lookup/match-new.ts'
import type { House, Opening } from '../../route.ts'
import { type FoundNew, type Holder, IndexKeeper, type KnownAnswer } from './index-keeper.ts'

/** Asks the index of all persons of a regency. */
export type RegistryLookup = {
  readonly known: (tenantId: number, asked: PersonAsked) => Promise<KnownAnswer>
  /** Some families and their persons against all others, judged by the standing model. */
  readonly matchNew: (tenantId: number, given: NewFamilies) => Promise<FoundNew>
  readonly stop: () => Promise<void>
}

const lookups = new WeakMap<House, RegistryLookup>()

/**
 * The one lookup of a house: in a thread of its own where the house says how one is opened, else in
 * this thread.
 */
export function lookupOf(house: House): RegistryLookup {
  const known = lookups.get(house)
  if (known !== undefined) return known
  const made = house.opening === undefined ? lookupHere(house) : lookupInThread(house.opening)
  lookups.set(house, made)
  return made
}

function lookupHere(holder: Holder): RegistryLookup {
  const keeper = new IndexKeeper(holder)
  return {
    known: (tenantId, asked) => keeper.known(tenantId, asked),
    matchNew: (tenantId, given) => keeper.matchNew(tenantId, given),
    stop: async () => {},
  }
}

/** What the thread is asked, and its answers by the same names. */
export type LookupQuestion =
  | { readonly is: 'known'; readonly tenantId: number; readonly asked: PersonAsked }
  | { readonly is: 'match-new'; readonly tenantId: number; readonly given: NewFamilies }

export type LookupAnswer =
  | { readonly is: 'known'; readonly answer: KnownAnswer }
  | { readonly is: 'match-new'; readonly answer: FoundNew }
  | { readonly is: 'failed'; readonly why: string }

export type LookupAsk = { readonly id: number; readonly question: LookupQuestion }
export type LookupReply = { readonly id: number; readonly answer: LookupAnswer }

/** Nobody asked for so long: the memory is given back, and the next question makes it anew. */
const idleMs = 2 * 60 * 60 * 1000

/**
 * The index in a thread of its own, started by the first question: making it takes the whole of a
 * processor for a while, and requests are served meanwhile.
 */
function lookupInThread(order: Opening): RegistryLookup {
  let thread: LookupThread | undefined
  let idle: NodeJS.Timeout | undefined
  let stopped = false
  const giveBack = async () => {
    clearTimeout(idle)
    const ending = thread
    thread = undefined
    await ending?.stop()
  }
  const ask = async (question: LookupQuestion) => {
    if (stopped) throw new Error('the lookup was stopped')
    if (thread === undefined || thread.ended) thread = new LookupThread(order)
    clearTimeout(idle)
    idle = setTimeout(giveBack, idleMs).unref()
    return thread.ask(question)
  }
  return {
    known: async (tenantId, asked) => {
      const answer = await ask({ is: 'known', tenantId, asked })
      if (answer.is !== 'known') throw new Error(failureOf(answer))
      return answer.answer
    },
    matchNew: async (tenantId, given) => {
      const answer = await ask({ is: 'match-new', tenantId, given })
      if (answer.is !== 'match-new') throw new Error(failureOf(answer))
      return answer.answer
    },
    stop: () => {
      stopped = true
      return giveBack()
    },
  }
}

function failureOf(answer: LookupAnswer): string {
  return answer.is === 'failed' ? answer.why : `the lookup answered ${answer.is}`
}

type Waiting = {
  readonly resolve: (answer: LookupAnswer) => void
  readonly reject: (error: Error) => void
}

class LookupThread {
  ended = false
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0

  constructor(order: Opening) {
    this.#worker = new Worker(new URL('./lookup-thread.ts', import.meta.url), {
      workerData: order,
    })
    this.#worker.unref()
    this.#worker.on('message', (reply: LookupReply) => this.#settle(reply))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error('the lookup thread was ended')))
  }

  ask(question: LookupQuestion): Promise<LookupAnswer> {
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, question } satisfies LookupAsk)
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(reply: LookupReply): void {
    this.#waiting.get(reply.id)?.resolve(reply.answer)
    this.#waiting.delete(reply.id)
  }

  #end(error: Error): void {
    this.ended = true
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}

import { Worker } from 'node:worker_threads'
import type { PersonAsked } from '../../../core/matching/lookup/find-known.ts'
import type { House, Opening } from '../../route.ts'
import { type Holder, IndexKeeper, type KnownAnswer } from './index-keeper.ts'

/** Asks the index of all persons of a regency. */
export type RegistryLookup = {
  readonly known: (tenantId: number, asked: PersonAsked) => Promise<KnownAnswer>
  readonly stop: () => Promise<void>
}

/** In a thread of its own where the house says how one is opened, else in this one. */
export function lookupOf(house: House): RegistryLookup {
  return house.opening === undefined ? lookupHere(house) : lookupInThread(house.opening)
}

function lookupHere(holder: Holder): RegistryLookup {
  const keeper = new IndexKeeper(holder)
  return { known: (tenantId, asked) => keeper.known(tenantId, asked), stop: async () => {} }
}

export type LookupAsk = {
  readonly id: number
  readonly tenantId: number
  readonly asked: PersonAsked
}

export type LookupReply =
  | { readonly id: number; readonly answer: KnownAnswer }
  | { readonly id: number; readonly failed: string }

/** Nobody asked for so long: the memory is given back, and the next question makes it anew. */
const idleMs = 2 * 60 * 60 * 1000

/**
 * The index in a thread of its own, started by the first question: making it takes the whole of a
 * processor for a while, and requests are served meanwhile.
 */
export function lookupInThread(order: Opening): RegistryLookup {
  let thread: LookupThread | undefined
  let idle: NodeJS.Timeout | undefined
  const stop = async () => {
    clearTimeout(idle)
    const ending = thread
    thread = undefined
    await ending?.stop()
  }
  return {
    known: (tenantId, asked) => {
      if (thread === undefined || thread.ended) thread = new LookupThread(order)
      clearTimeout(idle)
      idle = setTimeout(stop, idleMs).unref()
      return thread.ask(tenantId, asked)
    },
    stop,
  }
}

type Waiting = {
  readonly resolve: (answer: KnownAnswer) => void
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

  ask(tenantId: number, asked: PersonAsked): Promise<KnownAnswer> {
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, tenantId, asked } satisfies LookupAsk)
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(reply: LookupReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('failed' in reply) waiting?.reject(new Error(reply.failed))
    else waiting?.resolve(reply.answer)
  }

  #end(error: Error): void {
    this.ended = true
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}

import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import {
  type FoundPairs,
  type LinkJob,
  type LinkResult,
  type LinkState,
  LinkWorkbench,
} from './link-jobs.ts'
import type { WorkerAnswer, WorkerAsk } from './link-worker.ts'

/** Threads that do jobs of linking; with none, this thread does them. */
export class LinkPool {
  readonly #bench = new LinkWorkbench()
  readonly #workers: readonly Worker[]
  readonly #signal: AbortSignal | undefined

  constructor(workers: number, signal: AbortSignal | undefined) {
    this.#signal = signal
    this.#workers = Array.from(
      { length: workers },
      () => new Worker(new URL('./link-worker.ts', import.meta.url)),
    )
  }

  /** Lets every thread see these parts. */
  set(state: LinkState): void {
    this.#bench.set(state)
    for (const worker of this.#workers) worker.postMessage({ set: state } satisfies WorkerAsk)
  }

  /** The scorer of this thread. */
  get scorer() {
    return this.#bench.scorer
  }

  /** Pairs side by side, scored by this thread. */
  scoreRows(left: Uint32Array, right: Uint32Array, least: number): FoundPairs {
    return this.#bench.scoreRows(left, right, least)
  }

  get comparisons() {
    return this.#bench.comparisons
  }

  /** Results in the order of the jobs, whoever did them. Throws when cancelled. */
  async run(jobs: readonly LinkJob[], onDone: (share: number) => void): Promise<LinkResult[]> {
    const results: LinkResult[] = []
    let done = 0
    const take = (at: number, result: LinkResult): void => {
      results[at] = result
      done += 1
      onDone(done / jobs.length)
    }
    if (this.#workers.length === 0) {
      for (const [at, job] of jobs.entries()) {
        await this.breathe()
        take(at, this.#bench.do(job))
      }
      return results
    }
    const taken = new Int32Array(new SharedArrayBuffer(4))
    await Promise.all(this.#workers.map((worker) => this.#runOn(worker, { jobs, taken }, take)))
    return results
  }

  /** Lets others have their turn, a Ctrl-C among them. Throws when cancelled. */
  async breathe(): Promise<void> {
    await setImmediate()
    this.#signal?.throwIfAborted()
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }

  #runOn(
    worker: Worker,
    ask: { readonly jobs: readonly LinkJob[]; readonly taken: Int32Array },
    take: (at: number, result: LinkResult) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => end(() => reject(this.#signal?.reason))
      const onError = (error: Error) => end(() => reject(error))
      const onMessage = (answer: WorkerAnswer) => {
        if ('done' in answer) end(resolve)
        else take(answer.at, answer.result)
      }
      const end = (settle: () => void) => {
        worker.off('message', onMessage)
        worker.off('error', onError)
        this.#signal?.removeEventListener('abort', abort)
        settle()
      }
      worker.on('message', onMessage)
      worker.on('error', onError)
      this.#signal?.addEventListener('abort', abort)
      if (this.#signal?.aborted === true) abort()
      else worker.postMessage(ask satisfies WorkerAsk)
    })
  }
}

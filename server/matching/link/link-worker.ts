import { parentPort } from 'node:worker_threads'
import { type LinkJob, type LinkResult, type LinkState, LinkWorkbench } from './link-jobs.ts'

export type WorkerAsk =
  | { readonly set: LinkState }
  | { readonly jobs: readonly LinkJob[]; readonly taken: Int32Array }

export type WorkerAnswer =
  | { readonly at: number; readonly result: LinkResult }
  | { readonly done: true }

const bench = new LinkWorkbench()

parentPort?.on('message', (ask: WorkerAsk) => {
  if ('set' in ask) {
    bench.set(ask.set)
    return
  }
  for (;;) {
    const at = Atomics.add(ask.taken, 0, 1)
    const job = ask.jobs[at]
    if (job === undefined) break
    parentPort?.postMessage({ at, result: bench.do(job) } satisfies WorkerAnswer)
  }
  parentPort?.postMessage({ done: true } satisfies WorkerAnswer)
})

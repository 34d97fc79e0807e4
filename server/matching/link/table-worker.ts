import { once } from 'node:events'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { type InternRequest, internTables, type RunJobs } from './intern-tables.ts'
import { doJobs, type NumberedResult, type SharedJobs, type TableJobResult } from './table-jobs.ts'

/** What a thread is started for: to lead the reading of tables, or to help the one that leads. */
export type TableWork =
  | { readonly as: 'lead'; readonly request: InternRequest; readonly workers: number }
  | { readonly as: 'helper' }

/** Shares jobs with helpers and takes part itself. */
function runWith(helpers: readonly Worker[]): RunJobs {
  return async (jobs) => {
    const shared: SharedJobs = { jobs, taken: new Int32Array(new SharedArrayBuffer(4)) }
    const theirs = helpers.map(async (helper): Promise<NumberedResult[]> => {
      helper.postMessage(shared)
      const [done] = await once(helper, 'message')
      return done
    })
    const own = doJobs(shared)
    const all = [own, ...(await Promise.all(theirs))].flat()
    const results: TableJobResult[] = []
    for (const [at, result] of all) results[at] = result
    return results
  }
}

async function lead(request: InternRequest, workers: number): Promise<void> {
  const asHelper: TableWork = { as: 'helper' }
  const helpers = Array.from(
    { length: workers - 1 },
    () => new Worker(new URL(import.meta.url), { workerData: asHelper }),
  )
  const tables = await internTables(request, runWith(helpers))
  await Promise.all(helpers.map((helper) => helper.terminate()))
  parentPort?.postMessage(tables)
}

const work: TableWork = workerData
if (work.as === 'lead') await lead(work.request, work.workers)
else parentPort?.on('message', (shared: SharedJobs) => parentPort?.postMessage(doJobs(shared)))

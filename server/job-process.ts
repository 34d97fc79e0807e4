import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Problem, type ProblemDetails } from '../core/kernel/problem.ts'
import type { DatabaseUrls } from './database.ts'
import type { JobPayload } from './jobs.ts'
import type { Config } from './route.ts'

/** What a process for one job is given, over its channel: keys stand in no argument. */
export type JobOrder = {
  readonly name: string
  readonly payload: JobPayload
  readonly urls: DatabaseUrls
  readonly masterKey: Buffer
  readonly config: Config
}

/** How the job ended. A process that says nothing was killed. */
export type JobEnd =
  | { readonly is: 'done' }
  | {
      readonly is: 'problem'
      readonly code: string
      readonly status: number
      readonly details: ProblemDetails
    }
  | { readonly is: 'failed'; readonly why: string }

export type JobProcesses = {
  /** Resolves when the job is done; throws its problem, or an error that says what it was. */
  readonly run: (order: JobOrder) => Promise<void>
  /** Ends what runs at once: its transactions roll back. */
  readonly stop: () => void
}

/**
 * A small nursery and an old space that is swept before it has grown by a fifth: matching a million
 * families holds 335 MB instead of 489, for a tenth more work. Reading lists makes much that is
 * soon forgotten and keeps little: there a larger nursery is worth its room.
 */
const smallFlags = [
  '--max-semi-space-size=4',
  '--optimize-for-size',
  '--heap-growing-percent=20',
] as const
const listFlags = ['--max-semi-space-size=16'] as const
const listJobs: readonly string[] = ['check-import', 'enter-import']

function flagsOf(name: string): string[] {
  const own = listJobs.includes(name) ? listFlags : smallFlags
  return ['--disable-warning=ExperimentalWarning', ...own]
}

/**
 * Jobs in processes of their own that end with the job. Reading a list or comparing families takes
 * memory, and a process keeps what it once took; the server is to stay as small as it began.
 */
export function jobProcesses(): JobProcesses {
  const running = new Set<ChildProcess>()
  const script = fileURLToPath(new URL('./run-job.ts', import.meta.url))
  return {
    run: async (order) => {
      const child = fork(script, [], {
        execArgv: flagsOf(order.name),
        serialization: 'advanced',
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      running.add(child)
      try {
        settle(await endOf(child, order), order.name)
      } finally {
        running.delete(child)
      }
    },
    stop: () => {
      for (const child of running) child.kill('SIGKILL')
    },
  }
}

async function endOf(child: ChildProcess, order: JobOrder): Promise<JobEnd | undefined> {
  let end: JobEnd | undefined
  child.on('message', (message: JobEnd) => {
    end = message
  })
  // The order cannot be sent to a process that has ended: its exit tells.
  child.send(order, () => {})
  await once(child, 'close')
  return end
}

function settle(end: JobEnd | undefined, name: string): void {
  if (end === undefined) throw new Error(`the process of ${name} was ended`)
  if (end.is === 'problem') throw new Problem(end.code, end.status, end.details)
  if (end.is === 'failed') throw new Error(end.why)
}

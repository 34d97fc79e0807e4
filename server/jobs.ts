import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, run, runOnce, type Task, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { Problem } from '../core/kernel/problem.ts'
import { type DatabaseUrls, openPool, working } from './database.ts'
import { record } from './events.ts'
import { failureSentence } from './failure-text.ts'
import { jobProcesses } from './job-process.ts'
import type { House } from './route.ts'

export type JobPayload = { readonly tenantId: number; readonly subject: string | null }

/**
 * What every `server/<capability>/jobs.ts` exports as `tasks`, by the job's name; and as
 * `tasksHere` those that work in the server's own process, because what they ask is in its memory.
 */
export type Tasks = Readonly<Record<string, (payload: JobPayload, house: House) => Promise<void>>>

export type Jobs = {
  /** Lets running jobs end (three seconds), then stops. What is left runs at the next start. */
  readonly stop: () => Promise<void>
}

const concurrency = 2
const patienceMs = 3_000
const quiet = new Logger(() => () => {})

/**
 * Runs jobs as the job role, each in a process of its own. One server runs one database's jobs:
 * what a killed server had begun is begun again, and the kill is not counted as a try.
 */
export async function startJobs(
  house: House,
  options: {
    readonly urls: DatabaseUrls
    readonly masterKey: Buffer
    readonly log: (line: string) => void
  },
): Promise<Jobs> {
  const { urls, masterKey, log } = options
  const processes = jobProcesses()
  const found = await findTasks()
  const apart: Tasks = Object.fromEntries(
    Object.keys(found.tasks).map((name) => [
      name,
      (payload, { config }) => processes.run({ name, payload, urls, masterKey, config }),
    ]),
  )
  let stopping = false
  const all = { ...apart, ...found.tasksHere }
  const taskList = listTasks(all, house, (line) => stopping || log(line))
  await freeAbandoned(house)
  // graphile-worker waits and connects again when the database was away.
  const pgPool = openPool(urls.job, concurrency + 2)
  const runner = await run({
    pgPool,
    taskList,
    concurrency,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: quiet,
  })
  return {
    stop: async () => {
      stopping = true
      const patience = setTimeout(processes.stop, patienceMs)
      await runner.stop()
      clearTimeout(patience)
      await pgPool.end()
    },
  }
}

/** Runs all waiting jobs, and those they add, to the end and in here: for commands and tests. */
export async function drainJobs(house: House): Promise<void> {
  const failures: unknown[] = []
  const { tasks, tasksHere } = await findTasks()
  const taskList = listTasks({ ...tasks, ...tasksHere }, house, () => {}, failures)
  const pgPool = house.database.jobPool
  const options = { pgPool, taskList, concurrency, noHandleSignals: true, logger: quiet }
  await runOnce(options)
  // A worker looks for its next job before the queue of its last one is free again.
  while (await isWaiting(house, Object.keys(taskList))) {
    await sleep(20)
    await runOnce(options)
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `jobs failed: ${describe(failures[0])}`)
}

/** Whether one of these jobs could be run now. */
async function isWaiting(house: House, names: readonly string[]): Promise<boolean> {
  const found = await sql`
    select from graphile_worker.jobs
    where task_identifier = any(${[...names]}::text[])
      and locked_at is null and run_at <= now() and attempts < max_attempts
    limit 1`.execute(house.database.job)
  return found.rows.length > 0
}

type RoomTasks = { readonly tasks: Tasks; readonly tasksHere: Tasks }

/** The tasks of every capability that has a jobs.ts. */
export async function findTasks(): Promise<RoomTasks> {
  const here = new URL('./', import.meta.url)
  const rooms = readdirSync(here, { withFileTypes: true }).filter((each) => each.isDirectory())
  const found: { [Kind in keyof RoomTasks]: Record<string, Tasks[string]> } = {
    tasks: {},
    tasksHere: {},
  }
  const known = new Set<string>()
  for (const room of rooms) {
    const folder = new URL(`${room.name}/`, here)
    if (!readdirSync(folder).includes('jobs.ts')) continue
    const module: Partial<RoomTasks> = await import(new URL('jobs.ts', folder).href)
    for (const kind of ['tasks', 'tasksHere'] as const) {
      for (const [name, task] of Object.entries(module[kind] ?? {})) {
        if (known.has(name)) throw new Error(`two rooms have a job ${name}`)
        known.add(name)
        found[kind][name] = task
      }
    }
  }
  return found
}

function listTasks(
  tasks: Tasks,
  house: House,
  log: (line: string) => unknown,
  failures: unknown[] = [],
): TaskList {
  const list: Record<string, Task> = {}
  for (const [name, task] of Object.entries(tasks)) {
    list[name] = async (given, helpers) => {
      const payload = readPayload(given)
      try {
        await task(payload, house)
      } catch (error) {
        failures.push(error)
        const { attempts, max_attempts: limit } = helpers.job
        log(`job ${name} failed (try ${attempts} of ${limit}): ${describe(error)}`)
        // A problem is for a person: trying again would meet it again.
        const final = error instanceof Problem || attempts >= limit
        if (final) await recordFailure(house, { name, payload, attempts, error })
        if (!(error instanceof Problem)) throw error
      }
    }
  }
  return list
}

function readPayload(given: unknown): JobPayload {
  if (typeof given === 'object' && given !== null && 'tenantId' in given) {
    const subject = 'subject' in given && typeof given.subject === 'string' ? given.subject : null
    return { ...given, tenantId: Number(given.tenantId), subject }
  }
  throw new Error('a job without a regency')
}

/** The message of a bug may quote data: the event says only what kind it was. */
async function recordFailure(
  house: House,
  failure: { name: string; payload: JobPayload; attempts: number; error: unknown },
): Promise<void> {
  const { name, payload, attempts, error } = failure
  const problem = error instanceof Problem ? error.code : 'kernel.bug'
  await working(house.database, payload.tenantId, (db) =>
    record(db, {
      name: 'job.failed',
      subject: payload.subject ?? undefined,
      detail: { job: name, attempts, problem },
    }),
  )
}

function describe(error: unknown): string {
  return error instanceof Problem ? error.code : failureSentence(error)
}

async function freeAbandoned(house: House): Promise<void> {
  await sql`
    update graphile_worker._private_jobs
    set locked_at = null, locked_by = null, attempts = greatest(attempts - 1, 0)
    where locked_at is not null`.execute(house.database.job)
  await sql`
    update graphile_worker._private_job_queues
    set locked_at = null, locked_by = null
    where locked_at is not null`.execute(house.database.job)
}

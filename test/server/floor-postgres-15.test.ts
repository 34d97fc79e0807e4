import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { asOwner, setRolePasswords, urlForDatabase } from '../../server/floor.ts'
import { migrate, readMigrations } from '../../server/migrate.ts'
import { startCluster } from '../support/cluster.ts'
import { checkAppendOnly, checkRowPolicies } from '../support/row-policies.ts'

// Where Debian and its relatives put the package postgresql-15; elsewhere set PG15_BIN.
const binFolder = process.env.PG15_BIN ?? '/usr/lib/postgresql/15/bin'
const found = fs.existsSync(path.join(binFolder, 'initdb'))

if (!found && process.env.CI !== 'true') {
  console.warn('NOT RUN: PostgreSQL 15 is missing (apt install postgresql-15, or PG15_BIN=...).')
}

test.runIf(found || process.env.CI === 'true')(
  'migrations and row-level security hold on PostgreSQL 15, the lowest version we support',
  async () => {
    expect(found, 'PostgreSQL 15 must be there when CI=true').toBe(true)
    const cluster = await startCluster(binFolder)
    try {
      const { adminUrl } = cluster
      await asOwner(adminUrl, (client) => client.query('create database floor'))
      const ownerUrl = urlForDatabase(adminUrl, 'floor')
      const version = await asOwner(ownerUrl, (client) => client.query('show server_version_num'))
      expect(version.rows[0]?.server_version_num).toMatch(/^15/)
      expect(await migrate(ownerUrl)).toHaveLength(readMigrations().length)
      expect(await migrate(ownerUrl)).toEqual([])
      const urls = await setRolePasswords(ownerUrl, randomBytes(32))
      await checkRowPolicies(urls, ownerUrl)
      await checkAppendOnly(urls, ownerUrl)
    } finally {
      await cluster.stop()
    }
  },
)

import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Database, type DatabaseUrls, openDatabase } from '../../server/database.ts'
import { asOwner, urlForDatabase } from '../../server/floor.ts'
import { templateName } from './global-setup.ts'

export type TestDatabase = {
  readonly database: Database
  /** The owner's connection: for setting up what no role may do, and for attacks on seals. */
  readonly ownerUrl: string
  readonly urls: DatabaseUrls
  /** Closes the pools and drops the copy. */
  readonly close: () => Promise<void>
}

/** A migrated, empty database of one's own, copied from the template: one for each test file. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl')
  const name = `entas_test_${randomBytes(6).toString('hex')}`
  await asOwner(adminUrl, (client) =>
    client.query(`create database ${name} template ${templateName} strategy file_copy`),
  )
  const roles = inject('roleUrls')
  const urls = {
    door: urlForDatabase(roles.door, name),
    office: urlForDatabase(roles.office, name),
    area: urlForDatabase(roles.area, name),
    job: urlForDatabase(roles.job, name),
  }
  const database = openDatabase(urls)
  return {
    database,
    urls,
    ownerUrl: urlForDatabase(adminUrl, name),
    close: async () => {
      await database.close()
      await asOwner(adminUrl, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

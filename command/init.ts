import path from 'node:path'
import { reissueFirstCode } from '../server/access/add-account.ts'
import { seedAreas } from '../server/areas/seed-areas.ts'
import { createTenantWithAdministrator, readTenants } from '../server/create-tenant.ts'
import { type Database, working } from '../server/database.ts'
import { openFloor } from '../server/floor.ts'
import { floorProblem } from '../server/floor-problems.ts'
import { defaultKeyFile, openMasterKey } from '../server/key-file.ts'
import { defineCommand, WrongUse } from './command.ts'

/** Makes a data folder for one real regency: nothing synthetic, no password that anybody knows. */
export const command = defineCommand({
  name: 'init',
  summary: 'make a data folder for one regency (real data) and its first administrator',
  options: {
    regency: { kind: 'text', value: 'CODE', summary: 'Kemendagri code of the regency: 19.01' },
    data: { kind: 'text', value: 'DIR', summary: 'the data folder; it is made when missing' },
    key: { kind: 'text', value: 'FILE', summary: 'master key file (default: DIR.key, beside it)' },
    administrator: { kind: 'text', value: 'NAME', summary: 'sign-in name (default: admin)' },
  },
  run: async ({ options, progress }) => {
    const { regency, data } = options
    if (regency === undefined) throw new WrongUse('init needs --regency CODE, for example 19.01.')
    if (data === undefined) throw new WrongUse('init needs --data DIR.')
    if (!/^\d{2}\.\d{2}$/.test(regency)) {
      throw new WrongUse(`A regency's code looks like 19.01; "${regency}" does not.`)
    }
    const dataDirectory = path.resolve(data)
    const keyFile = path.resolve(options.key ?? defaultKeyFile(dataDirectory))
    const signInName = options.administrator ?? 'admin'
    const databaseUrl = process.env.DATABASE_URL
    progress('Opening the database ...')
    const floor = await openFloor({ dataDirectory, databaseUrl, log: progress })
    try {
      const { database } = floor
      const [existing] = await readTenants(database)
      const wish = { regencyCode: regency, keyFile, signInName }
      const made =
        existing === undefined
          ? await makeRegency(database, wish, progress)
          : await beginAgain(database, existing, regency)
      const { name, code, until } = made
      return {
        result: {
          regency,
          name,
          dataDirectory,
          keyFile,
          administrator: made.signInName,
          code,
          until,
        },
        lines: [
          `${name} (${regency}) is ready in ${dataDirectory}.`,
          `Master key: ${keyFile}.`,
          'Keep a copy of it in another safe place; without it no NIK can be read.',
          `First sign-in: name "${made.signInName}", one-time code ${code}, valid until ${until}.`,
          'The code is shown this once. It asks for a password of your own.',
          `Now run: npx entas serve --data ${data}`,
        ],
      }
    } finally {
      await floor.stop()
    }
  },
})

async function makeRegency(
  database: Database,
  wish: { readonly regencyCode: string; readonly keyFile: string; readonly signInName: string },
  progress: (line: string) => void,
) {
  progress('Loading the areas of Indonesia ...')
  await seedAreas(database)
  const masterKey = await openMasterKey(wish.keyFile)
  const { regencyCode, signInName } = wish
  const tenant = { tenantId: 1, regencyCode, demonstration: false, masterKey }
  const first = { signInName, name: 'Administrator' }
  return { signInName, ...(await createTenantWithAdministrator(database, tenant, first)) }
}

/** An init that was cut off before it told the code: while nobody has used it, there is another. */
async function beginAgain(
  database: Database,
  existing: { readonly id: number; readonly name: string; readonly code: string },
  regencyCode: string,
) {
  const { id, name, code } = existing
  const again =
    code === regencyCode ? await working(database, id, (db) => reissueFirstCode(db)) : undefined
  if (again === undefined) throw floorProblem('floor.already-initialised', { name })
  return { name, ...again }
}

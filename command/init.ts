import path from 'node:path'
import { reissueFirstCode } from '../server/access/add-account.ts'
import { seedAreas } from '../server/areas/seed-areas.ts'
import { createTenantWithAdministrator, readTenants } from '../server/create-tenant.ts'
import { type Database, working } from '../server/database.ts'
import { openFloor } from '../server/floor.ts'
import { floorProblem } from '../server/floor-problems.ts'
import { defaultKeyFile, openMasterKey } from '../server/key-file.ts'
import { defineCommand, WrongUse } from './command.ts'
import { type Say, sayIn } from './words.ts'

/** Makes a data folder for one real regency: nothing synthetic, no password that anybody knows. */
export const command = defineCommand({
  name: 'init',
  summary: 'init.summary',
  options: {
    regency: { kind: 'text', value: 'CODE', summary: 'init.option.regency' },
    data: { kind: 'text', value: 'DIR', summary: 'init.option.data' },
    key: { kind: 'text', value: 'FILE', summary: 'option.key' },
    administrator: { kind: 'text', value: 'NAME', summary: 'init.option.administrator' },
  },
  run: async ({ options, language, progress }) => {
    const say = sayIn(language)
    const { regency, data } = options
    const needs = (what: string) => new WrongUse(say('use.needs', { verb: 'init', what }))
    if (regency === undefined) throw needs(say('init.regency-example'))
    if (data === undefined) throw needs('--data DIR')
    if (!/^\d{2}\.\d{2}$/.test(regency)) {
      throw new WrongUse(say('init.code-shape', { code: regency }))
    }
    const dataDirectory = path.resolve(data)
    const keyFile = path.resolve(options.key ?? defaultKeyFile(dataDirectory))
    const signInName = options.administrator ?? 'admin'
    const databaseUrl = process.env.DATABASE_URL
    progress(say('init.opening'))
    const floor = await openFloor({ dataDirectory, databaseUrl, log: progress })
    try {
      const { database } = floor
      const [existing] = await readTenants(database)
      const wish = { regencyCode: regency, keyFile, signInName }
      const made =
        existing === undefined
          ? await makeRegency(database, wish, () => progress(say('init.areas')))
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
        lines: linesOf({ ...made, regency, data, dataDirectory, keyFile }, say),
      }
    } finally {
      await floor.stop()
    }
  },
})

function linesOf(
  made: {
    readonly name: string
    readonly regency: string
    readonly data: string
    readonly dataDirectory: string
    readonly keyFile: string
    readonly signInName: string
    readonly code: string
    readonly until: string
  },
  say: Say,
): readonly string[] {
  const { name, regency, code, until } = made
  return [
    say('init.ready', { name, regency, folder: made.dataDirectory }),
    say('init.key', { file: made.keyFile }),
    say('init.keep-key'),
    say('init.first-code', { name: made.signInName, code, until }),
    say('init.shown-once'),
    say('init.next', { folder: made.data }),
  ]
}

async function makeRegency(
  database: Database,
  wish: { readonly regencyCode: string; readonly keyFile: string; readonly signInName: string },
  tellAreas: () => void,
) {
  tellAreas()
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

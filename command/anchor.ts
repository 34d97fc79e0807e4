import { open } from 'node:fs/promises'
import path from 'node:path'
import { writeAnchor } from '../server/audit/anchor.ts'
import { readTenants } from '../server/create-tenant.ts'
import { openFloor } from '../server/floor.ts'
import { defineCommand, WrongUse } from './command.ts'

/** Writes what is sealed now into a file that is to be kept elsewhere. */
export const command = defineCommand({
  name: 'anchor',
  summary: 'write an anchor of the sealed events, to be kept outside this machine',
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'the data folder' },
    out: { kind: 'text', value: 'FILE', summary: 'the anchor; never overwrites one' },
  },
  run: async ({ options, progress }) => {
    if (options.data === undefined) throw new WrongUse('anchor needs --data DIR.')
    if (options.out === undefined) throw new WrongUse('anchor needs --out FILE.')
    const out = path.resolve(options.out)
    const databaseUrl = process.env.DATABASE_URL
    const dataDirectory = path.resolve(options.data)
    const floor = await openFloor({
      dataDirectory,
      databaseUrl,
      whenRunning: 'join',
      log: progress,
    })
    try {
      const file = await open(out, 'wx', 0o600).catch(() => undefined)
      if (file === undefined) {
        throw new WrongUse(`${options.out} exists, or cannot be written there.`)
      }
      const tenants = await readTenants(floor.database)
      let sizeBytes = 0
      try {
        for (const tenant of tenants) {
          for await (const text of writeAnchor(floor.database, tenant.id, new Date())) {
            await file.write(text)
            sizeBytes += Buffer.byteLength(text)
          }
        }
        await file.sync()
      } finally {
        await file.close()
      }
      return {
        result: { file: out, regencies: tenants.length, sizeBytes },
        lines: [`Written: ${out}. Keep it where whoever runs this machine cannot change it.`],
      }
    } finally {
      await floor.stop()
    }
  },
})

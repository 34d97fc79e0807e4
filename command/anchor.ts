import { open } from 'node:fs/promises'
import path from 'node:path'
import { writeAnchor } from '../server/audit/anchor.ts'
import { readTenants } from '../server/create-tenant.ts'
import { openFloor } from '../server/floor.ts'
import { defineCommand, WrongUse } from './command.ts'
import { sayIn } from './words.ts'

/** Writes what is sealed now into a file that is to be kept elsewhere. */
export const command = defineCommand({
  name: 'anchor',
  summary: 'anchor.summary',
  options: {
    data: { kind: 'text', value: 'DIR', summary: 'option.data' },
    out: { kind: 'text', value: 'FILE', summary: 'anchor.option.out' },
  },
  run: async ({ options, language, progress }) => {
    const say = sayIn(language)
    const needs = (what: string) => new WrongUse(say('use.needs', { verb: 'anchor', what }))
    if (options.data === undefined) throw needs('--data DIR')
    if (options.out === undefined) throw needs(`--out ${say('value.FILE')}`)
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
        throw new WrongUse(say('anchor.cannot-write', { file: options.out }))
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
        lines: [say('anchor.written', { file: out })],
      }
    } finally {
      await floor.stop()
    }
  },
})

import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { readTenants } from '../create-tenant.ts'
import { working } from '../database.ts'
import type { House } from '../route.ts'
import { incomingFolder } from './incoming.ts'
import { listWaitingImports } from './store.ts'

/**
 * Removes what a killed server left of lists: files whose import is staged, or never came to be.
 * At start only; a file changed since `before` may be arriving through another process.
 */
export async function sweepIncoming(house: House, before: Date): Promise<{ removed: number }> {
  const folder = incomingFolder(house.config.dataDirectory)
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return { removed: 0 }
  const waiting = new Set<string>()
  for (const { id } of await readTenants(house.database)) {
    const found = await working(house.database, id, listWaitingImports)
    for (const importId of found) waiting.add(importId)
  }
  let removed = 0
  for (const name of names.filter((each) => !waiting.has(each))) {
    const file = path.join(folder, name)
    const found = await stat(file).catch(() => undefined)
    if (found === undefined || found.mtime >= before) continue
    await rm(file, { force: true })
    removed++
  }
  return { removed }
}

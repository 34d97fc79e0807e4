import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

const file = new URL('../../web/device/store.ts', import.meta.url)

/** web/device/store.ts as it is, to be run in a page on the browser's own IndexedDB. */
export const storeScript = stripTypeScriptTypes(readFileSync(file, 'utf8')).replaceAll(
  'export ',
  '',
)

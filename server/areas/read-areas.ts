import type { AreaScope } from '../../core/areas/area-scope.ts'
import type { Reader } from '../database.ts'
import { getRegencyCode, listAreasUnder, listChildren } from './store.ts'

/** The largest regency has about a thousand districts and villages. */
const most = 3000
const regencyLength = 5

/**
 * Under a regency or less: everything in the scope, with what lies above it. Under a
 * province: its regencies. Without a code: the own regency.
 */
export async function readAreas(db: Reader, scope: AreaScope, under: string | undefined) {
  const { code: regency } = await getRegencyCode(db)
  const whole = scope.kind === 'regency'
  const asked = under ?? regency
  const found =
    asked.length < regencyLength && whole
      ? await listChildren(db, asked, most)
      : await listAreasUnder(db, {
          under: asked,
          within: whole ? [asked] : scope.areas,
          limit: most,
        })
  return { areas: [...found], total: found.length }
}

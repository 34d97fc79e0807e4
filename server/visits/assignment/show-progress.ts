import { visitsProblem } from '../../../core/visits/problems.ts'
import type { Reader } from '../../database.ts'
import type { TenantKeys } from '../../keyring.ts'
import { maskOf } from '../show-tasks.ts'
import { findVillage, listProgress, listVillageFamilies } from './store.ts'

/** How far visits are, by village or by verifier. */
export async function showProgress(
  db: Reader,
  by: 'village' | 'verifier',
  under: string | undefined,
) {
  return { rows: await listProgress(db, by, under) }
}

/** The families of a village by name, for the list that is printed and carried along. */
export async function showVillageList(db: Reader, keys: TenantKeys, code: string) {
  const village = await findVillage(db, code)
  if (village === undefined) throw visitsProblem('visits.no-village')
  const families = await listVillageFamilies(db, code)
  return {
    villageCode: code,
    villageName: village.name,
    districtName: village.districtName,
    rows: families.map(({ headCipher, ...rest }) => {
      return { ...rest, nationalIdMask: maskOf(db, keys, headCipher) }
    }),
  }
}

import { maskNationalId } from '../../core/registry/national-id.ts'
import { sealContext, type TenantKeys, unsealText } from '../keyring.ts'
import type { HouseholdRecord } from './store.ts'

/** The key and the regency by which masks are made. */
export type Masking = { readonly keys: TenantKeys; readonly tenantId: number }

/** First six and last two digits of a sealed number; the rest never leaves the server. */
export function maskOf(
  masking: Masking,
  cipher: Buffer | null,
  kind: 'national-id' | 'family-card' = 'national-id',
): string | null {
  if (cipher === null) return null
  const context = sealContext(masking.tenantId, kind)
  return maskNationalId(unsealText(masking.keys, cipher, context))
}

/** A family as a line of a list. */
export function householdRow(masking: Masking, found: HouseholdRecord) {
  return {
    id: found.id,
    headName: found.head_name,
    nationalIdMask: maskOf(masking, found.head_cipher),
    villageCode: found.village_code,
    villageName: found.village_name,
    districtName: found.district_name,
    address: found.address,
    memberCount: found.member_count,
    centralDecile: found.central_decile,
    state: found.state,
    result: found.result,
    aliasOf: found.alias_of,
  }
}

import { registryProblem } from '../../core/registry/problems.ts'
import type { Writer } from '../database.ts'
import { record } from '../events.ts'
import { sealContext, type TenantKeys, unsealText } from '../keyring.ts'
import { findHousehold, findNationalId } from './store.ts'

/** How long a number stays on the screen. */
export const hideAfterSeconds = 60

type Asked = { readonly id: string; readonly purpose: string; readonly keys: TenantKeys }

/** The NIK of a person in full; the event says who asked, of whom, what for, and not the number. */
export async function unmaskNationalId(db: Writer, asked: Asked) {
  const found = await findNationalId(db, asked.id)
  if (found === undefined) throw registryProblem('registry.person-not-found')
  if (found.cipher === null) throw registryProblem('registry.no-national-id')
  await record(db, {
    name: 'national-id.unmasked',
    subject: found.household_id,
    village: found.village_code,
    detail: { person: asked.id, purpose: withoutNumbers(asked.purpose) },
  })
  const context = sealContext(db.tenantId, 'national-id')
  return { nationalId: unsealText(asked.keys, found.cipher, context), hideAfterSeconds }
}

/** The No. KK of a family in full, with the same event. */
export async function unmaskFamilyCard(db: Writer, asked: Asked) {
  const found = await findHousehold(db, asked.id)
  if (found === undefined) throw registryProblem('registry.household-not-found')
  if (found.family_card_cipher === null) throw registryProblem('registry.no-family-card')
  await record(db, {
    name: 'family-card.unmasked',
    subject: asked.id,
    village: found.village_code,
    detail: { purpose: withoutNumbers(asked.purpose) },
  })
  const context = sealContext(db.tenantId, 'family-card')
  return { familyCard: unsealText(asked.keys, found.family_card_cipher, context), hideAfterSeconds }
}

/** Whoever types the number into the purpose must not put it into the trail. */
function withoutNumbers(text: string): string {
  return text.replace(/(?:\d[\s.-]?){9,}/g, '…')
}

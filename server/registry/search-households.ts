import { kernelProblem } from '../../core/kernel/problem.ts'
import { nameKey, nameWords } from '../../core/registry/name.ts'
import { sourceKey } from '../../core/registry/source-key.ts'
import type { Reader } from '../database.ts'
import { blindIndex, type TenantKeys } from '../keyring.ts'
import { householdRow } from './household-rows.ts'
import { findByIndex, findBySourceKey, findByWords, listHouseholds } from './store.ts'

const most = 50
const wordsMost = 6

type Found = {
  readonly by: 'name' | 'national-id' | 'family-card' | 'source-key'
  readonly ids: readonly string[]
}

/**
 * Finds families by what a person types: sixteen digits are a NIK or a No. KK (by blind index),
 * other digits an ID Keluarga, words the beginnings of a member's names.
 */
export async function searchHouseholds(
  db: Reader,
  asked: { readonly text: string; readonly keys: TenantKeys },
) {
  const { by, ids } = await findIds(db, asked)
  const filter = { village: undefined, state: undefined, result: undefined, ids }
  const found = await listHouseholds(db, { filter, size: most, from: 0 })
  const masking = { keys: asked.keys, tenantId: db.tenantId }
  return {
    by,
    rows: found.map((each) => householdRow(masking, each)),
    more: ids.length > most,
  }
}

async function findIds(
  db: Reader,
  asked: { readonly text: string; readonly keys: TenantKeys },
): Promise<Found> {
  const { keys } = asked
  const text = asked.text.trim()
  const digits = text.replace(/[\s.'-]/g, '')
  if (/^\d{16}$/.test(digits)) {
    const index = blindIndex(keys, 'national-id', digits)
    const ids = await findByIndex(db, { kind: 'national-id', index })
    if (ids.length > 0) return { by: 'national-id', ids }
    const card = blindIndex(keys, 'family-card', digits)
    const byCard = await findByIndex(db, { kind: 'family-card', index: card })
    if (byCard.length > 0) return { by: 'family-card', ids: byCard }
  }
  if (/\d/.test(text)) {
    const ids = await findBySourceKey(db, sourceKey(text))
    if (ids.length > 0 || !/\p{L}/u.test(text)) {
      return { by: digits.length === 16 ? 'national-id' : 'source-key', ids }
    }
  }
  const words = nameWords(nameKey(text)).slice(0, wordsMost)
  if (words.every((word) => word.length < 2)) {
    throw kernelProblem('kernel.wrong-input', { fields: ['body.text'] })
  }
  return { by: 'name', ids: await findByWords(db, words, most + 1) }
}

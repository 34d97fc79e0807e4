import type { Actor } from '../../core/access/actor.ts'
import { kernelProblem } from '../../core/kernel/problem.ts'
import { nameKey, nameWords } from '../../core/registry/name.ts'
import { sourceKey } from '../../core/registry/source-key.ts'
import { type Reader, reading } from '../database.ts'
import { blindIndex, type TenantKeys } from '../keyring.ts'
import type { House } from '../route.ts'
import { countQuestion } from './count-questions.ts'
import { householdRow } from './household-rows.ts'
import { findByIndex, findBySourceKey, findByWords, listHouseholds } from './store.ts'

const most = 50
const wordsMost = 6

type Found = {
  readonly by: 'name' | 'national-id' | 'family-card' | 'source-key'
  readonly ids: readonly string[]
}

/**
 * A family by a whole NIK or No. KK is as good as a question whether there is one: it counts as
 * such (decision 0021). Names and ID Keluarga are nobody's secret.
 */
export async function searchCounted(house: House, actor: Actor, asked: { readonly text: string }) {
  const number = wholeNumberOf(asked.text)
  if (number !== undefined) await countQuestion(house, actor, { numbers: [number], dates: [] })
  const keys = house.keyring.of(actor.tenantId)
  return reading(house.database, actor, (db) => searchHouseholds(db, { ...asked, keys }))
}

/** Sixteen digits, however they are written. */
function wholeNumberOf(text: string): string | undefined {
  const digits = text.replace(/[\s.'-]/g, '')
  return /^\d{16}$/.test(digits) ? digits : undefined
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
  const number = wholeNumberOf(text)
  if (number !== undefined) {
    const index = blindIndex(keys, 'national-id', number)
    const ids = await findByIndex(db, { kind: 'national-id', index })
    if (ids.length > 0) return { by: 'national-id', ids }
    const card = blindIndex(keys, 'family-card', number)
    const byCard = await findByIndex(db, { kind: 'family-card', index: card })
    if (byCard.length > 0) return { by: 'family-card', ids: byCard }
  }
  if (/\d/.test(text)) {
    const ids = await findBySourceKey(db, sourceKey(text))
    if (ids.length > 0 || !/\p{L}/u.test(text)) {
      return { by: number !== undefined ? 'national-id' : 'source-key', ids }
    }
  }
  const words = nameWords(nameKey(text)).slice(0, wordsMost)
  if (words.every((word) => word.length < 2)) {
    throw kernelProblem('kernel.wrong-input', { fields: ['body.text'] })
  }
  return { by: 'name', ids: await findByWords(db, words, most + 1) }
}

import { parsePlainDate } from '../../core/kernel/plain-date.ts'
import type { ChoiceField, ChoosableSide } from '../../core/matching/choices.ts'
import { matchingProblem } from '../../core/matching/problems.ts'
import { maskNationalId } from '../../core/registry/national-id.ts'
import type { ObservationKind } from '../../core/registry/survivorship.ts'
import type { Reader } from '../database.ts'
import { sealContext, type TenantKeys } from '../keyring.ts'
import { type FieldSource, listFieldSources } from './choice-store.ts'
import { decrypted } from './load-families.ts'

export type LoadedSide = {
  readonly choosable: ChoosableSide
  /** What a screen may show of each field: numbers masked, of a birth date the year. */
  readonly shown: Readonly<Record<ChoiceField, string | null>>
}

/** Both records of a pair as choosing needs them. Digits are compared here and go no further. */
export async function loadChoosable(
  db: Reader,
  keys: TenantKeys,
  pair: { readonly left: string; readonly right: string },
): Promise<{ readonly left: LoadedSide; readonly right: LoadedSide }> {
  const sources = await listFieldSources(db, [pair.left, pair.right])
  const left = sources.find((source) => source.id === pair.left)
  const right = sources.find((source) => source.id === pair.right)
  if (left === undefined || right === undefined) {
    throw matchingProblem('matching.pair-not-found')
  }
  return { left: sideOf(db, keys, left), right: sideOf(db, keys, right) }
}

function sideOf(db: Reader, keys: TenantKeys, source: FieldSource): LoadedSide {
  const nationalId = decrypted(keys, source.nationalId, sealContext(db.tenantId, 'national-id'))
  const familyCard = decrypted(keys, source.familyCard, sealContext(db.tenantId, 'family-card'))
  const values = {
    'head-name': source.headName,
    sex: source.sex,
    'birth-date': source.bornOn,
    'national-id': nationalId || null,
    village: source.villageCode,
    address: source.address || null,
    'family-card': familyCard || null,
  }
  const shown = {
    ...values,
    'birth-date': source.bornOn?.slice(0, 4) ?? null,
    'national-id': nationalId === '' ? null : maskNationalId(nationalId),
    village: source.villageName ?? source.villageCode,
    'family-card': familyCard === '' ? null : maskNationalId(familyCard),
  }
  return { choosable: { values, claim: claimOf(source) }, shown }
}

const kinds: readonly ObservationKind[] = [
  'dukcapil',
  'card',
  'list-matched',
  'list',
  'visit',
  'accepted-membership',
]

function claimOf({ identity, receivedAt }: FieldSource): ChoosableSide['claim'] {
  if (identity === null) return undefined
  const [kind, id, on] = identity
  return {
    kind: kinds.find((each) => each === kind) ?? 'list',
    id,
    observedOn: parsePlainDate(on),
    recordedAt: receivedAt?.toISOString() ?? '',
  }
}

import { plainDate } from '../../core/kernel/plain-date.ts'
import { nameKey } from '../../core/registry/name.ts'
import {
  type Claim,
  type ObservationKind,
  survivingClaim,
} from '../../core/registry/survivorship.ts'
import type { ListRow } from '../../core/sources/p3ke-row.ts'
import type { KnownMember, PersonChange } from '../registry/entry-store.ts'
import {
  attributesOf,
  type EntryContext,
  provenanceOfRow,
  sealNationalId,
} from './registry-rows.ts'

/**
 * What one more list says of a person who is known: identity by the survivorship rule. That they
 * belong, and how they are related, stays as the office accepted it from a visit.
 */
export function personChangeOf(
  context: EntryContext,
  known: { readonly id: string; readonly provenance: KnownMember['provenance'] | null },
  row: ListRow,
): PersonChange {
  const fresh = provenanceOfRow(context, row)
  const before = known.provenance?.identity
  const accepted = wasAccepted(known)
  const stood = before === undefined ? [] : [claimOf(before, '')]
  const told = fresh.identity === undefined ? [] : [claimOf(fresh.identity, context.derivedAt)]
  const stands = survivingClaim('identity', [...stood, ...told])?.id === context.importId
  const sealed = sealNationalId(context, row)
  const provenance = {
    ...known.provenance,
    ...(accepted ? {} : { membership: fresh.membership }),
    ...(stands ? { identity: fresh.identity } : {}),
  }
  return {
    id: known.id,
    stands,
    name: row.name,
    nameKey: nameKey(row.name),
    sex: row.sex ?? null,
    bornOn: row.bornOn ?? null,
    relation: accepted ? null : (row.relation ?? null),
    cipher: sealed?.cipher ?? null,
    index: sealed?.index ?? null,
    last2: sealed?.last2 ?? null,
    attributes: attributesOf(row),
    provenance: JSON.stringify(provenance),
  }
}

/** Whether the office accepted that a person belongs: added at the door. */
export function wasAccepted({ provenance }: Parameters<typeof personChangeOf>[1]): boolean {
  return provenance?.membership?.[0] === 'accepted-membership'
}

/**
 * The member of a known family whom a row names: by the same NIK, or, where not both have one, by
 * the same name and birth date. Twins with two numbers are two.
 */
export function findMember(
  members: readonly KnownMember[],
  row: Pick<ListRow, 'name' | 'bornOn'>,
  index: Buffer | undefined,
): KnownMember | undefined {
  const numberOf = (member: KnownMember) => member.national_id_index
  const sameNumber = members.find((each) => index !== undefined && numberOf(each)?.equals(index))
  if (sameNumber !== undefined || row.bornOn === undefined) return sameNumber
  const key = nameKey(row.name)
  return members.find((each) => {
    const comparable = index === undefined || numberOf(each) === null
    return comparable && each.name_key === key && each.born_on === row.bornOn
  })
}

const kinds: readonly ObservationKind[] = ['dukcapil', 'card', 'list-matched', 'list', 'visit']

function claimOf(entry: readonly [string, string, string], recordedAt: string): Claim {
  const [kind, id, on] = entry
  return {
    kind: kinds.find((each) => each === kind) ?? 'list',
    id,
    observedOn: on === '' ? undefined : plainDate(on),
    recordedAt,
  }
}

import { plainDate } from '../../core/kernel/plain-date.ts'
import { nameKey } from '../../core/registry/name.ts'
import {
  type Claim,
  type ObservationKind,
  survivingClaim,
} from '../../core/registry/survivorship.ts'
import type { ListRow } from '../../core/sources/p3ke-row.ts'
import type { KnownHousehold, PersonChange } from '../registry/entry-store.ts'
import {
  attributesOf,
  type EntryContext,
  provenanceOfRow,
  sealNationalId,
} from './registry-rows.ts'

/** What one more list says of a person who is known: identity by the survivorship rule. */
export function personChangeOf(
  context: EntryContext,
  known: Pick<KnownHousehold, 'head_provenance'> & { readonly personId: string },
  row: ListRow,
): PersonChange {
  const fresh = provenanceOfRow(context, row)
  const before = known.head_provenance?.identity
  const stood = before === undefined ? [] : [claimOf(before, '')]
  const told = fresh.identity === undefined ? [] : [claimOf(fresh.identity, context.derivedAt)]
  const stands = survivingClaim('identity', [...stood, ...told])?.id === context.importId
  const sealed = sealNationalId(context, row)
  const provenance = {
    ...known.head_provenance,
    membership: fresh.membership,
    ...(stands ? { identity: fresh.identity } : {}),
  }
  return {
    id: known.personId,
    stands,
    name: row.name,
    nameKey: nameKey(row.name),
    sex: row.sex ?? null,
    bornOn: row.bornOn ?? null,
    relation: row.relation ?? null,
    cipher: sealed?.cipher ?? null,
    index: sealed?.index ?? null,
    last2: sealed?.last2 ?? null,
    attributes: attributesOf(row),
    provenance: JSON.stringify(provenance),
  }
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

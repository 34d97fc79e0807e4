import { plainDate } from '../../core/kernel/plain-date.ts'
import { survivingClaim } from '../../core/registry/survivorship.ts'
import type { ListRow } from '../../core/sources/p3ke-row.ts'
import type { BulkWriter } from '../bulk.ts'
import { newId } from '../new-id.ts'
import {
  changeHouseholds,
  changePersons,
  type HouseholdChange,
  hasSourceKeys,
  type KnownHousehold,
  listKnownHouseholds,
  type PersonChange,
} from '../registry/entry-store.ts'
import type { EnteredRow, GoodRow, RowEnterer } from './enter-import.ts'
import { personChangeOf } from './known-person.ts'
import {
  addHousehold,
  addPerson,
  addSourceKey,
  type EntryContext,
  noLines,
  provenanceOfRow,
} from './registry-rows.ts'

/**
 * Family rows into the registry: a family the owner named in an earlier list is the same family;
 * any
 * other row makes one, doubles inside the list too (matching joins them by evidence, not by key).
 */
export async function familyEnterer(db: BulkWriter, context: EntryContext): Promise<RowEnterer> {
  const mayKnow = await hasSourceKeys(db, context.owner)
  const taken = new Set<string>()
  const make = async (rows: readonly GoodRow[]) => {
    const lines = noLines()
    const households: HouseholdChange[] = []
    const persons: PersonChange[] = []
    const known = mayKnow ? await knownByKey(db, context, rows) : new Map()
    const entered: EnteredRow[] = rows.map(({ row, rowNo }) => {
      const same: KnownHousehold | undefined = known.get(row.familyKey)
      if (same === undefined || taken.has(same.id)) return enterNew({ lines, context, row, rowNo })
      taken.add(same.id)
      households.push(householdChangeOf(context, same, row))
      if (same.head_person_id !== null) {
        const head = { id: same.head_person_id, provenance: same.head_provenance }
        persons.push(personChangeOf(context, head, row))
      }
      addSourceKey(lines, context, { key: row.familyKey, householdId: same.id, rowNo })
      return { rowNo, householdId: same.id, personId: same.head_person_id }
    })
    await changeHouseholds(db, households)
    await changePersons(db, persons)
    return { lines, entered }
  }
  return { asks: mayKnow, make }
}

async function knownByKey(
  db: BulkWriter,
  context: EntryContext,
  rows: readonly GoodRow[],
): Promise<ReadonlyMap<string, KnownHousehold>> {
  const keys = [...new Set(rows.map(({ row }) => row.familyKey))].filter((key) => key !== '')
  const { owner, importId } = context
  const found = await listKnownHouseholds(db, { owner, keys, notFrom: importId })
  return new Map(found.map((each) => [each.key, each]))
}

function enterNew(made: {
  readonly lines: ReturnType<typeof noLines>
  readonly context: EntryContext
  readonly row: ListRow
  readonly rowNo: number
}): EnteredRow {
  const { lines, context, row, rowNo } = made
  const householdId = newId<'household'>()
  const personId = newId<'person'>()
  addHousehold(lines, context, { id: householdId, headId: personId, row, rowNo })
  addPerson(lines, context, {
    id: personId,
    householdId,
    villageCode: row.villageCode,
    verifierId: null,
    relation: 'head',
    row,
    rowNo,
  })
  addSourceKey(lines, context, { key: row.familyKey, householdId, rowNo })
  return { rowNo, householdId, personId }
}

/** What a newer list changes in a known family, by the survivorship rule. */
export function householdChangeOf(
  context: EntryContext,
  known: Pick<KnownHousehold, 'id' | 'provenance'>,
  row: ListRow,
): HouseholdChange {
  const before = known.provenance.conditions
  const fresh = provenanceOfRow(context, row)
  const now = {
    kind: 'list' as const,
    id: context.importId,
    observedOn: plainDate(context.observedOn),
    recordedAt: context.derivedAt,
  }
  const stood =
    before === undefined
      ? []
      : [
          {
            kind: before[0] === 'visit' ? ('visit' as const) : ('list' as const),
            id: before[1],
            observedOn: before[2] === '' ? undefined : plainDate(before[2]),
            recordedAt: '',
          },
        ]
  const stands = survivingClaim('conditions', [...stood, now])?.id === context.importId
  const provenance = {
    ...known.provenance,
    ...(stands ? { conditions: fresh.conditions } : {}),
  }
  return {
    id: known.id,
    address: row.address,
    decile: row.decile ?? null,
    decileFrom: context.importId,
    conditions: stands ? JSON.stringify(row.conditions) : null,
    provenance: JSON.stringify(provenance),
  }
}

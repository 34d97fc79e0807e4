import { nameKey } from '../../core/registry/name.ts'
import type { ListRow } from '../../core/sources/p3ke-row.ts'
import type { BulkWriter } from '../bulk.ts'
import { newId } from '../new-id.ts'
import {
  changePersons,
  type KnownHousehold,
  listKnownHouseholds,
  type PersonChange,
  setHeads,
} from '../registry/entry-store.ts'
import type { EnteredRow, GoodRow, RowEnterer } from './enter-import.ts'
import { personChangeOf } from './known-person.ts'
import {
  addHousehold,
  addPerson,
  addSourceKey,
  type EntryContext,
  type EntryLines,
  noLines,
  sealNationalId,
} from './registry-rows.ts'

type Head = { householdId: string; personId: string; name: string; nameKey: string }

/** A family as it stands while the rows of its persons come in. */
type OpenFamily = {
  readonly known: KnownHousehold | undefined
  readonly id: string
  readonly villageCode: string | null | undefined
  readonly verifierId: string | null
  /** The head who was known before these rows, until a row has told of them. */
  waitingHead: string | undefined
}

/**
 * Person rows into the registry: each joins the family of its ID Keluarga; the row of the head is
 * the head of the family list and no second person; a family that stands only here is made.
 */
export function personEnterer(db: BulkWriter, context: EntryContext): RowEnterer {
  const make = async (rows: readonly GoodRow[]) => {
    const batch = new PersonBatch(context, await knownFamilies(db, context, rows), rows)
    const entered = rows.map((each) => batch.enter(each))
    await changePersons(db, batch.persons)
    return { lines: batch.lines, entered, after: () => setHeads(db, batch.heads) }
  }
  return { asks: true, make }
}

async function knownFamilies(
  db: BulkWriter,
  context: EntryContext,
  rows: readonly GoodRow[],
): Promise<readonly KnownHousehold[]> {
  const keys = [...new Set(rows.map(({ row }) => row.familyKey))]
  return listKnownHouseholds(db, { owner: context.owner, keys })
}

class PersonBatch {
  readonly lines: EntryLines = noLines()
  readonly persons: PersonChange[] = []
  readonly heads: Head[] = []
  readonly #context: EntryContext
  readonly #families = new Map<string, OpenFamily>()
  readonly #headRows = new Map<string, number>()

  constructor(context: EntryContext, known: readonly KnownHousehold[], rows: readonly GoodRow[]) {
    this.#context = context
    for (const each of known) this.#families.set(each.key, openFamily(context, each))
    for (const { row, rowNo } of rows) {
      const first = row.relation === 'head' && !this.#headRows.has(row.familyKey)
      if (first) this.#headRows.set(row.familyKey, rowNo)
    }
  }

  enter({ row, rowNo }: GoodRow): EnteredRow {
    const family = this.#families.get(row.familyKey) ?? this.#makeFamily(row, rowNo)
    const personId = this.#enterPerson(family, row, rowNo)
    const key = { key: row.familyKey, householdId: family.id, rowNo }
    addSourceKey(this.lines, this.#context, key)
    return { rowNo, householdId: family.id, personId }
  }

  #enterPerson(family: OpenFamily, row: ListRow, rowNo: number): string {
    const { waitingHead, known } = family
    if (waitingHead !== undefined && known !== undefined && this.#isHead(known, row, rowNo)) {
      family.waitingHead = undefined
      this.persons.push(personChangeOf(this.#context, { ...known, personId: waitingHead }, row))
      return waitingHead
    }
    const id = newId<'person'>()
    const { id: householdId, villageCode, verifierId } = family
    const { relation } = row
    addPerson(this.lines, this.#context, {
      id,
      householdId,
      villageCode,
      verifierId,
      relation,
      row,
      rowNo,
    })
    const named = this.#headRows.get(row.familyKey)
    const makesHead = relation === 'head' && rowNo === named && madeHere(family, this.#context)
    const alone = family.known === undefined && named === undefined && !this.#hasHead(family.id)
    if (makesHead || alone) {
      this.heads.push({ householdId, personId: id, name: row.name, nameKey: nameKey(row.name) })
    }
    return id
  }

  #hasHead(householdId: string): boolean {
    return this.heads.some((head) => head.householdId === householdId)
  }

  /**
   * The head's row says so; where no row of the batch does, the same NIK or name and birth date.
   */
  #isHead(known: KnownHousehold, row: ListRow, rowNo: number): boolean {
    if (row.relation === 'head') return this.#headRows.get(row.familyKey) === rowNo
    if (this.#headRows.has(row.familyKey)) return false
    const index = known.head_national_id_index
    const sealed = index === null ? undefined : sealNationalId(this.#context, row)
    if (index !== null && sealed?.index.equals(index)) return true
    const sameName = nameKey(row.name) === known.head_name_key
    return sameName && row.bornOn !== undefined && row.bornOn === known.head_born_on
  }

  #makeFamily(row: ListRow, rowNo: number): OpenFamily {
    const id = newId<'household'>()
    const made = { id, headId: null, row, rowNo }
    addHousehold(this.lines, this.#context, made)
    const { villageCode } = row
    const family = { known: undefined, id, villageCode, verifierId: null, waitingHead: undefined }
    this.#families.set(row.familyKey, family)
    return family
  }
}

function openFamily(context: EntryContext, known: KnownHousehold): OpenFamily {
  const told = known.head_provenance?.membership?.[1] === context.importId
  return {
    known,
    id: known.id,
    villageCode: known.village_code,
    verifierId: known.verifier_id,
    waitingHead: told ? undefined : (known.head_person_id ?? undefined),
  }
}

/** Whether these very rows made the family: then its head may still be named by them. */
function madeHere(family: OpenFamily, context: EntryContext): boolean {
  return family.known === undefined || family.known.import_id === context.importId
}

import { nameKey } from '../../core/registry/name.ts'
import type { ListRow } from '../../core/sources/p3ke-row.ts'
import type { BulkWriter } from '../bulk.ts'
import { newId } from '../new-id.ts'
import {
  changePersons,
  type KnownHousehold,
  type KnownMember,
  listKnownHouseholds,
  listKnownMembers,
  type PersonChange,
  setHeads,
} from '../registry/entry-store.ts'
import type { EnteredRow, GoodRow, RowEnterer } from './enter-import.ts'
import { findMember, personChangeOf, wasAccepted } from './known-person.ts'
import {
  addHousehold,
  addPerson,
  addSourceKey,
  type EntryContext,
  type EntryLines,
  nationalIdIndex,
  noLines,
} from './registry-rows.ts'

type Head = { householdId: string; personId: string; name: string; nameKey: string }

type KnownFamily = KnownHousehold & { readonly members?: readonly KnownMember[] }

/** A family as it stands while the rows of its persons come in. */
type OpenFamily = {
  readonly known: KnownHousehold | undefined
  readonly id: string
  readonly villageCode: string | null | undefined
  readonly verifierId: string | null
  /** The head who was known before these rows, until a row has told of them. */
  waitingHead: string | undefined
  /** Members who were known before these rows, until a row has told of them. */
  waitingMembers: readonly KnownMember[]
}

/**
 * Person rows into the registry: each joins the family of its ID Keluarga; the row of the head is
 * the head of the family list and no second person, and so is the row of a member whom a visit or
 * an earlier list put there; a family that stands only here is made.
 */
export function personEnterer(db: BulkWriter, context: EntryContext): RowEnterer {
  const told = new Set<string>()
  const make = async (rows: readonly GoodRow[]) => {
    const batch = new PersonBatch(context, await knownFamilies(db, context, rows), { rows, told })
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
): Promise<readonly KnownFamily[]> {
  const keys = [...new Set(rows.map(({ row }) => row.familyKey))]
  const known = await listKnownHouseholds(db, { owner: context.owner, keys })
  const families = known.filter((each) => each.import_id !== context.importId)
  if (families.length === 0) return known
  const found = await listKnownMembers(db, { families, notFrom: context.importId })
  const members = Map.groupBy(found, (each) => each.household_id)
  return known.map((each) => ({ ...each, members: members.get(each.id) ?? [] }))
}

class PersonBatch {
  readonly lines: EntryLines = noLines()
  readonly persons: PersonChange[] = []
  readonly heads: Head[] = []
  readonly #context: EntryContext
  readonly #families = new Map<string, OpenFamily>()
  readonly #told: Set<string>
  readonly #headRows = new Map<string, number>()

  constructor(
    context: EntryContext,
    known: readonly KnownFamily[],
    given: {
      readonly rows: readonly GoodRow[]
      /** Members of whom rows of this import told whose provenance does not say so. */
      readonly told: Set<string>
    },
  ) {
    const { rows, told } = given
    this.#context = context
    this.#told = told
    for (const each of known) this.#families.set(each.key, openFamily(context, each, told))
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
    const known = this.#takeKnown(family, row, rowNo)
    if (known !== undefined) {
      this.persons.push(personChangeOf(this.#context, known, row))
      return known.id
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

  /**
   * A known person of the family of whom no row of this import has told yet. Who is called head in
   * the list, and is a member here by number or name, is that member.
   */
  #takeKnown(family: OpenFamily, row: ListRow, rowNo: number) {
    const { known, waitingHead, waitingMembers } = family
    const isHead =
      waitingHead !== undefined && known !== undefined && this.#isHead(known, row, rowNo)
    const mayBeMember = waitingMembers.length > 0 && !(isHead && this.#hasMarks(known, row))
    const member = mayBeMember ? this.#takeMember(family, row) : undefined
    if (member !== undefined || !isHead) return member
    family.waitingHead = undefined
    return { id: waitingHead, provenance: known.head_provenance }
  }

  #takeMember(family: OpenFamily, row: ListRow): KnownMember | undefined {
    const index = nationalIdIndex(this.#context, row)
    const member = findMember(family.waitingMembers, row, index)
    if (member === undefined) return undefined
    family.waitingMembers = family.waitingMembers.filter((each) => each !== member)
    if (wasAccepted(member)) this.#told.add(member.id)
    // The head of before is then found by their own marks.
    if (row.relation === 'head') this.#headRows.delete(row.familyKey)
    return member
  }

  #hasHead(householdId: string): boolean {
    return this.heads.some((head) => head.householdId === householdId)
  }

  /**
   * The head's row says so; where no row of the batch does, the same NIK or name and birth date.
   */
  #isHead(known: KnownHousehold, row: ListRow, rowNo: number): boolean {
    if (row.relation === 'head') return this.#headRows.get(row.familyKey) === rowNo
    return !this.#headRows.has(row.familyKey) && this.#hasMarks(known, row)
  }

  /** The head's NIK, or name and birth date. */
  #hasMarks(known: KnownHousehold, row: ListRow): boolean {
    const index = known.head_national_id_index
    if (index !== null && nationalIdIndex(this.#context, row)?.equals(index)) return true
    const sameName = nameKey(row.name) === known.head_name_key
    return sameName && row.bornOn !== undefined && row.bornOn === known.head_born_on
  }

  #makeFamily(row: ListRow, rowNo: number): OpenFamily {
    const id = newId<'household'>()
    const made = { id, headId: null, row, rowNo }
    addHousehold(this.lines, this.#context, made)
    const { villageCode } = row
    const family: OpenFamily = {
      known: undefined,
      id,
      villageCode,
      verifierId: null,
      waitingHead: undefined,
      waitingMembers: [],
    }
    this.#families.set(row.familyKey, family)
    return family
  }
}

function openFamily(
  context: EntryContext,
  known: KnownFamily,
  told: ReadonlySet<string>,
): OpenFamily {
  const toldBy = (provenance: KnownHousehold['head_provenance']) =>
    provenance?.membership?.[1] === context.importId
  return {
    known,
    id: known.id,
    villageCode: known.village_code,
    verifierId: known.verifier_id,
    waitingHead: toldBy(known.head_provenance) ? undefined : (known.head_person_id ?? undefined),
    waitingMembers: (known.members ?? []).filter(
      (each) => !told.has(each.id) && !toldBy(each.provenance),
    ),
  }
}

/** Whether these very rows made the family: then its head may still be named by them. */
function madeHere(family: OpenFamily, context: EntryContext): boolean {
  return family.known === undefined || family.known.import_id === context.importId
}

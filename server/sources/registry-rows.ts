import { nameKey } from '../../core/registry/name.ts'
import type { Provenance } from '../../core/registry/survivorship.ts'
import type { ListRow } from '../../core/sources/p3ke-row.ts'
import { copyLine } from '../bulk.ts'
import { blindIndex, sealContext, sealText, type TenantKeys } from '../keyring.ts'
import { newId } from '../new-id.ts'

/** What all rows of one import share on their way into the registry. */
export type EntryContext = {
  readonly tenantId: number
  readonly keys: TenantKeys
  readonly importId: string
  readonly owner: string
  readonly observedOn: string
  readonly derivedAt: string
  /** A NIK that ends in 0 lost its last digit in a spreadsheet: not taken. */
  readonly lastDigitLost: boolean
}

/** Lines for COPY, by table. */
export type EntryLines = {
  households: string
  persons: string
  memberships: string
  sourceKeys: string
}

export function noLines(): EntryLines {
  return { households: '', persons: '', memberships: '', sourceKeys: '' }
}

export function provenanceOfRow(context: EntryContext, row: ListRow): Provenance {
  const identity = row.dukcapilMatched ? 'list-matched' : 'list'
  const { importId, observedOn } = context
  return {
    identity: [identity, importId, observedOn],
    conditions: ['list', importId, observedOn],
    membership: ['list', importId, observedOn],
  }
}

export type SealedId = { readonly cipher: Buffer; readonly index: Buffer; readonly last2: string }

/** The digits of a row's NIK, where it has one that may be taken. */
function digitsOf(context: EntryContext, row: ListRow): string | undefined {
  const { digits } = row.nik
  return context.lastDigitLost && digits?.endsWith('0') ? undefined : digits
}

/** The blind index of a row's NIK, to be looked for among known ones. */
export function nationalIdIndex(context: EntryContext, row: ListRow): Buffer | undefined {
  const digits = digitsOf(context, row)
  return digits === undefined ? undefined : blindIndex(context.keys, 'national-id', digits)
}

export function sealNationalId(context: EntryContext, row: ListRow): SealedId | undefined {
  const digits = digitsOf(context, row)
  if (digits === undefined) return undefined
  const { keys, tenantId } = context
  return {
    cipher: sealText(keys, digits, sealContext(tenantId, 'national-id')),
    index: blindIndex(keys, 'national-id', digits),
    last2: digits.slice(-2),
  }
}

/** What a list says of a person beside identity: attributes by canonical code. */
export function attributesOf(row: ListRow): string {
  const { marital, education, job, personKey } = row
  return JSON.stringify({
    ...(marital === undefined ? {} : { marital }),
    ...(education === undefined ? {} : { education }),
    ...(job === undefined ? {} : { job }),
    ...(personKey === '' ? {} : { 'p3ke-person': personKey }),
  })
}

export function addHousehold(
  lines: EntryLines,
  context: EntryContext,
  made: {
    readonly id: string
    readonly headId: string | null
    readonly row: ListRow
    readonly rowNo: number
  },
): void {
  const { row } = made
  const { keys, tenantId } = context
  const card = row.familyCard
  const cardCipher =
    card === undefined ? null : sealText(keys, card, sealContext(tenantId, 'family-card'))
  const cardIndex = card === undefined ? null : blindIndex(keys, 'family-card', card)
  lines.households += copyLine([
    tenantId,
    made.id,
    row.villageCode,
    row.address,
    row.name,
    nameKey(row.name),
    made.headId,
    1,
    cardCipher,
    cardIndex,
    row.decile,
    row.decile === undefined ? null : context.importId,
    JSON.stringify(row.conditions),
    JSON.stringify(provenanceOfRow(context, row)),
    context.importId,
    made.rowNo,
    context.derivedAt,
  ])
}

export function addPerson(
  lines: EntryLines,
  context: EntryContext,
  made: {
    readonly id: string
    readonly householdId: string
    readonly villageCode: string | null | undefined
    readonly verifierId: string | null
    readonly relation: string | undefined
    readonly row: ListRow
    readonly rowNo: number
  },
): void {
  const { row } = made
  const sealed = sealNationalId(context, row)
  lines.persons += copyLine([
    context.tenantId,
    made.id,
    made.householdId,
    made.villageCode,
    made.verifierId,
    row.name,
    nameKey(row.name),
    row.sex,
    row.bornOn,
    made.relation,
    sealed?.cipher,
    sealed?.index,
    sealed?.last2,
    attributesOf(row),
    JSON.stringify(provenanceOfRow(context, row)),
    context.importId,
    made.rowNo,
    context.derivedAt,
  ])
  lines.memberships += copyLine([
    context.tenantId,
    newId(),
    made.householdId,
    made.id,
    made.villageCode,
    made.verifierId,
    made.relation,
  ])
}

export function addSourceKey(
  lines: EntryLines,
  context: EntryContext,
  made: { readonly key: string; readonly householdId: string; readonly rowNo: number },
): void {
  if (made.key === '') return
  const { tenantId, owner, importId } = context
  lines.sourceKeys += copyLine([tenantId, owner, made.key, made.householdId, importId, made.rowNo])
}

import { sql } from 'kysely'
import { change, firstRow, type Reader, rows, type Writer } from '../database.ts'

export type ImportState =
  | 'received'
  | 'checking'
  | 'checked'
  | 'entering'
  | 'entered'
  | 'refused'
  | 'withdrawn'

export type ImportRecord = {
  readonly id: string
  readonly file_name: string
  readonly file_bytes: number
  readonly format: string
  readonly unit: 'household' | 'person'
  readonly owner: string
  readonly delivered_on: string | null
  readonly state: ImportState
  readonly header: readonly string[]
  readonly mapping: ImportMapping
  readonly row_count: number
  readonly data_rows: number
  readonly good_rows: number
  readonly waiting_rows: number
  readonly finding_count: number
  readonly problem_code: string | null
  readonly progress: ImportProgress
  readonly received_by: string | null
  readonly received_by_name: string | null
  readonly received_at: Date
  readonly checked_at: Date | null
  readonly entered_at: Date | null
  readonly withdrawn_at: Date | null
}

/** How the file was understood; enough to read its rows again and to write it back. */
export type ImportMapping = {
  readonly format?: 'p3ke-family' | 'p3ke-person'
  readonly columns?: Readonly<Record<string, number>>
  readonly headerRow?: number
  readonly families?: number
  /** A spreadsheet cut the sixteenth digit: a NIK that ends in 0 is not to be trusted. */
  readonly lastDigitLost?: boolean
  readonly delimiter?: string
  readonly encoding?: string
  readonly bom?: boolean
  readonly lineEnd?: string
}

export type ImportProgress = {
  readonly phase?: 'waiting' | 'reading' | 'saving' | 'done'
  readonly rows?: number
  readonly share?: number
}

const columns = sql`
  i.id, i.file_name, i.file_bytes, i.format, i.unit, i.owner, i.delivered_on, i.state, i.header,
  i.mapping, i.row_count, i.data_rows, i.good_rows, i.waiting_rows, i.finding_count,
  i.problem_code, i.progress, i.received_by, c.name as received_by_name, i.received_at,
  i.checked_at, i.entered_at, i.withdrawn_at`

export function findImport(db: Reader, id: string): Promise<ImportRecord | undefined> {
  return firstRow(
    db,
    sql<ImportRecord>`
      select ${columns}
      from entas.import i
      left join entas.colleague c
        on c.tenant_id = ${db.tenantId} and c.id = i.received_by
      where i.tenant_id = ${db.tenantId} and i.id = ${id}
      limit 1`,
  )
}

export function listImports(
  db: Reader,
  page: { readonly size: number; readonly from: number },
): Promise<ImportRecord[]> {
  return rows(
    db,
    sql<ImportRecord>`
      select ${columns}
      from entas.import i
      left join entas.colleague c
        on c.tenant_id = ${db.tenantId} and c.id = i.received_by
      where i.tenant_id = ${db.tenantId}
      order by i.received_at desc, i.id
      limit ${page.size} offset ${page.from}`,
  )
}

export async function countImports(db: Reader): Promise<number> {
  const row = await firstRow(
    db,
    sql<{ total: number }>`
      select count(*) as total from entas.import i where i.tenant_id = ${db.tenantId} limit 1`,
  )
  return row?.total ?? 0
}

/** The standing import of the same bytes, when there is one. */
export function findSameFile(
  db: Reader,
  digest: Buffer,
): Promise<{ id: string; state: ImportState } | undefined> {
  return firstRow(
    db,
    sql<{ id: string; state: ImportState }>`
      select i.id, i.state
      from entas.import i
      where i.tenant_id = ${db.tenantId} and i.file_digest = ${digest}
        and i.state not in ('refused', 'withdrawn')
      limit 1`,
  )
}

/** Adds the import of a new file; false when the same bytes arrived in the same moment. */
export async function addImport(
  db: Writer,
  given: {
    readonly id: string
    readonly fileName: string
    readonly digest: Buffer
    readonly bytes: number
    readonly container: string
    readonly deliveredOn: string | null
  },
): Promise<boolean> {
  const added = await change(
    db,
    sql`
      insert into entas.import
        (tenant_id, id, file_name, file_digest, file_bytes, format, unit, owner, delivered_on,
         state, progress, received_by, received_at)
      values
        (${db.tenantId}, ${given.id}, ${given.fileName}, ${given.digest}, ${given.bytes},
         ${given.container}, 'household', 'p3ke', ${given.deliveredOn}, 'received',
         '{"phase":"waiting","rows":0,"share":0}', ${db.actorId}, ${db.now})
      on conflict (tenant_id, file_digest) where state not in ('refused', 'withdrawn') do nothing`,
  )
  return added === 1
}

/** Imports whose file is still to be staged: at most as many as one day brings. */
export async function listWaitingImports(db: Reader): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`
      select i.id
      from entas.import i
      where i.tenant_id = ${db.tenantId} and i.state in ('received', 'checking')
      limit 10000`,
  )
  return found.map((row) => row.id)
}

/** Moves an import on when it stands in one of the states; says whether it did. */
export async function moveImport(
  db: Writer,
  move: { readonly id: string; readonly from: readonly ImportState[]; readonly to: ImportState },
): Promise<boolean> {
  const moved = await change(
    db,
    sql`
      update entas.import set state = ${move.to}
      where tenant_id = ${db.tenantId} and id = ${move.id} and state = any(${[...move.from]})`,
  )
  return moved === 1
}

export async function saveProgress(db: Writer, id: string, at: ImportProgress): Promise<void> {
  await change(
    db,
    sql`
      update entas.import set progress = ${JSON.stringify(at)}::jsonb
      where tenant_id = ${db.tenantId} and id = ${id} and state in ('checking', 'entering')`,
  )
}

export async function saveRefused(
  db: Writer,
  refused: { readonly id: string; readonly problem: string },
): Promise<void> {
  await change(
    db,
    sql`
      update entas.import
      set state = 'refused', problem_code = ${refused.problem}, checked_at = ${db.now},
        progress = '{"phase":"done","rows":0,"share":1}'
      where tenant_id = ${db.tenantId} and id = ${refused.id}`,
  )
}

export async function saveChecked(
  db: Writer,
  checked: {
    readonly id: string
    readonly format: string
    readonly unit: 'household' | 'person'
    readonly header: readonly string[]
    readonly mapping: ImportMapping
    readonly counts: {
      readonly rows: number
      readonly data: number
      readonly good: number
      readonly waiting: number
      readonly findings: number
    }
  },
): Promise<void> {
  const { counts } = checked
  await change(
    db,
    sql`
      update entas.import
      set state = 'checked', unit = ${checked.unit}, format = ${checked.format},
        header = ${JSON.stringify(checked.header)}::jsonb,
        mapping = ${JSON.stringify(checked.mapping)}::jsonb,
        row_count = ${counts.rows}, data_rows = ${counts.data}, good_rows = ${counts.good},
        waiting_rows = ${counts.waiting}, finding_count = ${counts.findings},
        checked_at = ${db.now},
        progress = ${JSON.stringify({ phase: 'done', rows: counts.rows, share: 1 })}::jsonb
      where tenant_id = ${db.tenantId} and id = ${checked.id}`,
  )
}

/** Villages of the regency with the names of their districts: at most a few hundred. */
export function listVillages(
  db: Reader,
  regency: string,
): Promise<{ code: string; name: string; district: string }[]> {
  return rows(
    db,
    sql<{ code: string; name: string; district: string }>`
      select v.code, v.name, d.name as district
      from entas.area v
      join entas.area d on d.code = v.parent_code
      where v.kind = 'village' and v.code >= ${`${regency}.`} and v.code < ${`${regency}/`}
      order by v.code
      limit 10000`,
  )
}

export function findTenant(
  db: Reader,
): Promise<{ demonstration: boolean; regency: string } | undefined> {
  return firstRow(
    db,
    sql<{ demonstration: boolean; regency: string }>`
      select t.demonstration, c.code as regency
      from entas.tenant t
      join entas.tenant_code c on c.tenant_id = t.id
      where t.id = ${db.tenantId}
      order by c.valid_from desc
      limit 1`,
  )
}

/** Sealed blocks from a block on, a few at a time. */
export function listBlocks(
  db: Reader,
  from: { readonly importId: string; readonly block: number; readonly most: number },
): Promise<{ block_no: number; first_row: number; sealed: Buffer }[]> {
  return rows(
    db,
    sql<{ block_no: number; first_row: number; sealed: Buffer }>`
      select b.block_no, b.first_row, b.sealed
      from entas.import_block b
      where b.tenant_id = ${db.tenantId} and b.import_id = ${from.importId}
        and b.block_no >= ${from.block}
      order by b.block_no
      limit ${from.most}`,
  )
}

export type FindingRecord = {
  readonly row_no: number
  readonly field: string
  readonly code: string
  readonly severity: 'wait' | 'look'
  readonly detail: Readonly<Record<string, string | number>>
}

export function groupFindings(
  db: Reader,
  importId: string,
): Promise<{ code: string; severity: 'wait' | 'look'; rows: number }[]> {
  return rows(
    db,
    sql<{ code: string; severity: 'wait' | 'look'; rows: number }>`
      select f.code, f.severity, count(distinct f.row_no) as rows
      from entas.import_finding f
      where f.tenant_id = ${db.tenantId} and f.import_id = ${importId}
      group by f.code, f.severity
      order by f.severity desc, count(distinct f.row_no) desc, f.code
      limit 100`,
  )
}

export function listFindings(
  db: Reader,
  asked: {
    readonly importId: string
    readonly code: string | undefined
    readonly size: number
    readonly from: number
  },
): Promise<FindingRecord[]> {
  const one = asked.code === undefined ? sql`true` : sql`f.code = ${asked.code}`
  return rows(
    db,
    sql<FindingRecord>`
      select f.row_no, f.field, f.code, f.severity, f.detail
      from entas.import_finding f
      where f.tenant_id = ${db.tenantId} and f.import_id = ${asked.importId} and ${one}
      order by f.row_no, f.ordinal
      limit ${asked.size} offset ${asked.from}`,
  )
}

export async function countFindings(
  db: Reader,
  asked: { readonly importId: string; readonly code: string | undefined },
): Promise<number> {
  const one = asked.code === undefined ? sql`true` : sql`f.code = ${asked.code}`
  const row = await firstRow(
    db,
    sql<{ total: number }>`
      select count(*) as total
      from entas.import_finding f
      where f.tenant_id = ${db.tenantId} and f.import_id = ${asked.importId} and ${one}
      limit 1`,
  )
  return row?.total ?? 0
}

/** One worker an import: a second waits until the first has committed or is gone. */
export async function lockImport(db: Writer, id: string): Promise<void> {
  await change(db, sql`select pg_advisory_xact_lock(${db.tenantId}, hashtext(${id}))`)
}

/** Row -> family and person, beside the transaction that makes them. */
export async function makeLinkTable(db: Writer): Promise<void> {
  await change(
    db,
    sql`
      create temporary table import_link
        (row_no integer not null, household_id uuid not null, person_id uuid)
      on commit drop`,
  )
}

export async function linkRows(db: Writer, importId: string): Promise<void> {
  await change(
    db,
    sql`
      update entas.import_row r
      set household_id = l.household_id, person_id = l.person_id
      from pg_temp.import_link l
      where r.tenant_id = ${db.tenantId} and r.import_id = ${importId} and r.row_no = l.row_no`,
  )
}

/** Marks the import entered and counts what it made. */
export async function saveEntered(
  db: Writer,
  id: string,
): Promise<{ households: number; persons: number }> {
  const made = await firstRow(
    db,
    sql<{ households: number; persons: number }>`
      select count(distinct l.household_id) as households, count(distinct l.person_id) as persons
      from pg_temp.import_link l
      limit 1`,
  )
  const counts = made ?? { households: 0, persons: 0 }
  const progress = JSON.stringify({ phase: 'done', rows: 0, share: 1, ...counts })
  await change(
    db,
    sql`
      update entas.import
      set state = 'entered', entered_at = ${db.now}, progress = ${progress}::jsonb
      where tenant_id = ${db.tenantId} and id = ${id}`,
  )
  return counts
}

import {
  type Cells,
  cutRows,
  joinScans,
  type RowRange,
  type TableHeader,
} from '../../../core/matching/table/cells.ts'
import type { Column } from '../../../core/matching/table/column.ts'
import type { TableFile } from './table-file.ts'
import type { TableJob, TableJobResult } from './table-jobs.ts'

/** A file of which the header is known. */
export type OpenTable = TableFile & { readonly header: TableHeader }

export type InternRequest = {
  readonly tables: readonly OpenTable[]
  readonly columns: readonly string[]
}

export type InternedTables = {
  readonly rows: number
  /** Rows of the first file. */
  readonly sideStart: number
  readonly columns: readonly Column[]
  readonly surplusCells: number
  readonly shortRows: number
}

/** Does jobs in any order on any threads; results in the order of the jobs. */
export type RunJobs = (jobs: readonly TableJob[]) => Promise<readonly TableJobResult[]>

const readBytes = 1 << 23
const scanBytes = 1 << 25
const sampledRows = 1000

/** Reads, scans and interns tables; the rows of a later file follow those of an earlier one. */
export async function internTables(request: InternRequest, run: RunJobs): Promise<InternedTables> {
  const scanned = await scanTables(request.tables, run)
  const jobs = request.columns.map((name) => internJob(name, request.tables, scanned))
  const order = jobs.toSorted((left, right) => right.weight - left.weight)
  const results = await run(order.map(({ job }) => job))
  const byName = new Map<string, Column>()
  for (const result of results) {
    if (result.is === 'intern') byName.set(result.column.name, result.column)
  }
  const all = scanned.flat()
  return {
    rows: sumOf(all, (cells) => cells.rows),
    sideStart: sumOf(scanned[0] ?? [], (cells) => cells.rows),
    columns: request.columns.flatMap((name) => byName.get(name) ?? []),
    surplusCells: sumOf(all, (cells) => cells.surplus),
    shortRows: sumOf(all, (cells) => cells.short),
  }
}

/** The cells of each table, in pieces that several threads found at the same time. */
async function scanTables(tables: readonly OpenTable[], run: RunJobs): Promise<Cells[][]> {
  const loaded = tables.map((file) => ({
    file,
    bytes: new Uint8Array(new SharedArrayBuffer(file.sizeBytes)),
  }))
  await run(
    loaded.flatMap(({ file, bytes }) => {
      const pieceBytes = file.encoding === 'utf-8' ? readBytes : bytes.length
      return pieces(bytes.length, pieceBytes).map((from) => {
        return { is: 'read', file, from, into: bytes.subarray(from, from + pieceBytes) } as const
      })
    }),
  )
  const ranges = loaded.map(({ file, bytes }) => rangesOf(bytes, file.header))
  const results = await run(ranges.flat().map((range) => ({ is: 'scan', range })))
  const scans = results.flatMap((result) => (result.is === 'scan' ? [result.cells] : []))
  let taken = 0
  return ranges.map((each) => {
    const own = scans.slice(taken, taken + each.length)
    taken += each.length
    return joinScans(each, own)
  })
}

function rangesOf(bytes: Uint8Array, header: TableHeader): RowRange[] {
  const { separator, names, end } = header
  const range = { bytes, separator, columns: names.length, from: end, limit: bytes.length }
  return cutRows(range, Math.max(1, pieces(bytes.length - end, scanBytes).length))
}

function pieces(sizeBytes: number, pieceBytes: number): number[] {
  return Array.from({ length: Math.ceil(sizeBytes / pieceBytes) }, (_, at) => at * pieceBytes)
}

type WeighedJob = { readonly job: TableJob; readonly weight: number }

/** The weight is the bytes of the first rows: long values are mostly many values as well. */
function internJob(
  name: string,
  tables: readonly OpenTable[],
  scanned: readonly (readonly Cells[])[],
): WeighedJob {
  let weight = 0
  const parts = scanned.flatMap((pieces, table) => {
    const found = tables[table]?.header.names.indexOf(name) ?? -1
    const at = found < 0 ? undefined : found
    for (const cells of pieces.slice(0, 1)) weight += at === undefined ? 0 : lengthOf(cells, at)
    return pieces.map((cells) => ({ cells, at }))
  })
  return { job: { is: 'intern', name, parts }, weight }
}

function lengthOf(cells: Cells, at: number): number {
  const { starts, columns, rows } = cells
  let length = 0
  for (let row = 0; row < Math.min(rows, sampledRows); row++) {
    const slot = row * (columns + 1) + at
    length += (starts[slot + 1] ?? 0) - (starts[slot] ?? 0)
  }
  return length
}

function sumOf<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + count(item), 0)
}

import { pageSizeDefault } from '../../core/kernel/contract-parts.ts'
import { maskNationalId } from '../../core/registry/national-id.ts'
import { sourcesProblem } from '../../core/sources/problems.ts'
import { kindOfLine } from '../../core/sources/sheet-lines.ts'
import type { Reader } from '../database.ts'
import type { TenantKeys } from '../keyring.ts'
import { columnsOf } from './enter-import.ts'
import {
  countFindings,
  countImports,
  type FindingRecord,
  findImport,
  groupFindings,
  type ImportRecord,
  listBlocks,
  listFindings,
  listImports,
} from './store.ts'
import { unsealRows } from './verbatim-blocks.ts'

const samples = 3
const sampleRows = 5

export async function showImports(db: Reader, page: number) {
  const found = await listImports(db, { size: pageSizeDefault, from: (page - 1) * pageSizeDefault })
  return {
    rows: found.map(importRow),
    total: await countImports(db),
    page,
    pageSize: pageSizeDefault,
  }
}

export async function showImport(
  db: Reader,
  asked: { readonly id: string; readonly keys: TenantKeys },
) {
  const found = await findImport(db, asked.id)
  if (found === undefined) throw sourcesProblem('sources.import-not-found')
  const groups = await groupFindings(db, asked.id)
  const findings = []
  for (const group of groups) {
    const some = { importId: asked.id, code: group.code, size: samples, from: 0 }
    findings.push({ ...group, samples: (await listFindings(db, some)).map(findingRow) })
  }
  return {
    ...importRow(found),
    header: [...found.header],
    mapping: Object.entries(found.mapping.columns ?? {}).map(([field, column]) => ({
      column,
      field,
    })),
    findings,
    sampleRows: await firstRows(db, found, asked.keys),
  }
}

export async function showFindings(
  db: Reader,
  asked: { readonly importId: string; readonly code: string | undefined; readonly page: number },
) {
  const { importId, code, page } = asked
  const from = (page - 1) * pageSizeDefault
  const found = await listFindings(db, { importId, code, size: pageSizeDefault, from })
  return {
    rows: found.map(findingRow),
    total: await countFindings(db, { importId, code }),
    page,
    pageSize: pageSizeDefault,
  }
}

function findingRow(found: FindingRecord) {
  const { row_no: row, field, code, severity, detail } = found
  return { row, field, code, severity, detail: { ...detail } }
}

function importRow(found: ImportRecord) {
  const { progress, mapping } = found
  const persons = found.unit === 'person' ? found.data_rows : (mapping.families ?? 0)
  return {
    id: found.id,
    fileName: found.file_name,
    fileBytes: found.file_bytes,
    format: mapping.format ?? null,
    container: found.format === 'xlsx' ? ('xlsx' as const) : ('csv' as const),
    unit: found.unit,
    owner: found.owner,
    deliveredOn: found.delivered_on,
    state: found.state,
    rowCount: found.row_count,
    dataRows: found.data_rows,
    goodRows: found.good_rows,
    waitingRows: found.waiting_rows,
    findingCount: found.finding_count,
    families: mapping.families ?? 0,
    persons,
    problemCode: found.problem_code,
    progress: {
      phase: progress.phase ?? ('waiting' as const),
      rows: progress.rows ?? 0,
      share: progress.share ?? 0,
    },
    receivedBy: found.received_by_name,
    receivedAt: found.received_at.toISOString(),
    checkedAt: found.checked_at?.toISOString() ?? null,
    enteredAt: found.entered_at?.toISOString() ?? null,
    withdrawnAt: found.withdrawn_at?.toISOString() ?? null,
  }
}

/** The first data rows as they came, every long number masked. */
async function firstRows(db: Reader, found: ImportRecord, keys: TenantKeys) {
  if (found.mapping.columns === undefined) return []
  const columns = columnsOf(found)
  const [block] = await listBlocks(db, { importId: found.id, block: 0, most: 1 })
  if (block === undefined) return []
  return unsealRows(keys, db.tenantId, block.sealed)
    .map((cells, at) => ({ row: block.first_row + at, cells }))
    .filter(({ row, cells }) => {
      return row > (found.mapping.headerRow ?? 1) && kindOfLine(cells, columns) === 'data'
    })
    .slice(0, sampleRows)
    .map(({ row, cells }) => ({ row, cells: cells.map(withoutNumbers) }))
}

/** A NIK stays recognisable and unreadable, however a spreadsheet has broken it. */
function withoutNumbers(cell: string): string {
  return cell.replace(/\d[\d.,E+]{11,}/gi, (digits) => maskNationalId(digits))
}

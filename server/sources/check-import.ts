import { areaCode } from '../../core/areas/area-scope.ts'
import { type PlainDate, plainDate } from '../../core/kernel/plain-date.ts'
import { Problem } from '../../core/kernel/problem.ts'
import { type ListCheck, listCheck, type World, wrongWorld } from '../../core/sources/list-check.ts'
import { type ListColumns, recogniseHeader } from '../../core/sources/p3ke-columns.ts'
import type { RowFinding, VillageBook } from '../../core/sources/p3ke-row.ts'
import { sourcesProblem } from '../../core/sources/problems.ts'
import { titleLinesMost } from '../../core/sources/sheet-lines.ts'
import { villageBook } from '../../core/sources/village-book.ts'
import { type BulkWriter, bulkWorking, copyLine } from '../bulk.ts'
import { working } from '../database.ts'
import { record } from '../events.ts'
import type { House } from '../route.ts'
import { forgetIncoming, incomingPath, isIncoming } from './incoming.ts'
import { type OpenedList, openList } from './open-list.ts'
import { progressTeller } from './progress-teller.ts'
import { type ListLine, limits } from './read-csv.ts'
import {
  findImport,
  findTenant,
  type ImportRecord,
  listVillages,
  lockImport,
  moveImport,
  saveChecked,
  saveRefused,
} from './store.ts'
import { blockRows, sealRows } from './verbatim-blocks.ts'

const flushRows = blockRows * 10

/**
 * Stages one received file: verbatim rows sealed, one line each about what they are, findings; all
 * in one transaction, so that a killed job leaves nothing. What the file itself makes impossible
 * (no header, another world) refuses the import with a problem; everything else is a finding.
 */
export async function checkImport(house: House, tenantId: number, id: string): Promise<void> {
  const ready = await working(house.database, tenantId, async (db) => {
    const found = await findImport(db, id)
    const tenant = await findTenant(db)
    const move = { id, from: ['received', 'checking'], to: 'checking' } as const
    if (found === undefined || tenant === undefined || !(await moveImport(db, move))) return
    const villages = await listVillages(db, tenant.regency)
    return { found, tenant, book: villageBook(areaCode(tenant.regency), villages) }
  })
  if (ready === undefined) return
  const { found, tenant, book } = ready
  const demonstration = house.config.demonstration || tenant.demonstration
  const world = demonstration ? 'demonstration' : 'real'
  try {
    await stage(house, tenantId, { found, book, world })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await refuse(house, tenantId, { id, problem: error.code })
  }
  await forgetIncoming(house.config.dataDirectory, id)
}

async function refuse(
  house: House,
  tenantId: number,
  refused: { readonly id: string; readonly problem: string },
): Promise<void> {
  await working(house.database, tenantId, async (db) => {
    await saveRefused(db, refused)
    const detail = { problem: refused.problem }
    await record(db, { name: 'import.refused', subject: refused.id, detail })
  })
}

async function stage(
  house: House,
  tenantId: number,
  given: {
    readonly found: ImportRecord
    readonly book: VillageBook
    readonly world: World
  },
): Promise<void> {
  const { found, book, world } = given
  const { dataDirectory } = house.config
  if (!(await isIncoming(dataDirectory, found.id))) throw sourcesProblem('sources.broken-file')
  const list = await openList(incomingPath(dataDirectory, found.id))
  const tell = progressTeller(house, tenantId, found.id)
  await bulkWorking(house.database, tenantId, async (db) => {
    await lockImport(db, found.id)
    const on = plainDate(found.received_at.toISOString().slice(0, 10))
    const delimiter = list.shape?.delimiter
    const staging = new Staging({ house, db, importId: found.id, book, on, world, delimiter })
    for await (const batch of list.batches) {
      await staging.take(batch.rows)
      tell('reading', staging.rows, batch.bytes / found.file_bytes)
    }
    const check = await staging.end()
    const wrong = wrongWorld(check.counts, world)
    if (wrong !== undefined) throw sourcesProblem(`sources.${wrong}`)
    await saveStaged(db, { found, staging, check, list })
  })
  await tell.done()
}

async function saveStaged(
  db: BulkWriter,
  staged: {
    readonly found: ImportRecord
    readonly staging: Staging
    readonly check: ListCheck
    readonly list: OpenedList
  },
): Promise<void> {
  const { found, staging, check, list } = staged
  const columns = staging.columns
  if (columns === undefined) throw sourcesProblem('sources.header-not-found')
  const { data, good, waiting } = check.counts
  const counts = { rows: staging.rows, data, good, waiting, findings: staging.findings }
  const lastDigitLost = check.lastDigitLost().length > 0
  await saveChecked(db, {
    id: found.id,
    format: list.container,
    unit: columns.format === 'p3ke-family' ? 'household' : 'person',
    header: columns.header,
    mapping: {
      format: columns.format,
      columns: columns.columns,
      headerRow: staging.headerRow,
      families: check.families(),
      lastDigitLost,
      ...list.shape,
    },
    counts,
  })
  const detail = { ...counts, families: check.families(), format: columns.format }
  await record(db, { name: 'import.checked', subject: found.id, detail })
}

const blockTarget = {
  table: 'entas.import_block',
  columns: ['tenant_id', 'import_id', 'block_no', 'first_row', 'row_count', 'sealed'],
} as const
const rowTarget = {
  table: 'entas.import_row',
  columns: ['tenant_id', 'import_id', 'row_no', 'kind', 'state', 'village_code'],
} as const
const findingTarget = {
  table: 'entas.import_finding',
  columns: ['tenant_id', 'import_id', 'row_no', 'ordinal', 'field', 'code', 'severity', 'detail'],
} as const

/** Rows on their way into the three tables of one import; owns what is not yet copied. */
class Staging {
  rows = 0
  findings = 0
  headerRow = 0
  columns: ListColumns | undefined
  readonly #db: BulkWriter
  readonly #given: StagingGiven
  readonly #prefix: string
  #check: ListCheck | undefined
  #early: ListLine[] = []
  #block: string[] = []
  #blockNo = 0
  #held = nothingHeld()
  #copying: Promise<void> = Promise.resolve()

  constructor(given: StagingGiven) {
    this.#given = given
    this.#db = given.db
    this.#prefix = `${given.db.tenantId}\t${given.importId}\t`
  }

  async take(rows: Iterable<ListLine>): Promise<void> {
    for (const row of rows) {
      if (this.#check === undefined) this.#seek(row)
      else this.#add(row, this.#check)
      if (this.#held.count >= flushRows) await this.#flush()
    }
    if (this.rows > limits.rows) throw sourcesProblem('sources.too-many-rows')
  }

  async end(): Promise<ListCheck> {
    const check = this.#check
    if (check === undefined) throw sourcesProblem('sources.header-not-found')
    for (const row of check.lastDigitLost()) this.#addFinding(row, lostOrdinal, lastDigitLost)
    this.#closeBlock()
    await this.#flush()
    await this.#copying
    return check
  }

  /** Lines before the header are titles; the header begins the checking. */
  #seek(row: ListLine): void {
    const columns = recogniseHeader(row.cells)
    if (columns === undefined) {
      this.#early.push(row)
      if (this.#early.length > titleLinesMost) throw sourcesProblem('sources.header-not-found')
      return
    }
    const { book, on, world } = this.#given
    this.columns = columns
    this.#check = listCheck({ columns, villages: book, on, world })
    for (const early of this.#early) {
      const blank = early.cells.every((cell) => cell.trim() === '')
      this.#keep(early, { kind: blank ? 'blank' : 'title', state: 'none' })
    }
    this.#keep(row, { kind: 'header', state: 'none' })
    this.headerRow = this.rows
  }

  #add(row: ListLine, check: ListCheck): void {
    const line = check.line(row.cells, this.rows + 1)
    this.#keep(row, line)
    for (let at = 0; at < line.findings.length; at++) {
      const finding = line.findings[at]
      if (finding !== undefined) this.#addFinding(this.rows, at, finding)
    }
  }

  #keep(
    row: ListLine,
    line: {
      readonly kind: string
      readonly state: string
      readonly villageCode?: string | undefined
    },
  ): void {
    this.rows++
    this.#held.count++
    this.#block.push(row.text)
    const village = line.villageCode ?? '\\N'
    this.#held.rows += `${this.#prefix}${this.rows}\t${line.kind}\t${line.state}\t${village}\n`
    if (this.#block.length === blockRows) this.#closeBlock()
  }

  #addFinding(row: number, ordinal: number, finding: RowFinding): void {
    this.findings++
    const { field, code, severity, detail } = finding
    const said = detail === undefined ? '{}' : JSON.stringify(detail)
    this.#held.findings += this.#prefix + copyLine([row, ordinal, field, code, severity, said])
  }

  #closeBlock(): void {
    const count = this.#block.length
    if (count === 0) return
    const { house, db, delimiter } = this.#given
    const rows = { texts: this.#block, ...(delimiter === undefined ? {} : { delimiter }) }
    const sealing = sealRows(house.keyring.of(db.tenantId), db.tenantId, rows)
    const head = [this.#blockNo, this.rows - count + 1, count] as const
    const line = sealing.then((sealed) => this.#prefix + copyLine([...head, sealed]))
    line.catch(() => {})
    this.#held.blocks.push(line)
    this.#blockNo++
    this.#block = []
  }

  /** Copies what is held while the next rows are read; at most one copy is under way. */
  async #flush(): Promise<void> {
    await this.#copying
    const held = this.#held
    this.#held = nothingHeld()
    this.#copying = this.#copyAll(held)
    // A failure is met at the next flush; until then it is not an unhandled one.
    this.#copying.catch(() => {})
  }

  async #copyAll(held: Held): Promise<void> {
    await this.#db.copy(rowTarget, held.rows)
    await this.#db.copy(findingTarget, held.findings)
    await this.#db.copy(blockTarget, (await Promise.all(held.blocks)).join(''))
  }
}

/** Lines on their way to the three tables; a block's line is there once it is sealed. */
type Held = { count: number; rows: string; findings: string; readonly blocks: Promise<string>[] }

function nothingHeld(): Held {
  return { count: 0, rows: '', findings: '', blocks: [] }
}

type StagingGiven = {
  readonly house: House
  readonly db: BulkWriter
  readonly importId: string
  readonly book: VillageBook
  readonly on: PlainDate
  readonly world: World
  /** Of a CSV; undefined for a workbook. */
  readonly delimiter: string | undefined
}

const lostOrdinal = 999
const lastDigitLost: RowFinding = {
  field: 'NIK',
  code: 'sources.nik-last-digit-lost',
  severity: 'look',
}

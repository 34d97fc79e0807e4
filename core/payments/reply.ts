import type { Finding } from '../kernel/finding.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Rupiah } from '../kernel/rupiah.ts'
import type { ProgrammeKind } from '../programmes/programme.ts'
import { moneyOf, moveOf, type Outcome } from './outcome.ts'
import { isReference, tidyReference } from './reference.ts'
import { amountOf, dayOfText, outcomeOf } from './reply-values.ts'

/** What a reply file must or may say, by the names that channels give the columns. */
const columnNames = {
  reference: ['referensi', 'no referensi', 'nomor referensi', 'no perintah', 'reference', 'ref'],
  outcome: ['status', 'hasil', 'status bayar', 'status penyaluran', 'outcome', 'keterangan status'],
  amount: ['jumlah', 'nominal', 'jumlah dibayar', 'jumlah rp', 'rupiah', 'amount'],
  day: ['tanggal', 'tanggal bayar', 'tgl bayar', 'tgl', 'tanggal penyaluran', 'date'],
} as const

type Column = keyof typeof columnNames

export type ReplyColumns = Readonly<Partial<Record<Column, number>>>

/** Where a row of a file that may be the header names the columns; undefined when it does not. */
export function findReplyColumns(cells: readonly string[]): ReplyColumns | undefined {
  const names = cells.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[^\p{L}]+/gu, ' ')
      .trim(),
  )
  const found: Partial<Record<Column, number>> = {}
  for (const column of Object.keys(columnNames) as Column[]) {
    const at = names.findIndex((name) => (columnNames[column] as readonly string[]).includes(name))
    if (at >= 0) found[column] = at
  }
  return found.reference === undefined || found.outcome === undefined ? undefined : found
}

/** A line of the round as it stands before the reply. */
export type ReplyLine = {
  readonly id: string
  readonly reference: string
  readonly amount: Rupiah
  readonly outcome: Outcome
  readonly leftOut: boolean
}

export type ReplyUpdate = {
  readonly id: string
  readonly outcome: Outcome
  readonly on: PlainDate | null
}

/** rows = updates + unchanged + waiting: what the reply says of each line, or why a row waits. */
export type ReplyReading = {
  readonly rows: number
  readonly updates: readonly ReplyUpdate[]
  readonly unchanged: number
  readonly waiting: number
  readonly findings: readonly Finding[]
}

type Row = { readonly row: number; readonly cell: (column: Column) => string }

type Said = { readonly line: ReplyLine; readonly outcome: Outcome; readonly on: PlainDate | null }

/**
 * Reads a reply: rows of text (as a spreadsheet counts them, the first is row 1) against the
 * lines of a round. A row that cannot be understood waits with a finding; it never stops another.
 * Undefined when no row names the columns of reference and outcome.
 */
export function readReply(input: {
  readonly rows: readonly (readonly string[])[]
  readonly lines: readonly ReplyLine[]
  readonly kind: ProgrammeKind
  readonly today: PlainDate
}): ReplyReading | undefined {
  const headerAt = input.rows
    .slice(0, 20)
    .findIndex((cells) => findReplyColumns(cells) !== undefined)
  const columns = findReplyColumns(input.rows[headerAt] ?? [])
  if (columns === undefined) return undefined
  const rows = dataRows(input.rows, headerAt, columns)
  const byReference = new Map(input.lines.map((line) => [line.reference, line]))
  const perReference = Map.groupBy(rows, (row) => tidyReference(row.cell('reference')))
  const reader = { byReference, kind: input.kind, today: input.today }
  const readings = [...perReference].map(([reference, own]) => readLine(reference, own, reader))
  return {
    rows: rows.length,
    updates: readings.flatMap((reading) => reading.updates),
    unchanged: readings.reduce((sum, reading) => sum + reading.unchanged, 0),
    waiting: readings.reduce((sum, reading) => sum + reading.waiting, 0),
    findings: readings.flatMap((reading) => reading.findings).sort((a, b) => a.row - b.row),
  }
}

function dataRows(
  all: readonly (readonly string[])[],
  headerAt: number,
  columns: ReplyColumns,
): readonly Row[] {
  const rows: Row[] = []
  for (const [at, cells] of all.entries()) {
    const isHeader = at <= headerAt || findReplyColumns(cells) !== undefined
    const cell = (column: Column) => cells[columns[column] ?? -1]?.trim() ?? ''
    const isBlank = cell('reference') === '' && cell('outcome') === ''
    const isTotal = /^(sub\s*)?(total|jumlah)\b/i.test(
      cells.find((text) => text.trim() !== '') ?? '',
    )
    if (!isHeader && !isBlank && !isTotal) rows.push({ row: at + 1, cell })
  }
  return rows
}

type Reader = {
  readonly byReference: ReadonlyMap<string, ReplyLine>
  readonly kind: ProgrammeKind
  readonly today: PlainDate
}

type LineReading = Omit<ReplyReading, 'rows'>

/** All rows of one reference: no answer yet is none, the same twice counts once, two wait. */
function readLine(reference: string, rows: readonly Row[], reader: Reader): LineReading {
  const line = reader.byReference.get(reference)
  if (line === undefined || line.leftOut)
    return allWait(rows, 'reference', refusalOf(reference, line))
  const answered = rows.filter((row) => row.cell('outcome') !== '')
  const silent = rows.length - answered.length
  const read = answered.map((row) => ({ row, ...readRow(row, line, reader) }))
  const said = read.filter((one) => one.said !== undefined)
  const findings = read.flatMap((one) => one.findings)
  const answers = new Set(said.map((one) => one.said?.outcome))
  if (answers.size > 1) return allWait(rows, 'outcome', 'payments.two-answers')
  const waiting = answered.length - said.length
  const [first, ...again] = said
  if (first?.said === undefined) return { updates: [], unchanged: silent, waiting, findings }
  for (const { row } of again) findings.push(look(row, 'reference', 'payments.row-twice'))
  const more = again.length + silent
  return move({ said: first.said, row: first.row, more, waiting, findings })
}

function move(input: {
  readonly said: Said
  readonly row: Row
  /** Further rows of the same line that say the same or nothing. */
  readonly more: number
  readonly waiting: number
  readonly findings: readonly Finding[]
}): LineReading {
  const { said, row, more, waiting } = input
  const kind = moveOf(said.line.outcome, said.outcome)
  const detail = { before: said.line.outcome, after: said.outcome }
  const found = (severity: Finding['severity']): readonly Finding[] => [
    ...input.findings,
    { row: row.row, field: 'outcome', code: moveCode(detail), severity, detail },
  ]
  if (kind === 'same') {
    return { updates: [], unchanged: more + 1, waiting, findings: input.findings }
  }
  if (kind === 'wait') {
    return { updates: [], unchanged: more, waiting: waiting + 1, findings: found('wait') }
  }
  const updates = [{ id: said.line.id, outcome: said.outcome, on: said.on }]
  const findings = kind === 'look' ? found('look') : input.findings
  return { updates, unchanged: more, waiting, findings }
}

function moveCode(move: { readonly before: Outcome; readonly after: Outcome }): string {
  const [before, after] = [moneyOf[move.before], moneyOf[move.after]]
  if (before === 'returned' && after === 'paid') return 'payments.paid-after-return'
  if (before === 'paid' && after === 'returned') return 'payments.returned-after-paid'
  if (after === 'open') return 'payments.open-again'
  return 'payments.outcome-changed'
}

function refusalOf(reference: string, line: ReplyLine | undefined): string {
  if (line !== undefined) return 'payments.line-left-out'
  if (reference === '') return 'payments.reference-missing'
  return isReference(reference) ? 'payments.reference-unknown' : 'payments.reference-mistyped'
}

function readRow(
  row: Row,
  line: ReplyLine,
  reader: Reader,
): { readonly said: Said | undefined; readonly findings: Finding[] } {
  const outcome = outcomeOf(row.cell('outcome'))
  if (outcome === undefined) {
    return { said: undefined, findings: [wait(row, 'outcome', 'payments.outcome-unknown')] }
  }
  const wrong = amountFinding({ row, line, outcome, kind: reader.kind })
  if (wrong !== undefined) return { said: undefined, findings: [wrong] }
  const { on, findings } = readDay(row, outcome, reader.today)
  return { said: { line, outcome, on }, findings }
}

/** Cash that was paid names its amount; any amount that is named is the one instructed, or 0. */
function amountFinding(input: {
  readonly row: Row
  readonly line: ReplyLine
  readonly outcome: Outcome
  readonly kind: ProgrammeKind
}): Finding | undefined {
  const { row, line } = input
  const text = row.cell('amount')
  const isPaid = moneyOf[input.outcome] === 'paid'
  if (text === '') {
    const needed = isPaid && input.kind === 'cash'
    return needed ? wait(row, 'amount', 'payments.amount-missing') : undefined
  }
  const amount = amountOf(text)
  if (amount === undefined) return wait(row, 'amount', 'payments.amount-unreadable')
  if (amount === line.amount || (amount === 0 && !isPaid)) return undefined
  const detail = { instructed: line.amount, said: amount }
  return { ...wait(row, 'amount', 'payments.amount-differs'), detail }
}

function readDay(
  row: Row,
  outcome: Outcome,
  today: PlainDate,
): { readonly on: PlainDate | null; readonly findings: Finding[] } {
  const text = row.cell('day')
  const needed = moneyOf[outcome] === 'paid'
  if (text === '') {
    return { on: null, findings: needed ? [look(row, 'day', 'payments.day-missing')] : [] }
  }
  const on = dayOfText(text)
  if (on === undefined) return { on: null, findings: [look(row, 'day', 'payments.day-unreadable')] }
  return { on, findings: on > today ? [look(row, 'day', 'payments.day-ahead')] : [] }
}

function allWait(rows: readonly Row[], field: Column, code: string): LineReading {
  const findings = rows.map((row) => wait(row, field, code))
  return { updates: [], unchanged: 0, waiting: rows.length, findings }
}

function wait(row: Row, field: Column, code: string): Finding {
  return { row: row.row, field, code, severity: 'wait' }
}

function look(row: Row, field: Column, code: string): Finding {
  return { row: row.row, field, code, severity: 'look' }
}

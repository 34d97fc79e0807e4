import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Kind } from '../../core/matching/engine/kinds.ts'

export type Spec = {
  readonly id: string
  readonly columns: Readonly<Record<string, Kind>>
  readonly truth: { readonly column: string } | { readonly idPattern: string }
}

export type QuickColumn = {
  readonly kind: Kind
  /** Upper case, letters and digits alone, spaces single; '' is missing. */
  readonly texts: readonly string[]
  /** Rows that hold the text. */
  readonly held: ReadonlyMap<string, number>
}

/** A list with its truth, whole in memory: for lists of thousands. */
export type QuickTable = {
  readonly rows: number
  readonly columns: readonly QuickColumn[]
  readonly truth: Uint32Array
}

export function readQuickTable(file: string, spec: Spec): QuickTable {
  const records: Record<string, string>[] = parse(readFileSync(file), {
    columns: (header: string[]) => header.map((cell) => cell.trim()),
    trim: true,
    bom: true,
  })
  const columns = Object.entries(spec.columns).map(([name, kind]) => {
    const texts = records.map((record) => plainText(kind, record[name] ?? ''))
    return { kind, texts, held: countOf(texts) }
  })
  return { rows: records.length, columns, truth: truthOf(records, spec) }
}

function plainText(kind: Kind, cell: string): string {
  const text = cell.toUpperCase()
  if (kind === 'date' || kind === 'phone') return text.replace(/\D/g, '')
  if (kind === 'email') return text
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/OE/g, 'U')
    .replace(/DJ/g, 'J')
    .trim()
}

function truthOf(records: readonly Record<string, string>[], spec: Spec): Uint32Array {
  const pattern = 'idPattern' in spec.truth ? new RegExp(spec.truth.idPattern) : undefined
  const column = 'column' in spec.truth ? spec.truth.column : spec.id
  const known = new Map<string, number>()
  return Uint32Array.from(records, (record) => {
    const cell = record[column] ?? ''
    const label = pattern === undefined ? cell : pattern.exec(cell)?.[1]
    if (label === undefined) throw new Error(`no truth in ${cell}`)
    const number = known.get(label) ?? known.size
    known.set(label, number)
    return number
  })
}

function countOf(texts: readonly string[]): Map<string, number> {
  const held = new Map<string, number>()
  for (const text of texts) held.set(text, (held.get(text) ?? 0) + 1)
  return held
}

export function isName(kind: Kind): boolean {
  return kind === 'given-name' || kind === 'surname' || kind === 'full-name'
}

export function isNumber(kind: Kind): boolean {
  return ['nik', 'family-card', 'identifier', 'phone'].includes(kind)
}

const largestBlock = 12
const few = 2_000

/** All pairs of few rows; of many those that share a key of one column or two, and generously. */
export function quickPairs(table: QuickTable): { left: Uint32Array; right: Uint32Array } {
  if (table.rows <= few) return everyPair(table.rows)
  const blocks = new Map<string, number[]>()
  for (let row = 0; row < table.rows; row++) {
    for (const key of new Set(keysOf(table, row))) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [row])
      else block.push(row)
    }
  }
  const found = new Set<number>()
  for (const block of blocks.values()) {
    if (block.length > largestBlock) continue
    for (const [at, one] of block.entries()) {
      for (const other of block.slice(at + 1)) found.add(one * table.rows + other)
    }
  }
  const pairs = Float64Array.from(found).sort()
  return {
    left: Uint32Array.from(pairs, (pair) => Math.floor(pair / table.rows)),
    right: Uint32Array.from(pairs, (pair) => pair % table.rows),
  }
}

function everyPair(rows: number): { left: Uint32Array; right: Uint32Array } {
  const left = new Uint32Array((rows * (rows - 1)) / 2)
  const right = new Uint32Array(left.length)
  let at = 0
  for (let one = 0; one < rows; one++) {
    for (let other = one + 1; other < rows; other++) {
      left[at] = one
      right[at] = other
      at += 1
    }
  }
  return { left, right }
}

/** Whole values, parts of values, and all pairs of parts; what is too common goes by size. */
function keysOf(table: QuickTable, row: number): string[] {
  const keys: string[] = []
  const short: string[] = []
  for (const [at, { kind, texts }] of table.columns.entries()) {
    const text = texts[row] ?? ''
    if (text === '') continue
    if (isNumber(kind) || kind === 'email') {
      keys.push(`${at}=${text}`, `${at}<${text.slice(0, -4)}`, `${at}>${text.slice(4)}`)
    } else if (kind === 'date') {
      const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
      const swapped = `${month < day ? month + day : day + month}`
      short.push(`${at}d${year}${swapped}`, `${at}y${year}`, `${at}m${swapped}`)
    } else if (isName(kind)) {
      for (const word of text.split(' ')) short.push(`n${word.slice(0, 4)}`, `e${word.slice(-4)}`)
      keys.push(`${at}=${text}`)
    } else {
      short.push(`${at}=${text.slice(0, 8)}`)
    }
  }
  for (const [at, one] of short.entries()) {
    keys.push(one)
    for (const other of short.slice(at + 1)) keys.push(one < other ? one + other : other + one)
  }
  return keys
}

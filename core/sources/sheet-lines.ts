import type { ListColumns } from './p3ke-columns.ts'
import { recogniseHeader } from './p3ke-columns.ts'

/** What a line of a list file is; everything but `data` is kept verbatim and asked nothing. */
export type LineKind = 'data' | 'blank' | 'header' | 'total' | 'title'

/** How many lines may stand before the header. */
export const titleLinesMost = 30

const totals = /^(?:SUB[- ]?TOTAL|JUMLAH|TOTAL|GRAND TOTAL|REKAP)\b/i
const columnNumber = /^\d{1,3}$/
const headerWord = /^\s*(?:NAMA|KEPALA KELUARGA)\s*$/i
const fourDigits = /\d{4}/

/** The kind of a line below the header. */
export function kindOfLine(cells: readonly string[], columns: ListColumns): LineKind {
  const { name, nationalId, familyKey } = columns.columns
  const named = name !== undefined && (cells[name] ?? '').trim() !== ''
  const numbered = nationalId !== undefined && hasDigits(cells[nationalId] ?? '')
  if (named && numbered && !isHeaderWord(cells[name] ?? '')) {
    return familyKey !== undefined && isTotal(cells[familyKey] ?? '') ? 'total' : 'data'
  }
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.length === 0) return 'blank'
  if (recogniseHeader(cells) !== undefined) return 'header'
  if (filled.length >= 4 && isColumnNumbers(filled)) return 'header'
  if (filled.length <= 6 && filled.some(isTotal)) return 'total'
  if (filled.length <= 2 && !named && !numbered) return 'title'
  return 'data'
}

/** Some files number their columns 1, 2, 3 … under the header. */
function isColumnNumbers(cells: readonly string[]): boolean {
  return cells.every((cell, at) => columnNumber.test(cell.trim()) && Number(cell) === at + 1)
}

function isTotal(cell: string): boolean {
  return totals.test(cell.trim())
}

function isHeaderWord(cell: string): boolean {
  return headerWord.test(cell)
}

function hasDigits(text: string): boolean {
  return fourDigits.test(text)
}

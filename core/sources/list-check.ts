import type { PlainDate } from '../kernel/plain-date.ts'
import { KeyCounter } from './key-counter.ts'
import type { ListColumns } from './p3ke-columns.ts'
import { listReader, type RowFinding, type VillageBook, waits } from './p3ke-row.ts'
import { kindOfLine, type LineKind } from './sheet-lines.ts'

/** What a line is and whether it may enter: `none` for lines that speak of nobody. */
export type CheckedLine = {
  readonly kind: LineKind
  readonly state: 'good' | 'waiting' | 'none'
  readonly villageCode: string | undefined
  readonly findings: readonly RowFinding[]
}

export type CheckCounts = {
  data: number
  good: number
  waiting: number
  /** NIKs of right structure: with the synthetic district, and without. */
  synthetic: number
  real: number
}

export type ListCheck = {
  readonly line: (cells: readonly string[], rowNo: number) => CheckedLine
  readonly counts: Readonly<CheckCounts>
  readonly families: () => number
  /**
   * Rows whose NIK lost its sixteenth digit: when more than half of the sixteen digits of a file
   * end in 0, a spreadsheet kept fifteen of them. Empty when the file is sound.
   */
  readonly lastDigitLost: () => readonly number[]
}

/** Where a list arrives: among synthetic people, or in a regency's real use. */
export type World = 'demonstration' | 'real'

const synthetic: RowFinding = { field: 'NIK', code: 'sources.nik-synthetic', severity: 'look' }

const noLine = { state: 'none', villageCode: undefined, findings: [] } as const
const numbersLeast = 20

/** Checks the lines of one list below its header, one after the other. */
export function listCheck(setup: {
  readonly columns: ListColumns
  readonly villages: VillageBook
  readonly on: PlainDate
  readonly world: World
}): ListCheck {
  const read = listReader(setup)
  const counts: CheckCounts = { data: 0, good: 0, waiting: 0, synthetic: 0, real: 0 }
  const families = new KeyCounter()
  const endInZero: number[] = []
  let numbers = 0
  return {
    counts,
    families: () => families.size,
    lastDigitLost: () =>
      numbers >= numbersLeast && endInZero.length > numbers / 2 ? endInZero : [],
    line: (cells, rowNo) => {
      const kind = kindOfLine(cells, setup.columns)
      if (kind !== 'data') return { kind, ...noLine }
      const { row, findings } = read(cells)
      const { nik } = row
      counts.data++
      if (nik.right) counts[nik.synthetic ? 'synthetic' : 'real']++
      if (nik.digits !== undefined) {
        numbers++
        if (nik.digits.endsWith('0')) endInZero.push(rowNo)
      }
      families.add(row.familyKey === '' ? `row ${rowNo}` : row.familyKey)
      const state = waits(findings) ? 'waiting' : 'good'
      counts[state]++
      const { villageCode } = row
      // A list of synthetic people is refused as a whole; one such number is a slip to be told.
      const slip = setup.world === 'real' && nik.synthetic
      return { kind, state, villageCode, findings: slip ? [...findings, synthetic] : findings }
    },
  }
}

const strayShare = 0.05

/**
 * Whether a list is of the wrong world. The demonstration takes synthetic people only: one number
 * that may be a real person's is one too many. Real use refuses a list of synthetic people; a
 * single number with district 99 is there a slip of the pen.
 */
export function wrongWorld(
  counts: Readonly<CheckCounts>,
  world: World,
): 'real-list-in-demonstration' | 'synthetic-list-in-real-use' | undefined {
  const { real, synthetic } = counts
  if (world === 'demonstration') return real > 0 ? 'real-list-in-demonstration' : undefined
  const many = synthetic > (real + synthetic) * strayShare
  return many ? 'synthetic-list-in-real-use' : undefined
}

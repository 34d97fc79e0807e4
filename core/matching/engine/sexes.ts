import { type Column, valueText } from '../table/column.ts'
import { type Digits, nikSex } from './digits.ts'
import { sharedBytes } from './shared-arrays.ts'

/** Which field tells the sex (-1: none), and which sex each of its values is: 0 where none. */
export type Sexes = { readonly field: number; readonly ofValue: Uint8Array }

const spellings: readonly ReadonlySet<string>[] = [
  new Set(['L', 'LK', 'LAKI', 'LAKILAKI', 'PRIA', 'M', 'MALE', '1']),
  new Set(['P', 'PR', 'PEREMPUAN', 'WANITA', 'W', 'F', 'FEMALE', '2']),
]
const mostOthers = 0.05
/** However the sex is written, a column of more values is of something else. */
const mostSpellings = 64
/** Of rows that have both, the NIK tells the same sex in so many at least. */
const leastAsNik = 0.8
const fewestWithNik = 30

type Table = {
  readonly rows: number
  readonly width: number
  readonly cells: Uint32Array
}

/**
 * The column that tells the sex: nearly all its values are one of the two, and both are there. Of
 * several the one that the NIK bears out on most rows (another may be the head's); without a NIK
 * the first, and none that is written in figures, which may stand for anything.
 */
export function findSexes(
  categories: readonly { readonly column: Column; readonly at: number }[],
  table: Table,
  nik: { readonly values: Digits; readonly at: number } | undefined,
): Sexes {
  let best: Sexes & { readonly asNik: number } = { ...noSexes, asNik: 0 }
  for (const { column, at } of categories) {
    const ofValue = sexesOf(column, table, at)
    if (ofValue === undefined) continue
    const asNik = nik === undefined ? undefined : shareAsNik(ofValue, { ...table, at, nik })
    if (asNik === undefined ? isInFigures(column) : asNik < leastAsNik) continue
    if (best.field >= 0 && (asNik ?? 0) <= best.asNik) continue
    best = { field: at, ofValue, asNik: asNik ?? 0 }
  }
  return { field: best.field, ofValue: best.ofValue }
}

const noSexes: Sexes = { field: -1, ofValue: new Uint8Array() }

/**
 * Undefined for a column of something else, as one whose letters mean more than two things (L, P
 * and M: born, moved, dead). What is no value in the cells does not count.
 */
function sexesOf(column: Column, { rows, width, cells }: Table, at: number) {
  if (column.size > mostSpellings) return undefined
  const texts = Array.from({ length: column.size }, (_, value) => textOf(column, value))
  const ofValue = Uint8Array.from(texts, (text) => {
    return spellings.findIndex((words) => words.has(text)) + 1
  })
  for (const sex of [1, 2]) {
    const letters = new Set(texts.filter((text, at) => text.length === 1 && ofValue[at] === sex))
    if (letters.size > 1) return undefined
  }
  const counts = [0, 0, 0]
  for (let row = 0; row < rows; row += 1) {
    const value = cells[row * width + at] ?? 0
    if (value === 0) continue
    const sex = ofValue[value] ?? 0
    counts[sex] = (counts[sex] ?? 0) + 1
  }
  const [others = 0, male = 0, female = 0] = counts
  const isSex = male > 0 && female > 0 && others <= mostOthers * (others + male + female)
  return isSex ? sharedBytes(ofValue) : undefined
}

function textOf(column: Column, value: number): string {
  const text = value === 0 ? '' : valueText(column, value).toUpperCase()
  return text.replaceAll(/[^A-Z0-9]/g, '')
}

function isInFigures(column: Column): boolean {
  return column.size > 1 && /\d/.test(valueText(column, 1))
}

/** Undefined where too few rows have both to tell. */
function shareAsNik(
  ofValue: Uint8Array,
  given: Table & {
    readonly at: number
    readonly nik: { readonly values: Digits; readonly at: number }
  },
): number | undefined {
  const { rows, width, cells, at, nik } = given
  let [both, alike] = [0, 0]
  for (let row = 0; row < rows; row += 1) {
    const here = ofValue[cells[row * width + at] ?? 0] ?? 0
    const there = nikSex(nik.values, cells[row * width + nik.at] ?? 0)
    if (here === 0 || there === 0) continue
    both += 1
    if (here === there) alike += 1
  }
  return both < fewestWithNik ? undefined : alike / both
}

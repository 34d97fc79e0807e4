import { chanceStep } from './found.ts'
import { chanceShift, mostValues, type Records, valueMask } from './records.ts'

/**
 * What is known of rows that are one person: the person of each row, or a sample of such pairs,
 * each of which stands for `every`.
 */
export type Repeated = { readonly entity: Uint32Array } | { readonly sure: SurePairs }

export type SurePairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly every: number
}

/**
 * Writes into each cell how unlikely a stranger has its value, counted over persons: rows known to
 * be one count once. A value seen on one person alone gets the share that such values turn out to
 * have when they are seen again (Good 1953, the frequency of species).
 */
export function markChances(records: Records, repeated?: Repeated): void {
  const { rows, width, cells } = records
  for (let at = 0; at < width; at += 1) {
    const counts = countPersons(records, at, repeated)
    let [total, once, twice] = [0, 0, 0]
    for (const count of counts) {
      total += count
      // A share of a person: so many values of the kind are of one, so many of two.
      if (count > 0 && count < 2) once += Math.min(1, 2 - count)
      if (count > 1 && count < 3) twice += 1 - Math.abs(2 - count)
    }
    const seenAgain = Math.min(1, Math.max(0.02, (2 * (twice + 0.5)) / (once + 1)))
    const steps = new Uint8Array(counts.length)
    for (const [value, count] of counts.entries()) {
      steps[value] = chanceStep(
        (Math.max(0, count - 1) + seenAgain) / Math.max(leastPersons, total),
      )
    }
    for (let cell = at; cell < rows * width; cell += width) {
      const value = (cells[cell] ?? 0) & valueMask
      cells[cell] = value === 0 ? 0 : (((steps[value] ?? 1) << chanceShift) | value) >>> 0
    }
  }
}

/** The rows of a tiny table tell nothing of how frequent a value is among people. */
const leastPersons = 300

/** Persons who have each value of a field, at least one where any row has it. */
function countPersons(
  records: Records,
  at: number,
  repeated?: Repeated,
): Uint32Array | Float64Array {
  if (repeated === undefined) return countRows(records, at)
  if ('entity' in repeated) return countEntities(records, at, repeated.entity)
  const counts = countRows(records, at)
  const shares = repeatShares(records, at, { counts, sure: repeated.sure })
  return Float64Array.from(counts, (count) =>
    count === 0 ? 0 : Math.max(1, count * (1 - (shares[classOf(count)] ?? 0))),
  )
}

function countRows({ rows, width, cells }: Records, at: number): Uint32Array {
  const counts = emptyCounts({ rows, width, cells }, at)
  for (let cell = at; cell < rows * width; cell += width) {
    const value = (cells[cell] ?? 0) & valueMask
    if (value !== 0) counts[value] = (counts[value] ?? 0) + 1
  }
  return counts
}

function countEntities(
  { rows, width, cells }: Records,
  at: number,
  entity: Uint32Array,
): Uint32Array {
  const counts = emptyCounts({ rows, width, cells }, at)
  const seen = new Set<number>()
  for (let row = 0; row < rows; row += 1) {
    const value = (cells[row * width + at] ?? 0) & valueMask
    if (value === 0) continue
    const key = (entity[row] ?? 0) * (mostValues + 1) + value
    if (seen.has(key)) continue
    seen.add(key)
    counts[value] = (counts[value] ?? 0) + 1
  }
  return counts
}

function emptyCounts(
  { rows, width, cells }: Pick<Records, 'rows' | 'width' | 'cells'>,
  at: number,
): Uint32Array {
  let most = 0
  for (let cell = at; cell < rows * width; cell += width) {
    most = Math.max(most, (cells[cell] ?? 0) & valueMask)
  }
  return new Uint32Array(most + 1)
}

const classes = 40

/** Up to four rows of one value each for itself, above by doubling. */
function classOf(count: number): number {
  return count <= 4 ? count : 2 + Math.ceil(Math.log2(count))
}

/** Most persons who stand in a list again stand there twice or three times. */
const usualRows = 3

/** Of so many rows of one value never more are a person's who has one before. */
const mostRepeats = 0.75

/**
 * By how many rows hold a value (`classOf`): the share of them whose person has one before. In a
 * large table not all pairs are known before it is learnt from, and a name that two rows of one
 * person have would seem twice as frequent as it is.
 */
function repeatShares(
  { width, cells }: Records,
  at: number,
  given: { readonly counts: Uint32Array; readonly sure: SurePairs },
): Float64Array {
  const { counts, sure } = given
  const valueOfRow = (row: number) => (cells[row * width + at] ?? 0) & valueMask
  const rowsOf = new Float64Array(classes)
  const pairsOf = new Float64Array(classes)
  for (const count of counts) {
    const of = classOf(count)
    rowsOf[of] = (rowsOf[of] ?? 0) + count
  }
  for (const [pair, left] of sure.left.entries()) {
    const value = valueOfRow(left)
    if (value === 0 || value !== valueOfRow(sure.right[pair] ?? 0)) continue
    const of = classOf(counts[value] ?? 0)
    pairsOf[of] = (pairsOf[of] ?? 0) + 1
  }
  return pairsOf.map((pairs, of) => {
    if (pairs === 0) return 0
    // A person of n rows makes n(n−1)/2 pairs, and n−1 rows too many.
    const repeats = (pairs * sure.every * 2) / Math.min(of, usualRows)
    return Math.min(mostRepeats, repeats / (rowsOf[of] ?? 1))
  })
}

import { chanceStep } from './found.ts'
import { chanceShift, type Records, valueMask } from './records.ts'

/**
 * Writes into each cell how unlikely a stranger has its value, counted over persons: of rows that
 * are one person, each with the first of them in `persons`, a value counts once. A value seen on
 * one person alone gets the share that such values turn out to have when they are seen again (Good
 * 1953, the frequency of species).
 */
export function markChances(records: Records, persons?: Uint32Array): void {
  const { rows, width, cells } = records
  const repeated = persons === undefined ? [] : rowsOfRepeated(persons)
  for (let at = 0; at < width; at += 1) {
    const counts = countPersons(records, at, { persons, repeated })
    let [total, once, twice] = [0, 0, 0]
    for (const count of counts) {
      total += count
      if (count === 1) once += 1
      if (count === 2) twice += 1
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

/** Rows of persons who have several, person by person. */
function rowsOfRepeated(persons: Uint32Array): Iterable<number> {
  const isRepeated = new Uint8Array(persons.length)
  for (const [row, first] of persons.entries()) if (row !== first) isRepeated[first] = 1
  const keys: number[] = []
  for (const [row, first] of persons.entries()) {
    if (isRepeated[first] === 1) keys.push(first * 2 ** 26 + row)
  }
  return Uint32Array.from(Float64Array.from(keys).sort(), (key) => key % 2 ** 26)
}

/** Persons who have each value of a field. */
function countPersons(
  { rows, width, cells }: Records,
  at: number,
  given: { readonly persons: Uint32Array | undefined; readonly repeated: Iterable<number> },
): Uint32Array {
  const valueIn = (row: number) => (cells[row * width + at] ?? 0) & valueMask
  let most = 0
  for (let row = 0; row < rows; row += 1) most = Math.max(most, valueIn(row))
  const counts = new Uint32Array(most + 1)
  for (let row = 0; row < rows; row += 1) {
    const value = valueIn(row)
    if (value !== 0) counts[value] = (counts[value] ?? 0) + 1
  }
  /** The person who was last seen with a value; none is 0. */
  const lastSeen = new Uint32Array(most + 1)
  for (const row of given.repeated) {
    const [value, person] = [valueIn(row), (given.persons?.[row] ?? row) + 1]
    if (value !== 0 && lastSeen[value] === person) counts[value] = (counts[value] ?? 0) - 1
    lastSeen[value] = person
  }
  return counts
}

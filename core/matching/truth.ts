import { type Column, valueText } from './table/column.ts'

/** Who is who, as the table itself says. */
export type Truth = {
  /** The number of the true cluster of each row. */
  readonly clusters: Uint32Array
  /** Rows that say nothing: each counts as one of its own. */
  readonly silentRows: number
}

/** The rows of a column with the same value are one person. */
export function truthOfColumn(column: Column): Truth {
  return numbered(column.rows, column.size)
}

/** The rows whose ids have the same first group are one person. */
export function truthOfIds(ids: Column, pattern: RegExp): Truth {
  const known = new Map<string, number>()
  const numberOf = new Uint32Array(ids.size)
  for (let value = 1; value < ids.size; value++) {
    const group = pattern.exec(valueText(ids, value))?.[1]
    if (group === undefined) continue
    const number = known.get(group) ?? known.size + 1
    known.set(group, number)
    numberOf[value] = number
  }
  return numbered(
    ids.rows.map((value) => numberOf[value] ?? 0),
    known.size + 1,
  )
}

/** Gives each row of number 0 a number of its own. */
function numbered(rows: Uint32Array, firstFree: number): Truth {
  let silentRows = 0
  const clusters = rows.map((number) => {
    if (number !== 0) return number
    silentRows += 1
    return firstFree + silentRows - 1
  })
  return { clusters, silentRows }
}

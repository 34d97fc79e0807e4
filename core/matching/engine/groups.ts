/** Groups of rows as they are joined: for each row one above it in its group, or itself. */
export type Above = Uint32Array

/** Every row for itself. */
export function rowsApart(rows: number): Above {
  return Uint32Array.from({ length: rows }, (_, row) => row)
}

/** The first row of the group that a row stands in. */
export function firstOf(above: Above, row: number): number {
  let first = row
  while (above[first] !== first) {
    const next = above[first] ?? first
    // Halves the way for those who come after.
    above[first] = above[next] ?? next
    first = next
  }
  return first
}

/** Joins the groups of two rows; the smaller first row stays the first. */
export function joinRows(above: Above, left: number, right: number): void {
  const [one, other] = [firstOf(above, left), firstOf(above, right)]
  above[Math.max(one, other)] = Math.min(one, other)
}

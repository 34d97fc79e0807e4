import { type Column, valueText } from '../table/column.ts'

const spellings: readonly ReadonlySet<string>[] = [
  new Set(['L', 'LK', 'LAKI', 'LAKILAKI', 'PRIA', 'M', 'MALE']),
  new Set(['P', 'PR', 'PEREMPUAN', 'WANITA', 'W', 'F', 'FEMALE']),
]
const mostOthers = 0.05

/** Whether a column tells the sex: nearly all its values are one of the two, and both are there. */
export function tellsSex(column: Column): boolean {
  const rows = spellings.map(() => 0)
  let filled = 0
  for (let value = 1; value < column.size; value += 1) {
    const text = valueText(column, value)
      .toUpperCase()
      .replaceAll(/[^A-Z]/g, '')
    const count = column.counts[value] ?? 0
    filled += count
    for (const [sex, words] of spellings.entries()) {
      if (words.has(text)) rows[sex] = (rows[sex] ?? 0) + count
    }
  }
  const [male = 0, female = 0] = rows
  return male > 0 && female > 0 && male + female >= (1 - mostOthers) * filled
}

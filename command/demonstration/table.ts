import { parse } from 'csv-parse/sync'

/** A CSV text: commas, quotes where needed, one line a row. */
export function writeTable(
  columns: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
): string {
  const lines = [columns.join(',')]
  for (const row of rows) lines.push(row.map(cellOf).join(','))
  return `${lines.join('\n')}\n`
}

export type Table = {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** A CSV text with commas or semicolons, as spreadsheets of either language save it. */
export function readTable(text: string): Table {
  const head = text.slice(0, text.indexOf('\n'))
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ','
  const [columns = [], ...lines] = parse(text, { delimiter, bom: true, skip_empty_lines: true })
  return {
    columns,
    rows: lines.map((line) =>
      Object.fromEntries(columns.map((column, at) => [column, (line[at] ?? '').trim()])),
    ),
  }
}

function cellOf(value: string | number): string {
  const text = String(value)
  return /[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Text of ours for a CSV: what a spreadsheet would run as a formula gets a `'` in front (OWASP, CSV
 * injection: `=`, `+`, `-`, `@`, tab and carriage return). Numbers are no text and stay.
 */
export function plainCell(cell: string | number): string {
  const text = String(cell)
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** A cell of a CSV of ours, parted by `;`: no formula, quoted where needed. */
export function csvCell(cell: string | number): string {
  const text = plainCell(cell)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

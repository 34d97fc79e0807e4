import type { ComponentChildren } from 'preact'
import { rowsAddress } from './monitoring.ts'

/** Opens the rows behind a figure; plain words for whom names are not shown. */
export function RowsLink(props: {
  readonly of: Parameters<typeof rowsAddress>[0]
  readonly children: ComponentChildren
}) {
  const to = rowsAddress(props.of)
  if (to === undefined) return <span>{props.children}</span>
  return <a href={to}>{props.children}</a>
}

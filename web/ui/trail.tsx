import type { ComponentChildren } from 'preact'

export type TimelineEntry = {
  readonly key: string
  readonly when: string
  readonly dateTime: string
  readonly what: ComponentChildren
  readonly proof?: ComponentChildren
  /** A decision has a filled dot. */
  readonly decided?: boolean
}

/** Newest first, one fact a line. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol class="timeline">
      {entries.map((entry) => (
        <li key={entry.key} data-is={entry.decided === true ? 'decided' : undefined}>
          <time dateTime={entry.dateTime}>{entry.when}</time>
          <strong>{entry.what}</strong>
          {entry.proof === undefined ? null : <span class="source">{entry.proof}</span>}
        </li>
      ))}
    </ol>
  )
}

export type Reason = {
  readonly key: string
  readonly words: ComponentChildren
  readonly met: 'yes' | 'no' | 'unknown'
  readonly evidence?: ComponentChildren
}

/** Each criterion as a line: box (filled, hollow, `?`) and its evidence. */
export function Reasons(props: { readonly label: string; readonly reasons: readonly Reason[] }) {
  return (
    <ul class="reasons" aria-label={props.label}>
      {props.reasons.map((reason) => (
        <li key={reason.key} data-met={reason.met}>
          <span>
            {reason.met === 'yes' ? <strong>{reason.words}</strong> : <span>{reason.words}</span>}
            {reason.evidence === undefined ? null : <span class="source">{reason.evidence}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The same in a table cell: small boxes, and the number beside them. */
export function ReasonBoxes(props: {
  readonly met: readonly ('yes' | 'no' | 'unknown')[]
  readonly words: string
}) {
  return (
    <span>
      <span class="nine" aria-hidden="true">
        {props.met.map((is, at) => (
          <i key={at} data-met={is} />
        ))}
      </span>{' '}
      <span class="nowrap">{props.words}</span>
    </span>
  )
}

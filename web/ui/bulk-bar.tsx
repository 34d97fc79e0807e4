import type { ComponentChildren } from 'preact'
import { t } from '../text.ts'

/** What is chosen, what it contains, and the button that counts it; absent when nothing is. */
export function BulkBar(props: {
  readonly count: number
  /** "5 miskin ekstrem, 3 sudah lebih baik" */
  readonly contains?: string
  readonly children: ComponentChildren
}) {
  if (props.count === 0) return null
  return (
    <section class="bulk" aria-label={t('shell.chosen-part')}>
      <span role="status">
        <strong>{t('shell.chosen', { count: props.count })}</strong>
        {props.contains === undefined ? null : `: ${props.contains}`}
      </span>
      {props.children}
    </section>
  )
}

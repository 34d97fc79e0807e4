import { t } from '../text.ts'

/** The criteria as boxes in their order, with the number beside: 6, or 5 + 2 ?. */
export function Nine({ boxes }: { readonly boxes: readonly ('met' | 'not' | 'unknown')[] }) {
  if (boxes.length === 0) return <span class="soft">{t('classification.not-judged')}</span>
  const met = boxes.filter((each) => each === 'met').length
  const unknown = boxes.filter((each) => each === 'unknown').length
  return (
    <span>
      <span class="nine" aria-hidden="true">
        {boxes.map((each, place) => (
          <i
            key={place}
            data-met={each === 'met' ? 'yes' : each === 'unknown' ? 'unknown' : undefined}
          />
        ))}
      </span>{' '}
      <span class="nowrap">
        {met}
        {unknown === 0 ? null : <span class="soft">{` + ${unknown} ?`}</span>}
      </span>
    </span>
  )
}

import { useCallback } from 'preact/hooks'
import { percent } from '../format.ts'
import { navigate } from '../router.ts'
import { t } from '../text.ts'
import { useShortcut } from '../ui/shortcuts.tsx'
import { listAddress, type Review } from './matching.ts'

/** Other pairs of these two families that wait: one key away, so that a family is judged whole. */
export function Related(props: {
  readonly related: Review['related']
  readonly query: URLSearchParams
}) {
  const { related, query } = props
  const first = related[0]?.id
  const open = useCallback(() => {
    if (first !== undefined) navigate(listAddress(query, first))
  }, [first, query.toString()])
  useShortcut('g', t('matching.related-open'), first === undefined ? undefined : open)
  if (related.length === 0) return null
  return (
    <section class="related" aria-labelledby="related">
      <h2 id="related">
        {t('matching.related')} <kbd>G</kbd>
      </h2>
      <ul class="lines">
        {related.map((pair) => (
          <li key={pair.id}>
            <a href={listAddress(query, pair.id)}>
              {t('matching.related-line', { left: pair.leftName, right: pair.rightName })}
            </a>
            <span class="source">
              {t(`matching.state.${pair.state}`)} · {percent(pair.probability)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

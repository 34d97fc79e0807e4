import { number } from '../format.ts'
import { setQuery } from '../router.ts'
import { t } from '../text.ts'
import { Button } from './button.tsx'

/** Fifty rows a page; the page number stands in the address (`?page=2`). */
export function Pager(props: {
  readonly page: number
  readonly pageSize: number
  readonly total: number
}) {
  const pages = Math.max(1, Math.ceil(props.total / props.pageSize))
  if (pages === 1) return null
  const go = (page: number) => {
    setQuery({ page: page === 1 ? undefined : String(page) })
    scrollTo(0, 0)
  }
  const first = (props.page - 1) * props.pageSize + 1
  const last = Math.min(props.page * props.pageSize, props.total)
  return (
    <nav class="pager" aria-label={t('shell.pages')}>
      <span>{t('shell.page-of', { first, last, total: props.total })}</span>
      <span class="actions">
        <Button
          small
          onPress={() => go(props.page - 1)}
          {...(props.page === 1 ? { because: t('shell.first-page') } : {})}
        >
          {t('shell.previous')}
        </Button>
        <Button
          small
          onPress={() => go(props.page + 1)}
          {...(props.page === pages ? { because: t('shell.last-page') } : {})}
        >
          {t('shell.next')}
        </Button>
        <span class="hint">{`${number(props.page)} / ${number(pages)}`}</span>
      </span>
    </nav>
  )
}

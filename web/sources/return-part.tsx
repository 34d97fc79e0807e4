import { addressOf, call } from '../call.ts'
import { number } from '../format.ts'
import { useLoad } from '../load.ts'
import { t } from '../text.ts'
import { LinkButton } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'

/** The list goes back as it came, with result, reason, date and officer on each of its rows. */
export function ReturnPart({ importId }: { readonly importId: string }) {
  const summary = useLoad(
    (signal) => call('GET /api/decisions/summary', { query: { importId }, signal }),
    [importId],
  )
  return (
    <Section title={t('sources.return')}>
      <Shown of={summary}>
        {({ listRows, results }) => {
          const done = Object.values(results).reduce((sum, each) => sum + each, 0)
          const values = { done: number(done), all: number(listRows) }
          return <p>{t(done < listRows ? 'sources.return-some' : 'sources.return-all', values)}</p>
        }}
      </Shown>
      <p class="actions">
        <LinkButton
          icon="file"
          download
          href={addressOf('GET /api/imports/:id/return-file', { params: { id: importId } })}
        >
          {t('sources.return-get')}
        </LinkButton>
      </p>
      <p class="source">{t('sources.return-note')}</p>
    </Section>
  )
}

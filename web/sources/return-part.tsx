import { call } from '../call.ts'
import { number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { saveFile } from '../save-file.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'

type Returned = { readonly id: string; readonly fileName: string; readonly container: string }

/** The list goes back as it came, with result, reason, date and officer on each of its rows. */
export function ReturnPart({ of }: { readonly of: Returned }) {
  const importId = of.id
  const summary = useLoad(
    (signal) => call('GET /api/decisions/summary', { query: { importId }, signal }),
    [importId],
  )
  const get = useSending(async () => {
    const params = { id: importId }
    const blob = await call('POST /api/imports/:id/return-file', { params })
    saveFile(blob, `${of.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '')}-hasil.${of.container}`)
  })
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
        <Button icon="file" busy={get.busy} onPress={() => get.run()}>
          {t('sources.return-get')}
        </Button>
      </p>
      <ProblemNotice problem={get.problem} />
      <p class="source">{t('sources.return-note')}</p>
    </Section>
  )
}

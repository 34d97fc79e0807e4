import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { moment, number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Steps } from '../ui/work.tsx'
import { type ImportRow, importPath, importShape, sendList } from './sources.ts'
import { stepWords } from './steps.ts'

/** Lists received, and the place where the next one comes in. */
export function Screen({ query }: ScreenProps) {
  const page = Number(query.get('page') ?? 1)
  const lists = useLoad((signal) => call('GET /api/imports', { query: { page }, signal }), [page])
  const mayImport = mayNow('list.import')
  return (
    <Page title={t('sources.title')} lead={<p>{t('sources.lead')}</p>}>
      {mayImport ? <NewList /> : null}
      <section class="section" aria-labelledby="lists">
        <div class="section__head">
          <h2 id="lists">{t('sources.before')}</h2>
        </div>
        <Shown of={lists}>
          {(reply) => (
            <>
              <Table
                caption={t('sources.before')}
                columns={columns()}
                rows={reply.rows}
                rowKey={(row) => row.id}
                empty={<Empty mayImport={mayImport} />}
              />
              <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
            </>
          )}
        </Shown>
      </section>
    </Page>
  )
}

function NewList() {
  const file = useSignal<File | undefined>(undefined)
  const sending = useSending(async (chosen: File) => {
    const reply = await sendList(chosen)
    navigate(reply.known ? `${importPath(reply.id)}?sama=1` : importPath(reply.id))
  })
  const chosen = file.value
  return (
    <section aria-label={t('sources.step.choose')}>
      <Steps steps={stepWords()} current={0} />
      <FileDrop
        label={t('sources.choose')}
        hint={t('sources.choose-hint')}
        accept=".xlsx,.csv,.txt"
        file={chosen}
        onFile={(given) => {
          file.value = given
        }}
      />
      <div class="actions">
        <Button
          kind="main"
          icon="file"
          busy={sending.busy}
          because={chosen === undefined ? t('sources.choose-first') : undefined}
          onPress={() => (chosen === undefined ? undefined : sending.run(chosen))}
        >
          {t('sources.send')}
        </Button>
      </div>
      <p role="status">{sending.busy ? t('sources.sending') : null}</p>
      <ProblemNotice problem={sending.problem} />
    </section>
  )
}

function Empty({ mayImport }: { readonly mayImport: boolean }) {
  return (
    <>
      <p>
        <strong>{t('sources.none-title')}</strong>
      </p>
      <p>{mayImport ? t('sources.none') : t('sources.none-read')}</p>
    </>
  )
}

function columns(): readonly Column<ImportRow>[] {
  return [
    {
      key: 'file',
      head: t('sources.file'),
      names: true,
      cell: (row) => (
        <>
          <a href={importPath(row.id)}>{row.fileName}</a>
          {row.format === null ? null : (
            <span class="source">{t(`sources.format.${row.format}`)}</span>
          )}
        </>
      ),
    },
    {
      key: 'state',
      head: t('sources.state'),
      label: t('sources.state'),
      cell: (row) => <Status is={importShape(row.state)}>{t(`sources.state.${row.state}`)}</Status>,
    },
    {
      key: 'received',
      head: t('sources.received'),
      label: t('sources.received'),
      cell: (row) => moment(row.receivedAt),
    },
    {
      key: 'rows',
      head: t('sources.rows'),
      label: t('sources.rows'),
      number: true,
      cell: (row) => number(row.dataRows),
    },
    {
      key: 'waiting',
      head: t('sources.waiting'),
      label: t('sources.waiting'),
      number: true,
      cell: (row) => number(row.waitingRows),
    },
  ]
}

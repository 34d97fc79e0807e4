import { useSignal } from '@preact/signals'
import { addressOf, call, type ReplyOf, upload } from '../call.ts'
import { date, number } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { BulkBar } from '../ui/bulk-bar.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { Notice, ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page, Section, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { type Column, Table, useSelection } from '../ui/table.tsx'
import { say } from '../ui/undo.tsx'
import { Reassign } from './reassign.tsx'

type Row = ReplyOf<'GET /api/visits'>['rows'][number]
const tabStates = ['sent', 'returned', 'accepted'] as const
type TabState = (typeof tabStates)[number]
type Outcome = ReplyOf<'POST /api/villages/:code/workbook'>

/** One village: its visits to review, its workbook, its list to print. */
export function Screen({ params, query }: ScreenProps) {
  const code = params.code ?? ''
  const page = Number(query.get('page') ?? 1)
  const areas = useLoad((signal) => call('GET /api/areas', { signal }), [])
  const name = areas.value?.areas.find((each) => each.code === code)?.name ?? code
  const state = tabStates.find((each) => each === query.get('keadaan')) ?? 'sent'
  const visits = useLoad(
    (signal) => call('GET /api/visits', { query: { village: code, state, page }, signal }),
    [code, state, page],
  )
  const crumbs = [{ label: t('visits.desk'), href: '/kunjungan' }, { label: name }]
  const print = (
    <>
      {mayNow('assignment.manage') ? <Reassign village={code} onDone={visits.again} /> : null}
      <LinkButton small href={`/kunjungan/${code}/cetak`}>
        {t('visits.list-print')}
      </LinkButton>
    </>
  )
  return (
    <Page title={name} crumbs={crumbs} actions={print}>
      <Section title={t('visits.review')} first>
        <StateTabs code={code} state={state} total={visits.value?.total} />
        <Shown of={visits}>
          {(reply) => (
            <>
              <Review
                rows={reply.rows}
                total={reply.total}
                village={code}
                state={state}
                onDone={visits.again}
              />
              <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
            </>
          )}
        </Shown>
      </Section>
      {mayNow('workbook.issue') ? <Workbook code={code} onDone={visits.again} /> : null}
    </Page>
  )
}

/** What waits, what went back, what was taken over; the count of the one that is shown. */
function StateTabs(props: {
  readonly code: string
  readonly state: TabState
  readonly total: number | undefined
}) {
  const tabs = tabStates.map((state) => {
    const current = state === props.state
    return {
      href: `/kunjungan/${props.code}${state === 'sent' ? '' : `?keadaan=${state}`}`,
      label: t(`visits.tab-${state}`),
      current,
      ...(current && props.total !== undefined ? { count: number(props.total) } : {}),
    }
  })
  return <Tabs label={t('visits.review-tabs')} tabs={tabs} />
}

const emptyWords = {
  sent: 'visits.review-none',
  returned: 'visits.review-none-returned',
  accepted: 'visits.review-none-accepted',
} as const

function Review(props: {
  readonly rows: readonly Row[]
  readonly total: number
  readonly village: string
  readonly state: TabState
  readonly onDone: () => void
}) {
  const selection = useSelection()
  const may = mayNow('visit.accept') && props.state === 'sent'
  const accept = useSending(async (which: { ids: string[] } | { village: string }) => {
    const { skipped: _, ...told } = await call('POST /api/visits/accept', { body: which })
    selection.value = new Set()
    say(t('visits.accepted-says', told))
    props.onDone()
  })
  const chosen = props.rows.filter((each) => selection.value.has(each.id)).map((each) => each.id)
  const columns: readonly Column<Row>[] = [
    {
      key: 'head',
      head: t('visits.head'),
      names: true,
      cell: (row) => <a href={`/kunjungan/${row.villageCode}/${row.id}`}>{row.headName}</a>,
    },
    {
      key: 'result',
      head: t('visits.result'),
      label: t('visits.result'),
      cell: (row) => t(`visit-result.${row.result}`),
    },
    {
      key: 'on',
      head: t('visits.visited-on'),
      label: t('visits.visited-on'),
      cell: (row) => date(row.visitedOn),
    },
    {
      key: 'by',
      head: t('visits.verifier'),
      label: t('visits.verifier'),
      cell: (row) => row.verifierName,
    },
    {
      key: 'findings',
      head: t('visits.findings'),
      label: t('visits.findings'),
      number: true,
      cell: (row) => row.findings,
    },
  ]
  return (
    <>
      <ProblemNotice problem={accept.problem} />
      {may && props.rows.length > 0 ? (
        <p>
          <Button busy={accept.busy} onPress={() => accept.run({ village: props.village })}>
            {t('visits.accept-village', { count: props.total })}
          </Button>
        </p>
      ) : null}
      <BulkBar count={chosen.length}>
        <Button kind="main" busy={accept.busy} onPress={() => accept.run({ ids: chosen })}>
          {t('visits.accept-chosen', { count: chosen.length })}
        </Button>
      </BulkBar>
      <Table
        caption={t('visits.review')}
        columns={columns}
        rows={props.rows}
        rowKey={(row) => row.id}
        {...(may ? { selection } : {})}
        pickLabel={(row) => t('visits.pick', { name: row.headName })}
        empty={<p>{t(emptyWords[props.state])}</p>}
      />
    </>
  )
}

function Workbook({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const issued = useSignal<{ readonly id: string; readonly families: number } | undefined>(
    undefined,
  )
  const file = useSignal<File | undefined>(undefined)
  const outcome = useSignal<Outcome | undefined>(undefined)
  const issue = useSending(async () => {
    issued.value = await call('POST /api/villages/:code/workbooks', { params: { code } })
  })
  const send = useSending(async (given: File) => {
    outcome.value = await upload('POST /api/villages/:code/workbook', given, { params: { code } })
    onDone()
  })
  return (
    <Section title={t('visits.workbook')}>
      <p class="workbook-means">{t('visits.workbook-means')}</p>
      <ProblemNotice problem={issue.problem ?? send.problem} />
      <p class="actions">
        {issued.value === undefined ? (
          <Button busy={issue.busy} onPress={() => issue.run()}>
            {t('visits.workbook-get')}
          </Button>
        ) : (
          <LinkButton
            download
            href={addressOf('GET /api/villages/:code/workbooks/:id', {
              params: { code, id: issued.value.id },
            })}
          >
            {t('visits.workbook-save', { families: issued.value.families })}
          </LinkButton>
        )}
      </p>
      <FileDrop
        label={t('visits.workbook-send')}
        hint={t('visits.workbook-hint')}
        accept=".xlsx"
        file={file.value}
        onFile={(given) => {
          file.value = given
          outcome.value = undefined
          void send.run(given)
        }}
      />
      {outcome.value === undefined ? null : <WorkbookOutcome of={outcome.value} />}
    </Section>
  )
}

function WorkbookOutcome({ of }: { readonly of: Outcome }) {
  const { visits, open, waiting, findings } = of
  return (
    <>
      <Notice is={waiting > 0 ? 'warn' : 'ok'} live>
        <p>{t('visits.workbook-outcome', { visits, open, waiting })}</p>
        {of.is === 'repeated' ? <p>{t('visits.workbook-repeated')}</p> : null}
      </Notice>
      {findings.length === 0 ? null : (
        <table class="table table--stack">
          <caption class="vh">{t('visits.findings')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('visits.row')}</th>
              <th scope="col">{t('visits.column')}</th>
              <th scope="col">{t('visits.what-to-do')}</th>
            </tr>
          </thead>
          <tbody>
            {findings.map((each) => (
              <tr key={`${each.row} ${each.column} ${each.code}`}>
                <td data-label={t('visits.row')}>{each.row}</td>
                <td data-label={t('visits.column')}>
                  {each.column} {findText(`question.${each.field}`) ?? ''}
                </td>
                <td data-label={t('visits.what-to-do')}>
                  {findText(`finding.${each.code}`, each.detail ?? {}) ?? each.code}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

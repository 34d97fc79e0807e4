import { call, type ReplyOf } from '../call.ts'
import { date } from '../format.ts'
import { useLoad } from '../load.ts'
import { type ScreenProps, setQuery } from '../router.ts'
import { t } from '../text.ts'
import { Select } from '../ui/field.tsx'
import { Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Source, Status } from '../ui/status.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { isOpen, type RowResult, reasonWords, resultWords } from './monitoring.ts'

type Row = ReplyOf<'GET /api/overview/families'>['rows'][number]

const results: readonly RowResult[] = [
  'extremely-poor',
  'better-off',
  'criteria-not-met',
  'disqualified',
  'double',
  'moved',
  'not-found',
  'dead',
  'refused',
  'waiting',
  'listed',
  'assigned',
  'visited',
  'accepted',
  'proposed',
]

/** The rows behind a figure, with names and reasons. */
export function Screen({ query }: ScreenProps) {
  const result = results.find((each) => each === query.get('hasil'))
  const reason = query.get('alasan') ?? undefined
  const area = query.get('wilayah') ?? undefined
  const page = Number(query.get('page') ?? 1)
  const loaded = useLoad(
    (signal) =>
      call('GET /api/overview/families', { query: { result, reason, area, page }, signal }),
    [result, reason, area, page],
  )
  const total = loaded.value?.total
  return (
    <Page
      title={t('rows.title')}
      crumbs={[{ label: t('overview.title'), href: '/gambaran' }, { label: t('rows.title') }]}
      lead={total === undefined ? null : <p>{t('rows.lead', { total })}</p>}
    >
      <div class="toolbar">
        <Select
          label={t('rows.result')}
          value={result ?? ''}
          options={[
            { value: '', label: t('shell.all') },
            ...results.map((value) => ({ value, label: resultWords(value) })),
          ]}
          onValue={(hasil) => setQuery({ hasil, alasan: undefined, page: undefined })}
        />
        {reason === undefined ? null : <p class="soft">{reasonWords(reason)}</p>}
        {area === undefined ? null : <p class="soft">{t('rows.area', { area })}</p>}
      </div>
      <Shown of={loaded}>
        {(reply) => (
          <>
            <Table
              caption={t('rows.caption')}
              columns={columns()}
              rows={reply.rows}
              rowKey={(row) => `${row.importId} ${row.rowNo}`}
              empty={<p>{t('rows.none')}</p>}
            />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function columns(): readonly Column<Row>[] {
  const text = (key: 'village' | 'reason' | 'decided' | 'verifier', cell: Column<Row>['cell']) => ({
    key,
    head: t(`rows.${key}`),
    label: t(`rows.${key}`),
    cell,
  })
  return [
    { key: 'name', head: t('rows.name'), names: true, cell: nameCell },
    text('village', (row) => row.villageName),
    { key: 'result', head: t('rows.result'), label: t('rows.result'), cell: resultCell },
    text('reason', (row) => <Source>{row.reason === '' ? '' : reasonWords(row.reason)}</Source>),
    text('verifier', (row) => row.verifier ?? ''),
    text('decided', (row) => (row.decidedOn === null ? '' : date(row.decidedOn))),
  ]
}

function nameCell(row: Row) {
  if (row.householdId === null) return t('rows.no-name', { row: row.rowNo ?? 0 })
  return <a href={`/keluarga/${row.householdId}`}>{row.headName}</a>
}

function resultCell(row: Row) {
  const shape = row.result === 'extremely-poor' ? 'found' : isOpen(row.result) ? 'wait' : 'out'
  return <Status is={shape}>{resultWords(row.result)}</Status>
}

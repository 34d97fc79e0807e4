import { useAreaNames } from '../areas/area-names.ts'
import { call, type ReplyOf } from '../call.ts'
import { moment, number } from '../format.ts'
import { useLoad } from '../load.ts'
import { type ScreenProps, setQuery } from '../router.ts'
import { mayNow } from '../session.ts'
import { findText, t } from '../text.ts'
import { Input } from '../ui/field.tsx'
import { Shown } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { factWords } from './facts.ts'

type Told = ReplyOf<'GET /api/events'>['rows'][number]

/** What was done, by whom, in the order of the seal. */
export function Screen({ query }: ScreenProps) {
  const from = query.get('dari') ?? undefined
  const until = query.get('sampai') ?? undefined
  const subject = query.get('tentang') ?? undefined
  const page = Number(query.get('page') ?? 1)
  const loaded = useLoad(
    (signal) => call('GET /api/events', { query: { from, until, subject, page }, signal }),
    [from, until, subject, page],
  )
  const nameOf = useAreaNames()
  const set = (name: string) => (value: string) => setQuery({ [name]: value, page: undefined })
  return (
    <Page title={t('events.title')} lead={<p>{t('events.lead')}</p>}>
      <div class="toolbar">
        <Input label={t('events.from')} type="date" value={from ?? ''} onValue={set('dari')} />
        <Input label={t('events.until')} type="date" value={until ?? ''} onValue={set('sampai')} />
      </div>
      <Shown of={loaded}>
        {(reply) => (
          <>
            <Table
              caption={t('events.title')}
              columns={columns(nameOf)}
              rows={reply.rows}
              rowKey={(row) => row.id}
              empty={<p>{t('events.none')}</p>}
            />
            <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function columns(nameOf: (code: string) => string): readonly Column<Told>[] {
  return [
    {
      key: 'what',
      head: t('events.what'),
      names: true,
      cell: (row) => findText(`event.${row.name}`) ?? t('events.other'),
    },
    {
      key: 'when',
      head: t('events.when'),
      label: t('events.when'),
      cell: (row) => <time dateTime={row.happenedAt}>{moment(row.happenedAt)}</time>,
    },
    {
      key: 'who',
      head: t('events.who'),
      label: t('events.who'),
      cell: (row) => (
        <span>
          {row.actorName ?? t('events.system')}{' '}
          {row.actorRole === null ? null : (
            <span class="unit">{findText(`role.${row.actorRole}`) ?? t('shell.unknown')}</span>
          )}
        </span>
      ),
    },
    {
      key: 'where',
      head: t('events.where'),
      label: t('events.where'),
      cell: (row) => (row.villageCode === null ? '–' : nameOf(row.villageCode)),
    },
    { key: 'about', head: t('events.about'), label: t('events.about'), cell: aboutCell },
    {
      key: 'seal',
      head: t('events.seal'),
      label: t('events.seal'),
      number: true,
      cell: (row) =>
        row.position === null ? (
          <span class="soft">{t('events.not-sealed')}</span>
        ) : (
          number(row.position)
        ),
    },
  ]
}

/** Short facts without secrets: counts, sums, reasons. */
function aboutCell(row: Told) {
  const words = factWords(row.detail).join(' · ')
  const family = row.subjectId !== null && /^(national-id|family-card|household)\./.test(row.name)
  return (
    <span class="about">
      {words === '' ? null : <span class="source">{words}</span>}{' '}
      {family && mayNow('household.read') ? (
        <a href={`/keluarga/${row.subjectId}`}>{t('events.open-family')}</a>
      ) : null}
      {words === '' && !family ? '–' : null}
    </span>
  )
}

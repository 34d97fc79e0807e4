import { call, type ReplyOf } from '../call.ts'
import { number } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Page, Section, Tabs } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Assign } from './assign.tsx'

type Row = ReplyOf<'GET /api/progress'>['rows'][number]

const path = '/kunjungan'
/** The code of a district is the head of its villages' codes. */
const districtLength = '19.01.01'.length

/** How far the visits are, by village or by verifier, and who gets the families that nobody has. */
export function Screen({ query }: ScreenProps) {
  const by = query.get('menurut') === 'petugas' ? 'verifier' : 'village'
  const progress = useLoad((signal) => call('GET /api/progress', { query: { by }, signal }), [by])
  const sum = (key: CountKey) => sumOf(progress.value?.rows ?? [], key)
  const lead =
    progress.value === undefined ? null : (
      <p>
        {sum('families') > 0 && sum('families') === sum('decided')
          ? t('visits.all-decided')
          : t('visits.desk-says', {
              sent: sum('sent'),
              open: sum('open') + sum('unassigned') + sum('returned'),
            })}
      </p>
    )
  const tabs = [
    { href: path, label: t('visits.progress'), current: by === 'village' },
    {
      href: `${path}?menurut=petugas`,
      label: t('visits.progress-verifier'),
      current: by === 'verifier',
    },
  ]
  return (
    <Page title={t('visits.desk')} lead={lead}>
      {mayNow('assignment.manage') && (progress.value?.rows.length ?? 0) > 0 ? (
        <Assign unassigned={sum('unassigned')} onDone={progress.again} />
      ) : null}
      <Section title={by === 'village' ? t('visits.progress') : t('visits.progress-verifier')}>
        <Tabs label={t('visits.progress')} tabs={tabs} />
        <Shown of={progress}>{(reply) => <ProgressTable rows={reply.rows} by={by} />}</Shown>
      </Section>
    </Page>
  )
}

const countKeys = [
  'families',
  'unassigned',
  'open',
  'sent',
  'returned',
  'accepted',
  'decided',
] as const
type CountKey = (typeof countKeys)[number]

function sumOf(rows: readonly Row[], key: CountKey): number {
  return rows.reduce((total, row) => total + row[key], 0)
}

/** Villages under their districts; a column in which nothing stands is left out. */
function ProgressTable({
  rows,
  by,
}: {
  readonly rows: readonly Row[]
  readonly by: 'village' | 'verifier'
}) {
  const areas = useLoad((signal) => call('GET /api/areas', { signal }), [])
  const names = new Map(areas.value?.areas.map((each) => [each.code, each.name]))
  const shown = countKeys.filter((key) => key === 'families' || sumOf(rows, key) > 0)
  const districts = Map.groupBy(rows, (row) => row.code.slice(0, districtLength))
  const groupWords = (row: Row) => {
    const code = row.code.slice(0, districtLength)
    const counts = shown
      .map((key) => [key, sumOf(districts.get(code) ?? [], key)] as const)
      .filter(([, count]) => count > 0)
      .map(([key, count]) => `${t(`visits.${key}`).toLowerCase()} ${number(count)}`)
    return `${names.get(code) ?? (code || t('visits.without-village'))}: ${counts.join(', ')}`
  }
  const nobody = by === 'village' ? t('visits.without-village') : t('visits.nobody')
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      head: by === 'village' ? t('visits.village') : t('visits.verifier'),
      names: true,
      cell: (row) =>
        by === 'village' && row.code !== '' ? (
          <a href={`${path}/${row.code}`}>{row.name || row.code}</a>
        ) : (
          row.name || nobody
        ),
    },
    ...shown.map((key) => ({
      key,
      head: t(`visits.${key}`),
      label: t(`visits.${key}`),
      number: true,
      cell: (row: Row) => number(row[key]),
    })),
  ]
  const foot = (
    <tr>
      <th scope="row">{t('visits.total')}</th>
      {shown.map((key) => (
        <td key={key} class="num" data-label={t(`visits.${key}`)}>
          {number(sumOf(rows, key))}
        </td>
      ))}
    </tr>
  )
  return (
    <Table
      caption={t('visits.progress')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.code}
      {...(by === 'village' ? { group: groupWords } : {})}
      {...(rows.length === 0 ? {} : { foot })}
      empty={<p>{t('visits.no-families')}</p>}
    />
  )
}

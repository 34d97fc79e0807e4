import { useRef } from 'preact/hooks'
import { call } from '../../call.ts'
import { date } from '../../format.ts'
import { useLoad } from '../../load.ts'
import { VillageChoice } from '../../registry/village-choice.tsx'
import { navigate, type ScreenProps, setQuery } from '../../router.ts'
import { t } from '../../text.ts'
import { Shown } from '../../ui/notice.tsx'
import { Page, Tabs } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { useRowKeys } from '../../ui/table.tsx'
import { useUndo } from '../last-step.ts'
import { listPath } from '../matching.ts'
import {
  type ListAsk,
  listAsk,
  listStates,
  type PersonRow,
  personsAddress,
  reasonWords,
  roleWords,
  shareWords,
} from './persons.ts'
import '../pair.css'
import './persons.css'

/** Persons who may stand in two families, by whose turn it is; the surest first. */
export function Screen({ query }: ScreenProps) {
  const ask = listAsk(query)
  const counts = useLoad((signal) => call('GET /api/person-pairs/counts', { signal }), [])
  const pairs = useLoad(
    (signal) => call('GET /api/person-pairs', { query: ask, signal }),
    [ask.state, ask.village, ask.page],
  )
  useUndo('persons', (id) => navigate(personsAddress(query, id)))
  const lead = (
    <>
      {counts.value === undefined ? null : <p>{t('persons.lead', { open: counts.value.open })}</p>}
      <p class="source">{t('persons.lead-source')}</p>
    </>
  )
  const tabs = listStates.map((each) => ({
    href: personsAddress(new URLSearchParams(each === 'open' ? '' : { keadaan: each })),
    label: t(`persons.state.${each}`),
    current: each === ask.state,
    ...(counts.value === undefined ? {} : { count: String(counts.value[each]) }),
  }))
  const crumbs = [
    { label: t('matching.title'), href: listPath },
    { label: t(`persons.state.${ask.state}`) },
  ]
  return (
    <Page title={t('persons.title')} lead={lead} crumbs={crumbs}>
      <Tabs label={t('persons.states')} tabs={tabs} />
      <div class="toolbar pairs-toolbar">
        <VillageChoice
          value={ask.village ?? ''}
          onValue={(desa) => setQuery({ desa, page: undefined })}
        />
      </div>
      <Shown of={pairs}>
        {(reply) =>
          reply.total === 0 ? (
            <div class="empty">
              <p>
                <strong>{t(`persons.empty.${ask.state}`)}</strong>
              </p>
              <p>{t('persons.empty-means')}</p>
            </div>
          ) : (
            <>
              <PersonTable rows={reply.rows} query={query} ask={ask} />
              <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
            </>
          )
        }
      </Shown>
    </Page>
  )
}

function PersonTable(props: {
  readonly rows: readonly PersonRow[]
  readonly query: URLSearchParams
  readonly ask: ListAsk
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body, { picks: false, opens: true })
  const decided = props.ask.state === 'decided'
  return (
    <table class="table table--stack pairs pairs--persons">
      <caption class="vh">{t(`persons.state.${props.ask.state}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('persons.who')}</th>
          <th scope="col">{t('persons.first')}</th>
          <th scope="col">{t('persons.second')}</th>
          <th scope="col" class="num">
            {t('persons.belief')}
          </th>
          <th scope="col">{t(decided ? 'persons.verdict' : 'persons.why')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {props.rows.map((row) => (
          <tr key={row.id} data-row>
            <td data-label={t('persons.who')}>
              <a href={personsAddress(props.query, row.id)}>{row.left.name}</a>
              {row.right.name === row.left.name ? null : (
                <span class="source">{t('persons.also', { name: row.right.name })}</span>
              )}
              <span class="source">{whoWords(row)}</span>
            </td>
            <Home label={t('persons.first')} side={row.left} />
            <Home label={t('persons.second')} side={row.right} />
            <td class="num" data-label={t('persons.belief')}>
              {shareWords(row)}
            </td>
            <td data-label={t(decided ? 'persons.verdict' : 'persons.why')}>
              {decided ? <Said row={row} /> : reasonWords(row)}
              {row.familyPairId === null || decided ? null : (
                <span class="source">{t('persons.family-waits')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function whoWords({ left, right }: PersonRow): string {
  const mask = left.nationalIdMask === '' ? right.nationalIdMask : left.nationalIdMask
  const year = left.bornYear ?? right.bornYear
  const born = year === null ? '' : t('persons.born', { year: String(year) })
  return [mask === '' ? t('persons.no-number') : mask, born]
    .filter((part) => part !== '')
    .join(', ')
}

function Home(props: { readonly label: string; readonly side: PersonRow['left'] }) {
  const { side } = props
  return (
    <td data-label={props.label}>
      {side.headName}
      <span class="source">
        {[roleWords(side), side.villageName].filter((part) => part !== '').join(', ')}
      </span>
    </td>
  )
}

function Said({ row }: { readonly row: PersonRow }) {
  if (row.state === 'open' || row.state === 'withdrawn') return null
  const head = row.state === 'belongs-left' ? row.left.headName : row.right.headName
  return (
    <>
      {t(`persons.said.${row.state === 'two-persons' ? 'two' : 'belongs'}`, { head })}
      <span class="source">
        {row.decidedByName}
        {row.decidedAt === null ? '' : `, ${date(row.decidedAt)}`}
      </span>
    </>
  )
}

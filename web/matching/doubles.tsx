import { useRef } from 'preact/hooks'
import { call, type ReplyOf } from '../call.ts'
import { date, percent } from '../format.ts'
import { useLoad } from '../load.ts'
import { VillageChoice } from '../registry/village-choice.tsx'
import { navigate, type ScreenProps, setQuery } from '../router.ts'
import { findText, t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Page, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Status } from '../ui/status.tsx'
import { useRowKeys } from '../ui/table.tsx'
import { useUndo } from './last-step.ts'
import {
  type ListAsk,
  listAddress,
  listAsk,
  listStates,
  marks,
  reasons,
  sorts,
} from './matching.ts'
import { personsPath } from './persons/persons.ts'
import { PlainChoice } from './plain-choice.tsx'
import './pair.css'

/** Pairs of families that may be one, by whose turn it is; those worth most first. */
export function Screen({ query }: ScreenProps) {
  const ask = listAsk(query)
  const counts = useLoad((signal) => call('GET /api/matches/counts', { signal }), [])
  const persons = useLoad((signal) => call('GET /api/person-pairs/counts', { signal }), [])
  const pairs = useLoad(
    (signal) => call('GET /api/matches', { query: ask, signal }),
    [ask.state, ask.sort, ask.village, ask.because, ask.page],
  )
  const lead = (
    <>
      {counts.value === undefined ? null : (
        <p>{t('matching.lead', { open: counts.value.open, joined: counts.value.joined })}</p>
      )}
      <p class="source">{t('matching.lead-source')}</p>
    </>
  )
  useUndo('families', (id) => navigate(listAddress(query, id)))
  const tab = tabOf(ask)
  const tabs = listStates.map((each) => ({
    href: listAddress(new URLSearchParams(each === 'open' ? '' : { keadaan: each })),
    label: t(`matching.state.${each}`),
    current: each === tab,
    ...(counts.value === undefined ? {} : { count: String(counts.value[each]) }),
  }))
  const actions = (
    <a class="button button--small" href={personsPath}>
      {t('persons.title')} {persons.value === undefined ? null : <b>{persons.value.open}</b>}
    </a>
  )
  return (
    <Page title={t('matching.title')} lead={lead} actions={actions}>
      <Tabs label={t('matching.states')} tabs={tabs} />
      <Filters ask={ask} />
      <Shown of={pairs}>
        {(reply) =>
          reply.total === 0 ? (
            <div class="empty">
              <p>
                <strong>{t(`matching.empty.${ask.state}`)}</strong>
              </p>
              <p>{t('matching.empty-means')}</p>
            </div>
          ) : (
            <>
              <PairTable rows={reply.rows} query={query} ask={ask} />
              <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
            </>
          )
        }
      </Shown>
    </Page>
  )
}

/** A mark is a part of the queue. */
function tabOf({ state }: ListAsk) {
  return marks.some((each) => each === state) ? 'open' : state
}

function Filters({ ask }: { readonly ask: ListAsk }) {
  const { state, sort, village, because } = ask
  const inQueue = tabOf(ask) === 'open'
  const set = (name: string) => (value: string) => setQuery({ [name]: value, page: undefined })
  const decided = state === 'same' || state === 'different'
  return (
    <>
      <div class="toolbar pairs-toolbar">
        {inQueue ? (
          <PlainChoice
            label={t('matching.mark')}
            value={state}
            options={[
              { value: 'open', label: t('matching.any-mark') },
              ...marks.map((each) => ({ value: each, label: t(`matching.mark.${each}`) })),
            ]}
            onValue={(value) => set('keadaan')(value === 'open' ? '' : value)}
          />
        ) : null}
        <VillageChoice value={village ?? ''} onValue={set('desa')} />
        <PlainChoice
          label={t('matching.reason-filter')}
          value={because ?? ''}
          options={[
            { value: '', label: t('matching.any-reason') },
            ...reasons.map((each) => ({ value: each, label: reasonWords(each) })),
          ]}
          onValue={set('alasan')}
        />
        {decided ? null : (
          <PlainChoice
            label={t('matching.sort')}
            value={sort}
            options={sorts.map((each) => ({ value: each, label: t(`matching.sort.${each}`) }))}
            onValue={(value) => set('urut')(value === 'worth' ? '' : value)}
          />
        )}
      </div>
      {inQueue && sort === 'worth' ? <p class="source">{t('matching.sort-means')}</p> : null}
    </>
  )
}

function reasonWords(code: string): string {
  return (
    findText(`matching.because.${code}`) ??
    findText(`matching.objection.${code}`) ??
    code
  ).replace(/\.$/, '')
}

/** One NIK in both records is never passed over, however small the sum is. */
function becauseWords(row: Row): string {
  return row.because
    .map((code) => findText(`matching.because.${code}`) ?? findText(`matching.objection.${code}`))
    .filter((words) => words !== undefined)
    .join(' ')
}

type Row = ReplyOf<'GET /api/matches'>['rows'][number]

function PairTable(props: {
  readonly rows: readonly Row[]
  readonly query: URLSearchParams
  readonly ask: ListAsk
}) {
  const { state } = props.ask
  const decided = state === 'same' || state === 'different'
  const tells = tabOf(props.ask) === 'open'
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body, { picks: false, opens: true })
  return (
    <table class="table table--stack pairs">
      <caption class="vh">{t(`matching.state.${state}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('matching.first')}</th>
          <th scope="col">{t('matching.second')}</th>
          <th scope="col" class="num">
            {t('matching.belief')}
          </th>
          {decided ? <th scope="col">{t('matching.by')}</th> : null}
          {tells ? <th scope="col">{t('matching.why')}</th> : null}
        </tr>
      </thead>
      <tbody ref={body}>
        {props.rows.map((row) => (
          <tr key={row.id} data-row>
            <td data-label={t('matching.first')}>
              <a href={listAddress(props.query, row.id)}>{row.left.headName}</a>
              <span class="source">{row.left.villageName}</span>
              <span class="source">
                <Mark row={row} />
              </span>
            </td>
            <td data-label={t('matching.second')}>
              {row.right.headName}
              <span class="source">{row.right.villageName}</span>
            </td>
            <td class="num" data-label={t('matching.belief')}>
              {percent(row.probability)}
            </td>
            {decided ? (
              <td data-label={t('matching.by')}>
                {row.decidedByName}
                <span class="source">{row.decidedAt === null ? '' : date(row.decidedAt)}</span>
              </td>
            ) : null}
            {tells ? <td data-label={t('matching.why')}>{becauseWords(row)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What somebody has done with the pair already. */
function Mark({ row }: { readonly row: Row }) {
  if (row.waitsForSecond) return <Status is="wait">{t('matching.mark.waits')}</Status>
  if (row.state === 'answered') return <Status is="warn">{t('matching.state.answered')}</Status>
  if (row.state !== 'unsure' || row.decidedAt === null) return null
  const name = row.decidedByName ?? '–'
  return (
    <Status is="doing">{t('matching.mark.unsure-by', { name, date: date(row.decidedAt) })}</Status>
  )
}

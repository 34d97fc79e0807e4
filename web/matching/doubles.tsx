import { call, type ReplyOf } from '../call.ts'
import { date, percent } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { findText, t } from '../text.ts'
import { Shown } from '../ui/notice.tsx'
import { Page, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { listPath, type PairState, pairPath, pairStates } from './matching.ts'
import './pair.css'

/** Pairs of families that may be one, by whose turn it is; the likeliest first. */
export function Screen({ query }: ScreenProps) {
  const state = pairStates.find((each) => each === query.get('keadaan')) ?? 'queued'
  const page = Number(query.get('page') ?? 1)
  const counts = useLoad((signal) => call('GET /api/matches/counts', { signal }), [])
  const pairs = useLoad(
    (signal) => call('GET /api/matches', { query: { state, page, sort: 'worth' }, signal }),
    [state, page],
  )
  const lead = (
    <>
      {counts.value === undefined ? null : (
        <p>{t('matching.lead', { queued: counts.value.queued, joined: counts.value.joined })}</p>
      )}
      <p class="source">{t('matching.lead-source')}</p>
    </>
  )
  const tabs = pairStates.map((each) => ({
    href: each === 'queued' ? listPath : `${listPath}?keadaan=${each}`,
    label: t(`matching.state.${each}`),
    current: each === state,
    ...(counts.value === undefined ? {} : { count: String(counts.value[each]) }),
  }))
  return (
    <Page title={t('matching.title')} lead={lead}>
      <Tabs label={t('matching.states')} tabs={tabs} />
      <Shown of={pairs}>
        {(reply) =>
          reply.total === 0 ? (
            <div class="empty">
              <p>
                <strong>{t(`matching.empty.${state}`)}</strong>
              </p>
              <p>{t('matching.empty-means')}</p>
            </div>
          ) : (
            <>
              <PairTable rows={reply.rows} state={state} />
              <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
            </>
          )
        }
      </Shown>
    </Page>
  )
}

/** One NIK in both records is never passed over, however small the sum is. */
function becauseWords(row: Row): string {
  return row.because
    .map((code) => findText(`matching.because.${code}`) ?? findText(`matching.objection.${code}`))
    .filter((words) => words !== undefined)
    .join(' ')
}

type Row = ReplyOf<'GET /api/matches'>['rows'][number]

function PairTable({ rows, state }: { readonly rows: readonly Row[]; readonly state: PairState }) {
  const decided = state === 'same' || state === 'different'
  const tells = state === 'queued'
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
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={t('matching.first')}>
              <a href={pairPath(row.id, state)}>{row.left.headName}</a>
              <span class="source">{row.left.villageName}</span>
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

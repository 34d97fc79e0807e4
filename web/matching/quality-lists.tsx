import { date, number, percent } from '../format.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import {
  type Estimate,
  labellingPath,
  missingWords,
  type Quality,
  type QualityFigures,
  rangeWords,
} from './quality.ts'

type List = Quality['lists'][number]

/** Two lines for each list: within it, and with everything else. */
export function QualityLists(props: { readonly lists: readonly List[]; readonly sample: string }) {
  const { lists, sample } = props
  if (lists.length === 0) return null
  return (
    <Section title={t('quality.by-list')}>
      <table class="table table--stack">
        <caption class="vh">{t('quality.by-list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('quality.list')}</th>
            <th scope="col">{t('quality.where')}</th>
            <th scope="col">{t('quality.precision')}</th>
            <th scope="col">{t('quality.recall')}</th>
            <th scope="col" class="num">
              {t('quality.number-labels')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.flatMap((list) => [
            <Row key={`${list.importId} in`} list={list} which="inside" sample={sample} />,
            <Row key={`${list.importId} to`} list={list} which="against" sample={sample} />,
          ])}
        </tbody>
      </table>
    </Section>
  )
}

function Row(props: {
  readonly list: List
  readonly which: 'inside' | 'against'
  readonly sample: string
}) {
  const { list, which, sample } = props
  const figures = list[which]
  return (
    <tr>
      <th scope="row" data-label={t('quality.list')}>
        {list.importId === null ? t('quality.no-list') : list.fileName}
        {which === 'inside' && list.receivedAt !== null ? (
          <span class="source">
            {list.owner}, {date(list.receivedAt)}
          </span>
        ) : null}
        {which === 'inside' && list.since !== null ? (
          <span class="source">{sinceWords(list.since)}</span>
        ) : null}
        {which === 'inside' && list.importId !== null && mayNow('match.measure') ? (
          <a class="source" href={labellingPath(sample, list.importId)}>
            {t('quality.for-list')}
          </a>
        ) : null}
      </th>
      <td data-label={t('quality.where')}>
        {t(`quality.${which}`)}
        <span class="source">{pairsWords(figures)}</span>
      </td>
      <td data-label={t('quality.precision')}>
        <Cell estimate={figures.precision} empty={figures.considered === 0} />
      </td>
      <td data-label={t('quality.recall')}>
        <Cell estimate={figures.recall} empty={figures.considered === 0} />
      </td>
      <td class="num" data-label={t('quality.number-labels')}>
        {number(figures.labels)}
      </td>
    </tr>
  )
}

function sinceWords({ drawnAt, expectedBelow, expectedMissed }: NonNullable<List['since']>) {
  const [below, missed] = [number(expectedBelow, 1), number(expectedMissed, 1)]
  return t('quality.since', { date: date(drawnAt), below, missed })
}

function pairsWords({ joined, considered }: QualityFigures): string {
  if (considered === 0) return t('quality.nothing-joined')
  return t('quality.of-pairs', { joined, considered })
}

function Cell(props: { readonly estimate: Estimate; readonly empty: boolean }) {
  const { value, low, high, needed } = props.estimate
  if (props.empty) return <span class="soft">–</span>
  if (value === null || low === null || high === null) {
    return <span class="soft">{missingWords(needed)}</span>
  }
  return (
    <>
      {percent(value)}
      <span class="source">{rangeWords(low, high)}</span>
    </>
  )
}

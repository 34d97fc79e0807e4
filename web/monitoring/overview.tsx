import { useEffect, useRef } from 'preact/hooks'
import { addressOf } from '../call.ts'
import { moment, number } from '../format.ts'
import { useLoad } from '../load.ts'
import { settle } from '../router.ts'
import { t } from '../text.ts'
import { LinkButton } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Source, Truth } from '../ui/status.tsx'
import { AidPart } from './aid-part.tsx'
import { FallPart } from './fall-part.tsx'
import {
  fetchOverview,
  isOpen,
  type Overview,
  oldestWords,
  openRows,
  placeOf,
  resultWords,
  waitAddress,
  waitName,
  waitsFor,
} from './monitoring.ts'
import './overview.css'
import { WherePart } from './where-part.tsx'

/** One page for regent and team: what is the case, who is waited for, and why it is so. */
export function Screen() {
  const loaded = useLoad(fetchOverview, [])
  useEffect(() => {
    document.title = `${t('overview.title')} · Entas`
  })
  return (
    <>
      {loaded.value === undefined ? <h1 class="vh">{t('overview.title')}</h1> : null}
      <Shown of={loaded}>{(overview) => <Picture overview={overview} />}</Shown>
    </>
  )
}

function Picture({ overview }: { readonly overview: Overview }) {
  const isEmpty = overview.totals.listRows === 0
  return (
    <>
      <div class="say">
        <Say overview={overview} />
        {overview.scope === 'regency' ? <Waits overview={overview} /> : null}
      </div>
      {isEmpty ? null : <FallPart overview={overview} />}
      {overview.scope === 'regency' ? <AidPart overview={overview} /> : null}
      {isEmpty ? null : <WherePart overview={overview} />}
    </>
  )
}

/** The one sentence, and what it rests on. */
function Say({ overview }: { readonly overview: Overview }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => settle(heading.current), [])
  const { totals } = overview
  const isEmpty = totals.listRows === 0
  return (
    <div>
      <p class="soft">{t('overview.at', { place: placeOf(overview), at: moment(overview.at) })}</p>
      <h1 ref={heading} tabIndex={-1}>
        <Sentence overview={overview} />
      </h1>
      <p class="lead">{isEmpty ? t('overview.say-none-lead') : leadWords(overview)}</p>
      {isEmpty ? null : (
        <p class="source say__source">
          <Truth kind="K" /> · {t('overview.unit-families')} ·{' '}
          <a href="#dasar">{t('overview.basis')}</a>
        </p>
      )}
      <p class="actions say__source">
        <LinkButton href={addressOf('GET /api/overview.csv')} small icon="download">
          {t('overview.download')}
        </LinkButton>
      </p>
    </div>
  )
}

function Sentence({ overview }: { readonly overview: Overview }) {
  const { listRows: rows, extremelyPoor } = overview.totals
  const open = openRows(overview)
  if (rows === 0) return <>{t('overview.say-none')}</>
  if (open > 0) return <>{t('overview.say-running', { open, rows })}</>
  return (
    <>
      <em>{t('overview.say-found', { families: extremelyPoor })}</em>{' '}
      {t('overview.say-found-rest', { rows })}
    </>
  )
}

function leadWords(overview: Overview): string {
  const { families, visited, decided, extremelyPoor } = overview.totals
  if (openRows(overview) > 0) {
    return t('overview.lead-running', { families, visited, decided, poor: extremelyPoor })
  }
  const others = overview.results
    .filter((entry) => entry.rows > 0 && entry.result !== 'extremely-poor' && !isOpen(entry.result))
    .sort((a, b) => b.rows - a.rows)
    .slice(0, 3)
    .map((entry) => `${resultWords(entry.result).toLowerCase()} (${number(entry.rows)})`)
  if (others.length === 0) return t('overview.lead-all')
  return t('overview.lead-done', { others: others.join(', ') })
}

function Waits({ overview }: { readonly overview: Overview }) {
  return (
    <section class="wait" aria-labelledby="tunggu">
      <h2 id="tunggu">{t('overview.waits')}</h2>
      {overview.waits.length === 0 ? <p class="soft">{t('overview.waits-none')}</p> : null}
      <ul>
        {overview.waits.map((wait) => {
          const words = t(`wait.${wait.kind}`, {
            count: wait.count,
            name: waitName(wait, overview),
          })
          const to = waitAddress(wait)
          const oldest = oldestWords(wait, overview.at)
          return (
            <li key={`${wait.kind} ${wait.subject}`}>
              <b>{number(wait.count)}</b>
              <span>
                <strong>{waitsFor(wait)}:</strong>{' '}
                {to === undefined ? words : <a href={to}>{words}</a>}
                {oldest === undefined ? null : <span class="soft">{oldest}</span>}
              </span>
            </li>
          )
        })}
      </ul>
      <Source>{moment(overview.at)}</Source>
    </section>
  )
}

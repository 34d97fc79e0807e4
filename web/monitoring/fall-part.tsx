import type { ComponentChildren } from 'preact'
import { date, moment, number, percent } from '../format.ts'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { Source } from '../ui/status.tsx'
import { isOpen, type Overview, type ResultRows, reasonWords, resultWords } from './monitoring.ts'
import { RowsLink } from './rows-link.tsx'

/** How a list becomes the families that are found: each result falls away by its rows. */
export function FallPart({ overview }: { readonly overview: Overview }) {
  const { listRows: rows, extremelyPoor: poor } = overview.totals
  const falling = overview.results.filter(
    (entry) => entry.rows > 0 && entry.result !== 'extremely-poor',
  )
  const decided = falling.filter((entry) => !isOpen(entry.result)).sort(byRows)
  const open = falling.filter((entry) => isOpen(entry.result))
  let left = rows
  const steps = [...decided, ...open].map((entry) => {
    left -= entry.rows
    return { entry, from: left }
  })
  return (
    <div id="dasar">
      <Section
        title={t('overview.fall', { rows, poor })}
        aside={<Source>{t('overview.fall-source', { at: moment(overview.at) })}</Source>}
      >
        <div class="fall">
          <Label name={<strong>{listName(overview)}</strong>} source={listSource(overview)} />
          <Track from={0} size={rows} of={rows} kind="start" words={number(rows)} />
          {steps.map(({ entry, from }) => (
            <Step key={entry.result} entry={entry} from={from} of={rows} />
          ))}
          <Label
            name={
              <strong>
                <RowsLink of={{ result: 'extremely-poor' }}>{t('overview.found')}</RowsLink>
              </strong>
            }
            source={decreeWords(overview)}
          />
          <Track from={0} size={poor} of={rows} kind="end" words={number(poor)} />
        </div>
      </Section>
    </div>
  )
}

function byRows(a: ResultRows, b: ResultRows): number {
  return b.rows - a.rows
}

function Step(props: { readonly entry: ResultRows; readonly from: number; readonly of: number }) {
  const { entry, from, of } = props
  const { result } = entry
  const reasons = entry.reasons.filter((each) => each.reason !== '').slice(0, 3)
  return (
    <>
      <Label
        name={<RowsLink of={{ result }}>{resultWords(result)}</RowsLink>}
        source={
          <span class="fall__reasons">
            {reasons.map(({ reason, rows }) => (
              <RowsLink key={reason} of={{ result, reason }}>
                {`${reasonWords(reason)} ${number(rows)}`}
              </RowsLink>
            ))}
          </span>
        }
      />
      <Track from={from} size={entry.rows} of={of} words={`−${number(entry.rows)}`} />
    </>
  )
}

function Label(props: { readonly name: ComponentChildren; readonly source: ComponentChildren }) {
  return (
    <div class="fall__label">
      <span>{props.name}</span>
      <Source>{props.source}</Source>
    </div>
  )
}

function Track(props: {
  readonly from: number
  readonly size: number
  readonly of: number
  readonly words: string
  readonly kind?: 'start' | 'end'
}) {
  const share = (value: number) => String(props.of === 0 ? 0 : (value / props.of) * 100)
  return (
    <div class="fall__track" style={{ '--from': share(props.from), '--size': share(props.size) }}>
      <i class="fall__mark" data-is={props.kind} />
      <span class="fall__value">
        {props.words}
        {props.kind === 'start' || props.of === 0 ? null : (
          <span class="fall__part">{percent(props.size / props.of)}</span>
        )}
      </span>
    </div>
  )
}

function listName(overview: Overview): string {
  const owners = [...new Set(overview.lists.map((list) => list.owner.toUpperCase()))].join(', ')
  return t('overview.list', { owner: owners === '' ? 'P3KE' : owners })
}

function listSource(overview: Overview): string {
  return overview.lists
    .map((list) =>
      t('overview.list-entered', {
        date: date(list.deliveredOn ?? list.enteredAt),
        rows: list.rows,
      }),
    )
    .join(' · ')
}

function decreeWords(overview: Overview): string {
  const frozen = overview.decrees.filter((decree) => decree.state === 'frozen')
  if (frozen.length === 0) return t('overview.found-no-decree')
  const numbers = frozen.map((decree) => `${decree.number}, ${date(decree.decreedOn)}`)
  return t('overview.found-decrees', { numbers: numbers.join(' · ') })
}

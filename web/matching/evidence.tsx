import { number } from '../format.ts'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { levelWords, strengthOf } from './comparison.ts'
import { layBars, type Pair } from './matching.ts'
import { listed, shareWords } from './standing.ts'

/** Each field's bar adds to or takes from the belief; the sum stands against two thresholds. */
export function Evidence({ pair }: { readonly pair: Pair }) {
  const { bars, sum, doubtful, certain } = layBars(pair)
  const zones = { '--doubtful': share(doubtful), '--certain': share(certain) }
  return (
    <Section title={t('matching.evidence')}>
      <p class="source">
        {t('matching.evidence-how')}{' '}
        {pair.instead !== null && t(`matching.instead.${pair.instead}`)}
      </p>
      <div class="fall weigh" style={zones}>
        <div class="fall__label" aria-hidden="true" />
        <div class="fall__track weigh__zones" aria-hidden="true">
          <Zone from={0} to={doubtful} label={t('matching.zone-different')} />
          <Zone from={doubtful} to={certain} label={t('matching.zone-doubtful')} />
          <Zone from={certain} to={1} label={t('matching.zone-same')} />
        </div>
        {bars.map(({ line, from, size, adds }) => (
          <BarRow
            key={line.field}
            label={levelWords(line, pair.slips)}
            strength={t(`matching.strength.${strengthOf(line.weight)}-${adds ? 'for' : 'against'}`)}
            bits={line.weight}
            is={adds ? 'plus' : 'minus'}
            from={from}
            size={size}
          />
        ))}
        <BarRow
          label={t('matching.sum')}
          strength={t('matching.sum-share', { share: shareWords(pair.probability) })}
          bits={pair.weight}
          is="start"
          from={sum.from}
          size={sum.size}
        />
      </div>
      <Neutral pair={pair} />
      <Numbers pair={pair} />
    </Section>
  )
}

/** The name of a zone, where there is room for it. */
function Zone(props: { readonly from: number; readonly to: number; readonly label: string }) {
  const { from, to, label } = props
  if (to - from < (from === 0 ? narrowestAtEdge : narrowestZone)) return null
  return <span style={{ '--at': share((from + to) / 2) }}>{label}</span>
}

const narrowestZone = 0.05
/** The first one would stand over the edge. */
const narrowestAtEdge = 0.16

/** What is as it is in either case: a reader looks for it among the bars. */
function Neutral({ pair }: { readonly pair: Pair }) {
  const lines = pair.evidence.filter((line) => line.weight === 0 && line.level !== 'missing')
  if (lines.length === 0) return null
  const words = lines.map((line) => levelWords(line, pair.slips))
  return <p class="source">{t('matching.evidence-neutral', { lines: listed(words) })}</p>
}

function BarRow(props: {
  readonly label: string
  readonly strength: string
  readonly bits: number
  readonly is: 'plus' | 'minus' | 'start'
  readonly from: number
  readonly size: number
}) {
  return (
    <>
      <div class="fall__label weigh__label">
        <span>{props.label}</span>
        <span class="source">{props.strength}</span>
      </div>
      <div
        class="fall__track"
        title={t('matching.bits', { bits: signed(props.bits) })}
        style={{ '--from': `${props.from * 100}`, '--size': `${props.size * 100}` }}
      >
        <i class="fall__mark" data-is={props.is} />
      </div>
    </>
  )
}

/** The numbers behind the bars, with their unit, for who wants to check them. */
function Numbers({ pair }: { readonly pair: Pair }) {
  const lines = pair.evidence.filter((line) => line.weight !== 0)
  return (
    <details class="fold">
      <summary>{t('matching.numbers')}</summary>
      <p class="source">
        {t('matching.numbers-how', {
          doubtful: number(pair.thresholds.doubtful, 1),
          certain: number(pair.thresholds.certain, 1),
          version: pair.ruleVersion,
        })}
      </p>
      <dl class="facts">
        {lines.map((line) => (
          <div key={line.field}>
            <dt>{levelWords(line, pair.slips)}</dt>
            <dd>{t('matching.bits', { bits: signed(line.weight) })}</dd>
          </div>
        ))}
        <div>
          <dt>{t('matching.sum')}</dt>
          <dd>{t('matching.bits', { bits: signed(pair.weight) })}</dd>
        </div>
      </dl>
    </details>
  )
}

function share(value: number): string {
  return `${Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10}`
}

function signed(value: number): string {
  return value < 0 ? `−${number(-value, 1)}` : `+${number(value, 1)}`
}

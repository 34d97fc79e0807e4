import { number } from '../format.ts'
import { findText, t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { type EvidenceLine, layBars, type Pair } from './matching.ts'

/** What a level means, in words; small first letter. */
export function levelWords(line: EvidenceLine): string {
  return findText(`matching.level.${line.field}.${line.level}`, line.detail) ?? line.level
}

/** Each field's bar adds to or takes from the belief; the sum stands against two thresholds. */
export function Evidence({ pair }: { readonly pair: Pair }) {
  const { bars, sum, doubtful, certain } = layBars(pair)
  const zones = { '--doubtful': share(doubtful), '--certain': share(certain) }
  return (
    <Section title={t('matching.evidence')}>
      <p class="source">
        {t('matching.evidence-how', {
          doubtful: number(pair.thresholds.doubtful, 1),
          certain: number(pair.thresholds.certain, 1),
          version: pair.ruleVersion,
        })}
      </p>
      <div class="fall weigh" style={zones}>
        <div class="fall__label" aria-hidden="true" />
        <div class="fall__track weigh__zones" aria-hidden="true">
          <span style={{ '--at': share(doubtful / 2) }}>{t('matching.zone-different')}</span>
          <span style={{ '--at': share((doubtful + certain) / 2) }}>
            {t('matching.zone-doubtful')}
          </span>
          <span style={{ '--at': share((certain + 1) / 2) }}>{t('matching.zone-same')}</span>
        </div>
        {bars.map(({ line, from, size, adds }) => (
          <BarRow
            key={line.field}
            label={levelWords(line)}
            value={signed(line.weight)}
            is={adds ? 'plus' : 'minus'}
            from={from}
            size={size}
          />
        ))}
        <BarRow
          label={t('matching.sum')}
          value={number(pair.weight, 1)}
          is="start"
          from={sum.from}
          size={sum.size}
        />
      </div>
    </Section>
  )
}

function BarRow(props: {
  readonly label: string
  readonly value: string
  readonly is: 'plus' | 'minus' | 'start'
  readonly from: number
  readonly size: number
}) {
  return (
    <>
      <div class="fall__label weigh__label">{props.label}</div>
      <div
        class="fall__track"
        style={{ '--from': `${props.from * 100}`, '--size': `${props.size * 100}` }}
      >
        <i class="fall__mark" data-is={props.is} />
        <span class="fall__value">{props.value}</span>
      </div>
    </>
  )
}

function share(value: number): string {
  return `${Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10}`
}

function signed(value: number): string {
  return value < 0 ? `−${number(-value, 1)}` : `+${number(value, 1)}`
}

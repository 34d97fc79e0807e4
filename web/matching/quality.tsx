import { call } from '../call.ts'
import { date, number, percent } from '../format.ts'
import { useLoad } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Shown } from '../ui/notice.tsx'
import { Page, Section } from '../ui/page.tsx'
import {
  barStart,
  downloadCsv,
  type Estimate,
  labellingPath,
  missingWords,
  neededOf,
  type Quality,
  type QualityFigures,
  qualityPath,
  rangeWords,
} from './quality.ts'
import { QualityLists } from './quality-lists.tsx'
import './quality.css'

/** How well the registry was matched: never a figure without the labels it rests on. */
export function Screen({ query }: ScreenProps) {
  const sample = query.get('contoh') ?? undefined
  const quality = useLoad(
    (signal) => call('GET /api/match-quality', { query: { sample }, signal }),
    [sample],
  )
  const { value } = quality
  const actions =
    value?.sample == null ? null : (
      <>
        <Button small icon="download" onPress={() => downloadCsv(value)}>
          {t('quality.csv')}
        </Button>
        <Button small icon="print" onPress={() => print()}>
          {t('shell.print')}
        </Button>
      </>
    )
  return (
    <Page title={t('quality.title')} lead={<p>{t('quality.lead')}</p>} actions={actions}>
      <Shown of={quality}>{(reply) => <Figures quality={reply} />}</Shown>
    </Page>
  )
}

function Figures({ quality }: { readonly quality: Quality }) {
  const { sample, registry, lists, samples } = quality
  if (sample === null || registry === null) {
    return (
      <div class="empty">
        <p>
          <strong>{t('quality.none-title')}</strong>
        </p>
        <p>{t('quality.none')}</p>
      </div>
    )
  }
  const earlier = samples.filter(({ id }) => id !== sample.id)
  return (
    <>
      {neededOf(registry) > 0 ? <Begin sample={sample} figures={registry} /> : null}
      <Section title={t('quality.registry')} first>
        <Shares figures={registry} />
        <p class="source">
          {labelsWords(registry)}. {t('quality.of-pairs', pairsOf(registry))}.{' '}
          {t('quality.drawn', {
            date: date(sample.drawnAt),
            families: sample.families,
            version: sample.ruleVersion,
          })}{' '}
          {sample.labelledAt === null
            ? null
            : t('quality.labelled-at', { date: date(sample.labelledAt) })}
        </p>
        {neededOf(registry) > 0 || !mayNow('match.measure') ? null : (
          <LinkButton href={labellingPath(sample.id)}>{t('quality.go-on-button')}</LinkButton>
        )}
      </Section>
      <Section title={t('quality.covers')}>
        <ul class="quality-covers">
          <li>
            {t('quality.covered', {
              considered: registry.considered,
              floor: percent(sample.floor),
            })}
          </li>
          <li>
            {t('quality.not-covered', {
              below: number(sample.expectedBelow, 1),
              missed: number(sample.expectedMissed, 1),
            })}
          </li>
          <li>{t('quality.unsure-how')}</li>
          <li>{t('quality.later')}</li>
        </ul>
      </Section>
      <QualityLists lists={lists} sample={sample.id} />
      {earlier.length === 0 ? null : (
        <Section title={t('quality.samples')}>
          <ul>
            {earlier.map(({ id, drawnAt, labels }) => (
              <li key={id}>
                <a href={`${qualityPath}?contoh=${id}`}>
                  {t('quality.sample-of', { date: date(drawnAt), labels })}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function pairsOf({ joined, considered }: QualityFigures) {
  return { joined, considered }
}

function labelsWords({ labels, unsure }: QualityFigures): string {
  return unsure === 0
    ? t('quality.labels', { labels })
    : t('quality.labels-unsure', { labels, unsure })
}

/** Why people have to label, before there is a figure; and the way to begin. */
function Begin(props: {
  readonly sample: NonNullable<Quality['sample']>
  readonly figures: QualityFigures
}) {
  const { sample, figures } = props
  return (
    <div class="empty quality-begin">
      <p>
        <strong>{t('quality.begin-title', { needed: neededOf(figures) })}</strong>
      </p>
      <p>{t('quality.begin')}</p>
      <p>{t('quality.why-hundred')}</p>
      <p>{t('quality.no-merge')}</p>
      {mayNow('match.measure') ? (
        <LinkButton kind="main" href={labellingPath(sample.id)}>
          {t(sample.labels === 0 ? 'quality.begin-button' : 'quality.go-on-button')}
        </LinkButton>
      ) : null}
    </div>
  )
}

function Shares({ figures }: { readonly figures: QualityFigures }) {
  const { precision, recall } = figures
  const start = barStart([precision, recall])
  const told = precision.value !== null || recall.value !== null
  return (
    <>
      <dl class="quality">
        <Share name="precision" estimate={precision} start={start} />
        <Share name="recall" estimate={recall} start={start} />
      </dl>
      {told ? <p class="source">{t('quality.interval-how')}</p> : null}
    </>
  )
}

function Share(props: {
  readonly name: 'precision' | 'recall'
  readonly estimate: Estimate
  readonly start: number
}) {
  const { name, estimate, start } = props
  const { value, low, high, needed } = estimate
  return (
    <div class="quality__share">
      <dt>
        {t(`quality.${name}`)}
        <span class="source">{t(`quality.${name}-means`)}</span>
      </dt>
      <dd>
        {value === null || low === null || high === null ? (
          missingWords(needed)
        ) : (
          <>
            <strong class="quality__value">{percent(value)}</strong> {rangeWords(low, high)}
            <Bar value={value} low={low} high={high} start={start} />
          </>
        )}
      </dd>
    </div>
  )
}

function Bar(props: {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly start: number
}) {
  const { value, low, high, start } = props
  const at = (share: number) => `${Math.round(((share - start) / (1 - start)) * 1000) / 10}`
  const size = `${Math.max(0.5, Math.round(((high - low) / (1 - start)) * 1000) / 10)}`
  return (
    <span class="quality__bar" aria-hidden="true">
      <span class="quality__track" style={{ '--low': at(low), '--size': size, '--at': at(value) }}>
        <i class="quality__range" />
        <i class="quality__dot" />
      </span>
      <span class="quality__ends">
        <span>{percent(start)}</span>
        <span>{percent(1)}</span>
      </span>
    </span>
  )
}

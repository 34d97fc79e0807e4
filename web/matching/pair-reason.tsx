import type { Signal } from '@preact/signals'
import { t } from '../text.ts'
import type { Pair, Review } from './matching.ts'
import { type ReadyCode, readyReasons, type Step } from './ready-reasons.ts'
import { ReasonStep } from './reason-step.tsx'

/** Why two records are one family, or two, or what a village is asked about them. */
export function PairReason(props: {
  readonly pair: Pair
  readonly step: Step
  readonly reason: Signal<string>
  readonly busy: boolean
  readonly proposes: boolean
  readonly villages: Review['villages']
  /** With the code of a ready reason, if it is one. */
  readonly onSend: (reason: string, ready?: ReadyCode) => unknown
  readonly onCancel: () => void
}) {
  const { pair, step, villages } = props
  const means = props.proposes ? 'proposed' : step
  const asks = step === 'ask'
  const ready = readyReasons(pair, step)
  return (
    <ReasonStep
      legend={t(`matching.why-${step}`)}
      ready={ready.map(({ code, key }) => ({
        key,
        words: t(`matching.ready.${code}`),
      }))}
      own={t(asks ? 'matching.own-question' : 'matching.own-words')}
      reason={props.reason}
      busy={props.busy}
      send={t(`matching.send-${means}`)}
      means={t(`matching.means-${means}`)}
      keyBack={t('matching.key-back')}
      onSend={(words, key) => props.onSend(words, ready.find((each) => each.key === key)?.code)}
      onCancel={props.onCancel}
    >
      {asks ? <AskedVillages villages={villages} /> : null}
    </ReasonStep>
  )
}

/** Who would see a question, or that nobody would. */
function AskedVillages({ villages }: { readonly villages: Review['villages'] }) {
  const staffed = villages.filter((village) => village.operators > 0)
  const names = staffed.map((village) => village.name).join(', ')
  return (
    <>
      {staffed.length === 0 ? null : (
        <p class="source">{t('matching.ask-who', { villages: names })}</p>
      )}
      <NoOperators villages={villages} />
    </>
  )
}

/** Villages where a question is never seen. */
export function NoOperators({ villages }: { readonly villages: Review['villages'] }) {
  return villages
    .filter((village) => village.operators === 0)
    .map((village) => (
      <p key={village.code} class="source">
        {t('matching.ask-nobody', { village: village.name })}
      </p>
    ))
}

import type { Signal } from '@preact/signals'
import { t } from '../../text.ts'
import { ReasonStep } from '../reason-step.tsx'
import { type PersonPair, sidesOf, type Verdict } from './persons.ts'

/** Each reason has one key, and `9` is the village under every answer; 1 to 3 are the answers. */
const keys = {
  'own-family': '5',
  'with-parent': '6',
  moved: '7',
  siblings: '5',
  namesake: '6',
  'wrong-number': '7',
  village: '9',
} as const

/** Reasons that a person would write anyway: `persons.ready.<code>`; none that cannot be true. */
function readyReasons(pair: PersonPair, verdict: Verdict): readonly (keyof typeof keys)[] {
  const stays = sidesOf(pair, verdict)?.stays
  if (stays !== undefined) {
    return stays.isHead ? ['own-family', 'village'] : ['with-parent', 'moved', 'village']
  }
  const number = pair.evidence.find((line) => line.field === 'national-id')?.level
  return number === 'equal'
    ? ['siblings', 'wrong-number', 'village']
    : ['siblings', 'namesake', 'village']
}

/** Why somebody lives in one of two families, or why they are two persons. */
export function PersonReason(props: {
  readonly pair: PersonPair
  readonly verdict: Verdict
  readonly reason: Signal<string>
  readonly busy: boolean
  readonly onSend: (reason: string) => unknown
  readonly onCancel: () => void
}) {
  const { pair, verdict } = props
  const sides = sidesOf(pair, verdict)
  const head = sides?.stays.headName ?? ''
  const leaves = sides?.leaves.headName ?? ''
  const proposes = sides !== undefined && pair.aid.length > 0
  return (
    <ReasonStep
      legend={t(sides === undefined ? 'persons.why-two' : 'persons.why-belongs', { head })}
      ready={readyReasons(pair, verdict).map((code) => ({
        key: keys[code],
        words: t(`persons.ready.${code}`),
      }))}
      own={t('matching.own-words')}
      reason={props.reason}
      busy={props.busy}
      send={t(proposes ? 'persons.send-proposed' : 'persons.send')}
      means={t(sides === undefined ? 'persons.means-two' : 'persons.means-belongs', {
        head: leaves,
      })}
      keyBack={t('persons.key-back')}
      onSend={props.onSend}
      onCancel={props.onCancel}
    />
  )
}

import { type Signal, useSignal } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import { readyQuestions } from '../../core/matching/review.ts'
import { date } from '../format.ts'
import { useSending } from '../load.ts'
import { navigate } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'
import { AidNotice } from './aid-notice.tsx'
import { forgetStep, sayDone } from './last-step.ts'
import {
  askVillage,
  type Chosen,
  decide,
  listAddress,
  type Pair,
  type Review,
  takeBack,
} from './matching.ts'
import { NoOperators, PairReason } from './pair-reason.tsx'
import type { ReadyCode, Step } from './ready-reasons.ts'
import { TakeBack } from './take-back.tsx'

/** Reasons that were typed and not yet sent, by pair: skipping and coming back loses nothing. */
const drafts = new Map<string, string>()

type VerdictProps = {
  readonly pair: Pair
  readonly review: Review | undefined
  readonly chosen: Signal<Chosen>
  readonly query: URLSearchParams
  readonly onDone: () => unknown
  readonly again: () => void
}

export function Verdict(props: VerdictProps) {
  const { pair } = props
  if (pair.state === 'same' || pair.state === 'different') return <Decided {...props} />
  if (!mayNow('match.decide')) {
    return (
      <aside class="verdict">
        <p>{t('matching.only-reading')}</p>
      </aside>
    )
  }
  return <Decide {...props} />
}

function Decided({ pair, review, again }: VerdictProps) {
  const aided = (review?.aid.length ?? 0) > 0
  const command = async (reason?: string) => {
    const { proposed } = await takeBack(pair.id, { reason, seen: pair.saidAt })
    const names = { left: pair.left.headName, right: pair.right.headName }
    say(proposed ? t('matching.done-proposed', names) : t('matching.undone'))
    again()
  }
  return (
    <aside class="verdict">
      <h2>{t('matching.your-verdict')}</h2>
      <p>
        {t('matching.decided', {
          name: pair.decidedByName ?? '–',
          date: pair.decidedAt === null ? '–' : date(pair.decidedAt),
          verdict: t(`matching.verdict-${pair.state === 'same' ? 'same' : 'different'}`),
        })}
      </p>
      <p>{pair.reason}</p>
      <AidNotice aid={review?.aid ?? []} />
      {mayNow('match.decide') && pair.mayUndo && review !== undefined ? (
        <TakeBack
          pairId={pair.id}
          decidedByName={pair.decidedByName}
          proposal={aided ? t('matching.take-back-propose') : undefined}
          command={command}
        />
      ) : null}
    </aside>
  )
}

function Decide(props: VerdictProps) {
  const { pair, review, query, onDone } = props
  const step = useSignal<Step | undefined>(undefined)
  const reason = useSignal(drafts.get(pair.id) ?? '')
  const sending = useSending(async (chosen: Step, why: string, ready?: ReadyCode) => {
    const { proposed, saidAt } = await send(props, { step: chosen, why, ready })
    drafts.delete(pair.id)
    const names = { left: pair.left.headName, right: pair.right.headName }
    const words = t(`matching.done-${proposed ? 'proposed' : chosen}`, names)
    const done = { of: 'families' as const, pairId: pair.id, seen: saidAt, words }
    sayDone(done, (id) => navigate(listAddress(query, id)))
    await onDone()
  })
  const choose = useCallback((chosen: Step) => {
    sending.clear()
    step.value = step.peek() === chosen ? undefined : chosen
  }, [])
  const cancel = useCallback(() => {
    step.value = undefined
    document.querySelector<HTMLElement>('.verdict__answers button')?.focus()
  }, [])
  const confirm = (why: string, ready?: ReadyCode) => {
    const chosen = step.peek()
    if (chosen !== undefined) void sending.run(chosen, why, ready)
  }
  useEffect(() => {
    drafts.set(pair.id, reason.value)
  }, [reason.value])
  const aided = (review?.aid.length ?? 0) > 0
  const villages = review?.villages ?? []
  const steps = stepsOf(pair, review)
  return (
    <form class="verdict" onSubmit={(event) => event.preventDefault()}>
      <h2>{t('matching.your-verdict')}</h2>
      <div class="verdict__bar">
        <div class="verdict__answers" data-chosen={step.value}>
          {steps.map((each, at) => (
            <StepButton
              key={each}
              at={String(at + 1)}
              step={each}
              chosen={step.value === each}
              busy={sending.busy}
              onStep={choose}
            >
              {stepWords(each, aided)}
            </StepButton>
          ))}
        </div>
        {step.value === undefined ? null : (
          <PairReason
            key={step.value}
            pair={pair}
            step={step.value}
            reason={reason}
            busy={sending.busy}
            proposes={aided && step.value === 'same'}
            villages={villages}
            onSend={confirm}
            onCancel={cancel}
          />
        )}
        <ProblemNotice problem={sending.problem} />
      </div>
      <div class="verdict__more">
        <SoFar pair={pair} again={props.again} />
        {pair.state === 'asked' ? <NoOperators villages={villages} /> : null}
        {review !== undefined && villages.length === 0 && isUndecided(pair) ? (
          <p class="source">{t('matching.ask-no-village')}</p>
        ) : null}
        <AidNotice aid={review?.aid ?? []} />
        {step.value === undefined ? <p class="source">{t('matching.consequence')}</p> : null}
      </div>
    </form>
  )
}

function isUndecided({ state }: Pair): boolean {
  return state !== 'joined' && state !== 'withdrawn'
}

function stepsOf(pair: Pair, review: Review | undefined): readonly Step[] {
  if (!isUndecided(pair) || pair.state === 'asked') return ['same', 'different']
  const nobody = review !== undefined && review.villages.length === 0
  return nobody ? ['same', 'different', 'unsure'] : ['same', 'different', 'unsure', 'ask']
}

function stepWords(step: Step, aided: boolean): readonly [string, string] {
  const code = aided && step === 'same' ? 'same-proposed' : step
  return [t(`matching.say-${code}`), t(`matching.short-${code}`)]
}

type Said = { readonly step: Step; readonly why: string; readonly ready: ReadyCode | undefined }

function send({ pair, chosen }: VerdictProps, { step, why: reason, ready }: Said) {
  if (step === 'ask') {
    const question = readyQuestions.find((each) => each === ready)
    return askVillage(pair.id, question === undefined ? { note: reason } : { ready: question })
  }
  if (step !== 'same') return decide(pair.id, { verdict: step, reason })
  return decide(pair.id, { verdict: step, reason, choices: chosen.peek() })
}

function StepButton(props: {
  readonly at: string
  readonly step: Step
  readonly chosen: boolean
  readonly busy: boolean
  readonly onStep: (step: Step) => void
  /** In full, and short for the bar at the thumb. */
  readonly children: readonly [string, string]
}) {
  const { at, busy, chosen, onStep } = props
  const [words, short] = props.children
  const press = useCallback(() => onStep(props.step), [onStep, props.step])
  useShortcut(at, words, press)
  return (
    <button
      class="button"
      type="button"
      aria-pressed={chosen}
      aria-disabled={busy ? 'true' : undefined}
      onClick={busy ? undefined : press}
    >
      <span class="verdict__long">{words}</span>
      <span class="verdict__short">{short}</span> <kbd>{at}</kbd>
    </button>
  )
}

/** What somebody has said or asked before. */
function SoFar({ pair, again }: { readonly pair: Pair; readonly again: () => void }) {
  const back = useSending(async () => {
    // Where aid hangs on the families it is a proposal, and that has a reason.
    const reason = t('matching.withdraw-question')
    const { proposed } = await takeBack(pair.id, { reason, seen: pair.saidAt })
    forgetStep(pair.id)
    const names = { left: pair.left.headName, right: pair.right.headName }
    say(proposed ? t('matching.done-proposed', names) : t('matching.undone'))
    again()
  })
  if (pair.state === 'unsure' && pair.decidedAt !== null) {
    const name = pair.decidedByName ?? '–'
    const said = { name, date: date(pair.decidedAt), reason: pair.reason ?? '' }
    return <p>{t('matching.unsure-said', said)}</p>
  }
  if (pair.state !== 'asked') return null
  return (
    <Notice>
      <p>{t('matching.asked-waits')}</p>
      <ProblemNotice problem={back.problem} />
      <Button small busy={back.busy} onPress={() => back.run()}>
        {t('matching.withdraw-question')}
      </Button>
    </Notice>
  )
}

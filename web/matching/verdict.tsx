import { type Signal, useSignal } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import { date } from '../format.ts'
import { useSending } from '../load.ts'
import { navigate } from '../router.ts'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'
import { AidNotice } from './aid-notice.tsx'
import { sayDone } from './last-step.ts'
import {
  askVillage,
  type Chosen,
  decide,
  listAddress,
  type Pair,
  type Review,
  takeBack,
} from './matching.ts'

/** Reasons that were typed and not yet sent, by pair: skipping and coming back loses nothing. */
const drafts = new Map<string, string>()
const shortestReason = 5

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
  const asking = useSignal(false)
  const aided = (review?.aid.length ?? 0) > 0
  const sending = useSending(async () => {
    await takeBack(pair.id)
    say(t('matching.undone'))
    again()
  })
  const propose = async (reason: string) => {
    const { proposed } = await takeBack(pair.id, reason)
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
      <ProblemNotice problem={sending.problem} />
      {mayNow('match.decide') && pair.mayUndo && review !== undefined ? (
        <Button
          busy={sending.busy}
          onPress={() => {
            if (aided) asking.value = true
            else sending.run()
          }}
        >
          {t(aided ? 'matching.take-back-propose' : 'matching.take-back')}
        </Button>
      ) : null}
      {asking.value ? (
        <ReasonDialog
          title={t('matching.take-back-propose')}
          means={t('matching.take-back-means')}
          button={t('matching.take-back-propose')}
          command={propose}
          onClose={() => {
            asking.value = false
          }}
        />
      ) : null}
    </aside>
  )
}

type Step = 'same' | 'different' | 'unsure' | 'ask'

function Decide(props: VerdictProps) {
  const { pair, review, query, onDone } = props
  const reason = useSignal(drafts.get(pair.id) ?? '')
  const wrong = useSignal<string | undefined>(undefined)
  const wanted = useSignal<Step | undefined>(undefined)
  const sending = useSending(async (step: Step) => {
    const { proposed } = await send(props, step, reason.peek())
    drafts.delete(pair.id)
    const names = { left: pair.left.headName, right: pair.right.headName }
    const words = t(`matching.done-${proposed ? 'proposed' : step}`, names)
    sayDone(pair.id, words, (id) => navigate(listAddress(query, id)))
    await onDone()
  })
  const choose = (step: Step) => {
    wanted.value = step
    const short = reason.peek().trim().length < shortestReason
    wrong.value = short ? t('matching.reason-short') : undefined
    if (short) document.querySelector<HTMLTextAreaElement>('.verdict textarea')?.focus()
    else sending.run(step)
  }
  useEffect(() => {
    drafts.set(pair.id, reason.value)
  }, [reason.value])
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (wanted.peek() !== undefined) choose(wanted.peek() ?? 'unsure')
  }
  const open = pair.state !== 'joined' && pair.state !== 'withdrawn'
  const villages = review?.villages ?? []
  return (
    <form class="verdict" onSubmit={(event) => event.preventDefault()} onKeyDown={keys}>
      <h2>{t('matching.your-verdict')}</h2>
      <SoFar pair={pair} again={props.again} />
      <AidNotice aid={review?.aid ?? []} />
      <TextArea
        label={t('matching.reason')}
        hint={t('matching.reason-hint')}
        value={reason.value}
        wrong={wrong.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <ProblemNotice problem={sending.problem} />
      <StepButton main at="1" step="same" busy={sending.busy} onStep={choose}>
        {t((review?.aid.length ?? 0) > 0 ? 'matching.say-same-proposed' : 'matching.say-same')}
      </StepButton>
      <StepButton at="2" step="different" busy={sending.busy} onStep={choose}>
        {t('matching.say-different')}
      </StepButton>
      {open && pair.state !== 'asked' ? (
        <>
          <StepButton at="3" step="unsure" busy={sending.busy} onStep={choose}>
            {t('matching.say-unsure')}
          </StepButton>
          {review !== undefined && villages.length === 0 ? (
            <p class="source">{t('matching.ask-no-village')}</p>
          ) : (
            <StepButton at="4" step="ask" busy={sending.busy} onStep={choose}>
              {t('matching.say-ask')}
            </StepButton>
          )}
        </>
      ) : null}
      {open ? <AskedVillages villages={villages} asked={pair.state === 'asked'} /> : null}
      <p class="source">{t('matching.consequence')}</p>
    </form>
  )
}

function send({ pair, chosen }: VerdictProps, step: Step, reason: string) {
  if (step === 'ask') return askVillage(pair.id, reason)
  if (step !== 'same') return decide(pair.id, { verdict: step, reason })
  return decide(pair.id, { verdict: step, reason, choices: chosen.peek() })
}

function StepButton(props: {
  readonly at: string
  readonly step: Step
  readonly main?: boolean
  readonly busy: boolean
  readonly onStep: (step: Step) => void
  readonly children: string
}) {
  const press = useCallback(() => props.onStep(props.step), [props.onStep, props.step])
  useShortcut(props.at, props.children, press)
  return (
    <Button {...(props.main === true ? { kind: 'main' } : {})} busy={props.busy} onPress={press}>
      {props.children} <kbd>{props.at}</kbd>
    </Button>
  )
}

/** What somebody has said or asked before. */
function SoFar({ pair, again }: { readonly pair: Pair; readonly again: () => void }) {
  const back = useSending(async () => {
    // Where aid hangs on the families it is a proposal, and that has a reason.
    const { proposed } = await takeBack(pair.id, t('matching.withdraw-question'))
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

/** Who would see a question, or will never see the one that was asked. */
function AskedVillages(props: { readonly villages: Review['villages']; readonly asked: boolean }) {
  const { villages } = props
  const staffed = villages.filter((village) => village.operators > 0)
  const names = staffed.map((village) => village.name).join(', ')
  return (
    <>
      {props.asked || staffed.length === 0 ? null : (
        <p class="source">{t('matching.ask-who', { villages: names })}</p>
      )}
      {villages
        .filter((village) => village.operators === 0)
        .map((village) => (
          <p key={village.code} class="source">
            {t('matching.ask-nobody', { village: village.name })}
          </p>
        ))}
    </>
  )
}

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CallProblem } from '../call.ts'
import { asProblem, useSending } from '../load.ts'
import { navigate, type ScreenProps } from '../router.ts'
import { session } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { type Draft, findingsOf, isStepDone, stepsOf } from './draft.ts'
import { PhonePage } from './phone-page.tsx'
import { sendAll, signInNeeded, startVisits } from './send.ts'
import { VisitStep } from './visit-step.tsx'
import { draftFor, finishVisit, ownStore, saveDraft, type Task, tasks } from './visits.ts'

/** One question a screen. Everything typed is on this device before "Lanjut" reacts. */
export function Screen({ params }: ScreenProps) {
  const householdId = params.id ?? ''
  const draft = useSignal<Draft | undefined>(undefined)
  const unkept = useSignal<CallProblem | undefined>(undefined)
  const start = useSending(async () => {
    const isOpen = ownStore() !== undefined && tasks.peek().length > 0
    if (!isOpen || signInNeeded.peek()) await startVisits()
    draft.value = await draftFor(householdId)
  })
  // Another tab may sign somebody else in.
  const who = session.value?.account.id
  useEffect(() => {
    if (who !== undefined) void start.run()
  }, [householdId, who])
  const task = tasks.value.find((each) => each.householdId === householdId)
  const now = draft.value
  if (now === undefined || task === undefined) {
    return (
      <PhonePage title={t('visits.tasks')} back="/tugas">
        <ProblemNotice problem={start.problem} />
        {start.busy || now === undefined ? null : <p>{t('visits.no-tasks')}</p>}
      </PhonePage>
    )
  }
  // Kept at once: a way out before "Lanjut" loses nothing.
  const change = (next: Draft) => {
    draft.value = next
    saveDraft(next).catch((error: unknown) => {
      unkept.value = asProblem(error)
    })
  }
  return <Form task={task} draft={now} unkept={unkept.value} onChange={change} />
}

function Form(props: {
  readonly task: Task
  readonly draft: Draft
  /** Why the device could not keep the last change. */
  readonly unkept: CallProblem | undefined
  readonly onChange: (draft: Draft) => void
}) {
  const { draft, task, onChange } = props
  const steps = stepsOf(draft)
  const at = Math.max(0, steps.indexOf(draft.step))
  const step = steps[at] ?? 'result'
  const go = useSending(async (to: number) => {
    const next = { ...draft, step: steps[to] ?? 'result' }
    await saveDraft(next)
    onChange(next)
    scrollTo(0, 0)
  })
  const finish = useSending(async () => {
    await finishVisit(draft)
    void sendAll()
    navigate('/tugas')
  })
  const open = findingsOf(draft).filter((each) => each.severity === 'wait').length
  const last = step === 'check'
  const because = isStepDone(draft, step) ? undefined : t('visits.answer-first')
  const unanswered = open === 0 ? undefined : t('visits.unanswered', { count: open })
  return (
    <PhonePage
      title={task.headName}
      back="/tugas"
      thumb={
        <>
          <Button onPress={() => (at === 0 ? navigate('/tugas') : go.run(at - 1))}>
            {t('visits.back')}
          </Button>
          {last ? (
            <Button
              kind="main"
              busy={finish.busy}
              because={unanswered}
              onPress={() => finish.run()}
            >
              {t('visits.finish')}
            </Button>
          ) : (
            <Button kind="main" busy={go.busy} because={because} onPress={() => go.run(at + 1)}>
              {t('visits.next')}
            </Button>
          )}
        </>
      }
    >
      <div class="visit-far">
        <span>{t('visits.step', { at: at + 1, total: steps.length })}</span>
      </div>
      <progress max={steps.length} value={at + 1} aria-hidden="true" />
      <ProblemNotice problem={go.problem ?? finish.problem ?? props.unkept} />
      <VisitStep
        key={step}
        step={step}
        task={task}
        draft={draft}
        onChange={onChange}
        onGo={(to) => go.run(steps.indexOf(to))}
      />
    </PhonePage>
  )
}

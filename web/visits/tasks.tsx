import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useSending } from '../load.ts'
import { session } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Status, type StatusShape } from '../ui/status.tsx'
import { PhonePage } from './phone-page.tsx'
import { sendAll, startVisits } from './send.ts'
import {
  drafts,
  dropVisit,
  mendVisit,
  outbox,
  photoCounts,
  photosWaiting,
  refused,
  type Task,
  tasks,
  type Waiting,
  waiting,
} from './visits.ts'

const done = ['sent', 'accepted']

/** A verifier's families: what is to be visited, what is done, what was not taken and why. */
export function Screen() {
  const start = useSending(startVisits)
  // Another tab may sign somebody else in.
  const who = session.value?.account.id
  useEffect(() => {
    if (who !== undefined) void start.run()
  }, [who])
  const queued = new Set(outbox.value.map((each) => each.draft.householdId))
  const toDo = tasks.value.filter(
    (each) => !done.includes(each.state) && !queued.has(each.householdId),
  )
  const finished = tasks.value.filter(
    (each) => done.includes(each.state) || queued.has(each.householdId),
  )
  const isAtRest = toDo.length + waiting.value.length + photosWaiting.value === 0
  const counts = { open: toDo.length, done: finished.length }
  return (
    <PhonePage title={t('visits.tasks')} {...(isAtRest ? {} : { thumb: <Thumb next={toDo[0]} /> })}>
      <h1>{t('visits.tasks-count', counts)}</h1>
      <ProblemNotice problem={start.problem} />
      <Refused />
      {tasks.value.length === 0 && !start.busy ? <p>{t('visits.no-tasks')}</p> : null}
      <TaskList title={t('visits.to-do')} tasks={toDo} />
      <TaskList title={t('visits.done')} tasks={finished} queued={queued} />
    </PhonePage>
  )
}

/** What the thumb can do now: send what waits, and go on with the next family. */
function Thumb({ next }: { readonly next: Task | undefined }) {
  return (
    <>
      {waiting.value.length + photosWaiting.value > 0 ? (
        <Button onPress={sendAll}>{t('visits.send-now')}</Button>
      ) : null}
      {next === undefined ? null : (
        <a class="button button--main" href={`/tugas/${next.householdId}`}>
          {drafts.value.has(next.householdId) ? t('visits.continue') : t('visits.start')}
        </a>
      )}
    </>
  )
}

function Refused() {
  const giving = useSignal<Waiting | undefined>(undefined)
  const names = new Map(tasks.value.map((each) => [each.householdId, each.headName]))
  const nameOf = ({ draft }: Waiting) => names.get(draft.householdId) ?? ''
  return (
    <>
      {refused.value.map((item) => (
        <div class="notice" data-is="warn" key={item.draft.visitId}>
          <p>
            <strong>{nameOf(item)}</strong>
          </p>
          <p>
            {t('visits.refused-because', {
              reason: findText(`problem.${item.problem ?? ''}`) ?? item.problem ?? '',
            })}
          </p>
          <p class="actions">
            {drafts.value.has(item.draft.householdId) ? null : (
              <Button small onPress={() => mendVisit(item)}>
                {t('visits.mend')}
              </Button>
            )}
            <Button
              small
              kind="plain"
              onPress={() => {
                giving.value = item
              }}
            >
              {t('visits.drop')}
            </Button>
          </p>
        </div>
      ))}
      {giving.value === undefined ? null : (
        <GiveUp
          item={giving.value}
          name={nameOf(giving.value)}
          onClose={() => {
            giving.value = undefined
          }}
        />
      )}
    </>
  )
}

/**
 * Asks before a visit is given up: what was written down at the door cannot be had again. A second
 * Enter keeps it.
 */
function GiveUp(props: {
  readonly item: Waiting
  readonly name: string
  readonly onClose: () => void
}) {
  const { item, name, onClose } = props
  const drop = useSending(() => dropVisit(item))
  const photos = photoCounts.value.get(item.draft.visitId) ?? 0
  return (
    <Dialog title={t('visits.drop-asked', { name })} onClose={onClose} actions={null}>
      <p>{t('visits.drop-means')}</p>
      {photos === 0 ? null : <p>{t('visits.drop-photos', { count: photos })}</p>}
      <ProblemNotice problem={drop.problem} />
      <div class="actions dialog__end">
        <Button kind="main" onPress={onClose}>
          {t('visits.drop-keep')}
        </Button>
        <Button
          busy={drop.busy}
          onPress={async () => {
            if (await drop.run()) onClose()
          }}
        >
          {t('visits.drop')}
        </Button>
      </div>
    </Dialog>
  )
}

function TaskList(props: {
  readonly title: string
  readonly tasks: readonly Task[]
  readonly queued?: ReadonlySet<string>
}) {
  if (props.tasks.length === 0) return null
  return (
    <section>
      <h2>{props.title}</h2>
      <ul class="visit-tasks">
        {props.tasks.map((task) => {
          const [shape, words] = stateOf(task, props.queued?.has(task.householdId) === true)
          return (
            <li key={task.householdId}>
              <a class="visit-task" href={`/tugas/${task.householdId}`}>
                <span>
                  <b>{task.headName}</b> · {t('visits.persons', { count: task.memberCount })}
                </span>
                <span class="soft">
                  {[task.address, task.villageName].filter(Boolean).join(', ')}
                </span>
                <Status is={shape}>{words}</Status>
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function stateOf(task: Task, queued: boolean): readonly [StatusShape, string] {
  if (queued) return ['wait', t('visits.task.queued')]
  if (drafts.value.has(task.householdId)) return ['doing', t('visits.task.draft')]
  switch (task.state) {
    case 'open':
      return ['none', t('visits.task.open')]
    case 'again':
      return ['warn', t('visits.task.again')]
    case 'returned':
      return ['back', t('visits.task.returned', { reason: task.returnReason ?? '' })]
    case 'sent':
      return ['wait', t('visits.task.sent')]
    case 'accepted':
      return ['ok', t('visits.task.accepted')]
  }
}

import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { date } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import type { ScreenProps } from '../router.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Choices, TextArea } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { Page, Tabs } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Status } from '../ui/status.tsx'
import { say } from '../ui/undo.tsx'
import { questionsPath, questionWords } from './matching.ts'
import { ToldRecords } from './told-records.tsx'
import './pair.css'
import './questions.css'

type Question = ReplyOf<'GET /api/match-questions'>['rows'][number]

/** What the office asks a village: two records side by side, three answers, a note. */
export function Screen({ query }: ScreenProps) {
  const state = query.get('keadaan') === 'dijawab' ? 'answered' : 'open'
  const page = Number(query.get('page') ?? 1)
  const questions = useLoad(
    (signal) => call('GET /api/match-questions', { query: { state, page }, signal }),
    [state, page],
  )
  const counts = useLoad(
    (signal) => call('GET /api/match-questions/count', { signal }),
    [questions.value],
  )
  const tabs = (['open', 'answered'] as const).map((each) => ({
    href: each === 'open' ? questionsPath : `${questionsPath}?keadaan=dijawab`,
    label: t(`matching.ask-${each}`),
    current: each === state,
    ...(counts.value === undefined ? {} : { count: String(counts.value[each]) }),
  }))
  return (
    <Page title={t('matching.ask-title')} lead={<p>{t('matching.ask-lead')}</p>}>
      <Tabs label={t('matching.states')} tabs={tabs} />
      <Shown of={questions}>
        {(reply) =>
          reply.total === 0 ? (
            <p class="empty">
              {t(state === 'open' ? 'matching.ask-none' : 'matching.ask-none-answered')}
            </p>
          ) : (
            <>
              {reply.rows.map((question) => (
                <Asked key={question.id} question={question} again={questions.again} />
              ))}
              <Pager page={reply.page} pageSize={reply.pageSize} total={reply.total} />
            </>
          )
        }
      </Shown>
    </Page>
  )
}

function Asked(props: { readonly question: Question; readonly again: () => void }) {
  const { question } = props
  const headingId = `q-${question.id}`
  return (
    <section class="asked" aria-labelledby={headingId}>
      <h2 id={headingId}>{questionWords(question)}</h2>
      <p class="source">
        {question.villageName} ·{' '}
        {t('matching.ask-from', {
          name: question.askedByName ?? '–',
          date: date(question.askedAt),
        })}
      </p>
      <ToldRecords left={question.left} right={question.right} />
      {question.state === 'open' ? (
        <AnswerForm {...props} />
      ) : question.answer === null ? null : (
        <p>
          <Status is="ok">{t(`matching.answer.${question.answer}`)}</Status> {question.answerNote}
          <span class="source">
            {t('matching.answered-by', {
              name: question.answeredByName ?? '–',
              date: question.answeredAt === null ? '–' : date(question.answeredAt),
            })}
          </span>
        </p>
      )}
    </section>
  )
}

const answers = ['same', 'different', 'unknown'] as const

function AnswerForm(props: { readonly question: Question; readonly again: () => void }) {
  const { id } = props.question
  const answer = useSignal('')
  const note = useSignal('')
  const wrong = useSignal(false)
  const sending = useSending(async (chosen: (typeof answers)[number]) => {
    const body = { answer: chosen, note: note.peek().trim() }
    await call('POST /api/match-questions/:id/answer', { params: { id }, body })
    say(t('matching.ask-sent'))
    props.again()
  })
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = answers.find((each) => each === answer.peek())
    wrong.value = chosen === undefined
    if (chosen !== undefined) void sending.run(chosen)
  }
  return (
    <form onSubmit={submit}>
      <Choices
        legend={t('matching.ask-answer')}
        phone
        name={`jawab-${id}`}
        value={answer.value}
        options={answers.map((each) => ({ value: each, label: t(`matching.answer.${each}`) }))}
        onValue={(value) => {
          answer.value = value
        }}
      />
      {wrong.value ? (
        <p class="wrong" role="alert">
          {t('matching.ask-choose')}
        </p>
      ) : null}
      <TextArea
        label={t('matching.ask-note')}
        hint={t('matching.ask-note-hint')}
        value={note.value}
        onValue={(value) => {
          note.value = value
        }}
      />
      <ProblemNotice problem={sending.problem} />
      <p class="source">{t('matching.ask-means')}</p>
      <Button kind="main" type="submit" busy={sending.busy}>
        {t('matching.ask-send')}
      </Button>
    </form>
  )
}

import { date } from '../format.ts'
import { t } from '../text.ts'
import { Section } from '../ui/page.tsx'
import { Status } from '../ui/status.tsx'
import { questionWords, type Review } from './matching.ts'

type Question = Review['questions'][number]

/** What villages were asked about the pair, and what they said. */
export function Questions({ questions }: { readonly questions: readonly Question[] }) {
  if (questions.length === 0) return null
  return (
    <Section title={t('matching.questions')}>
      <ul class="lines">
        {questions.map((question) => (
          <li key={question.id}>
            <Answer question={question} />
            <span class="source">
              {t('matching.question-line', {
                village: question.villageName,
                name: question.askedByName ?? '–',
                date: date(question.askedAt),
                note: questionWords(question),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Answer({ question }: { readonly question: Question }) {
  if (question.state === 'withdrawn') {
    return <Status is="out">{t('matching.question-withdrawn')}</Status>
  }
  if (question.answer === null || question.answeredAt === null) {
    return <Status is="wait">{t('matching.question-open')}</Status>
  }
  const by = { name: question.answeredByName ?? '–', date: date(question.answeredAt) }
  return (
    <>
      <Status is="ok">{t(`matching.answer.${question.answer}`)}</Status>{' '}
      {question.answerNote === null || question.answerNote === '' ? null : question.answerNote}
      <span class="source">{t('matching.answered-by', by)}</span>
    </>
  )
}

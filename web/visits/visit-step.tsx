import { useSignal } from '@preact/signals'
import { type PhotoSubject, photosPerVisit } from '../../core/visits/photo.ts'
import { codesOf, type Question, questions } from '../../core/visits/questionnaire.ts'
import { presences, visitReasons, visitResults } from '../../core/visits/visit.ts'
import { wordKeyOf } from '../../core/visits/workbook.ts'
import { rupiah } from '../format.ts'
import { useSending } from '../load.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Choices, Input, TextArea } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { smallPicture, whereNow } from './device.ts'
import { assetQuestions, type Draft, findingsOf, withAnswer } from './draft.ts'
import { NewMembers } from './new-members.tsx'
import { SameStep } from './same-step.tsx'
import { keepPhoto, photoCounts, type Task } from './visits.ts'

type StepProps = {
  readonly step: string
  readonly task: Task
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onGo: (step: string) => unknown
}

export function VisitStep(props: StepProps) {
  switch (props.step) {
    case 'result':
      return <ResultStep {...props} />
    case 'reason':
      return <ReasonStep {...props} />
    case 'same':
      return <SameStep {...props} />
    case 'assets':
      return <AssetsStep {...props} />
    case 'members':
      return <MembersStep {...props} />
    case 'place':
      return <PlaceStep {...props} />
    case 'check':
      return <CheckStep {...props} />
    default:
      return <QuestionStep {...props} />
  }
}

function ResultStep({ draft, onChange }: StepProps) {
  const choose = (value: string) => {
    const result = visitResults.find((each) => each === value)
    if (result === undefined) return
    const { reason: _, ...rest } = draft
    onChange({ ...rest, result })
  }
  return (
    <Choices
      phone
      name="result"
      legend={<h1>{t('visits.ask-result')}</h1>}
      value={draft.result ?? ''}
      options={visitResults.map((each) => ({ value: each, label: t(`visit-result.${each}`) }))}
      onValue={choose}
    />
  )
}

function ReasonStep({ draft, onChange }: StepProps) {
  const reasons: readonly string[] = draft.result === undefined ? [] : visitReasons[draft.result]
  const options = reasons.map((value) => ({ value, label: words(`visit-reason.${value}`) }))
  return (
    <Choices
      phone
      name="reason"
      legend={<h1>{t('visits.ask-reason')}</h1>}
      value={draft.reason ?? ''}
      options={options}
      onValue={(reason) => onChange({ ...draft, reason })}
    />
  )
}

function QuestionStep({ step, draft, onChange }: StepProps) {
  const question = (questions as readonly Question[]).find((each) => each.key === step)
  if (question === undefined) return null
  const answer = draft.answers[step]
  const set = (value: string | number | undefined) => onChange(withAnswer(draft, step, value))
  const hint = findText(`hint.${step}`)
  const legend = (
    <>
      <h1>{words(`question.${step}`)}</h1>
      {hint === undefined ? null : <span class="hint">{hint}</span>}
    </>
  )
  const codes = codesOf(question)
  const options = codes.map((value) => ({ value, label: words(wordKeyOf(step, value)) }))
  return (
    <>
      {codes.length > 0 ? (
        <Choices
          phone
          name={step}
          legend={legend}
          value={String(answer ?? '')}
          options={options}
          onValue={set}
        />
      ) : (
        <>
          {legend}
          <NumberField question={question} answer={answer} onAnswer={set} />
        </>
      )}
      <Apart question={question} answer={answer} onAnswer={set} />
    </>
  )
}

type AnswerProps = {
  readonly question: Question
  readonly answer: string | number | undefined
  readonly onAnswer: (answer: string | number | undefined) => void
}

/** Digits as typed; thousands are shown below, so that a zero too many is seen. */
function NumberField({ question, answer, onAnswer }: AnswerProps) {
  const typed = useSignal(typeof answer === 'number' ? String(answer) : '')
  const change = (value: string) => {
    const kept = value.replace(question.decimals === true ? /[^\d,.]/g : /\D/g, '')
    typed.value = kept
    const number = Number(kept.replace(',', '.'))
    onAnswer(kept === '' || Number.isNaN(number) ? undefined : number)
  }
  const money =
    question.kind === 'rupiah' && typeof answer === 'number' ? rupiah(answer) : undefined
  return (
    <Input
      type="text"
      label={question.kind === 'rupiah' ? t('visits.rupiah-month') : t('visits.amount')}
      value={typeof answer === 'string' ? '' : typed.value}
      onValue={change}
      {...(money === undefined ? {} : { hint: money })}
    />
  )
}

/** The answers that say why there is none, apart from the answers. */
function Apart({ question, answer, onAnswer }: AnswerProps) {
  const options = question.seen === true ? ['cannot-see', 'refused'] : ['refused']
  return (
    <div class="visit-apart">
      <Choices
        phone
        name={`${question.key}-apart`}
        legend={<span class="hint">{t('visits.stand-apart')}</span>}
        value={String(answer ?? '')}
        options={options.map((value) => ({ value, label: words(`answer.${value}`) }))}
        onValue={onAnswer}
      />
    </div>
  )
}

function AssetsStep({ draft, onChange }: StepProps) {
  return (
    <>
      <h1>{t('section.assets')}</h1>
      {assetQuestions.map((question) => (
        <fieldset key={question.key}>
          <legend class="label">{words(`question.${question.key}`)}</legend>
          <NumberField
            question={question}
            answer={draft.answers[question.key]}
            onAnswer={(answer) => onChange(withAnswer(draft, question.key, answer))}
          />
        </fieldset>
      ))}
    </>
  )
}

function MembersStep({ task, draft, onChange }: StepProps) {
  return (
    <>
      <h1>{t('visits.ask-members')}</h1>
      {task.members.map((member) => (
        <Choices
          key={member.personId}
          phone
          name={member.personId}
          legend={<strong>{member.name}</strong>}
          value={draft.members[member.personId] ?? ''}
          options={presences.map((value) => ({ value, label: t(`presence.${value}`) }))}
          onValue={(value) => {
            const presence = presences.find((each) => each === value)
            if (presence === undefined) return
            onChange({ ...draft, members: { ...draft.members, [member.personId]: presence } })
          }}
        />
      ))}
      <NewMembers task={task} draft={draft} onChange={onChange} />
    </>
  )
}

/** What is asked for most; the door of the server takes more. */
const photoChoices = ['house', 'inside', 'family-card', 'floor', 'other'] as const

function PlaceStep({ draft, onChange }: StepProps) {
  const silent = useSignal(false)
  const locate = async () => {
    const location = await whereNow()
    silent.value = location === undefined
    if (location !== undefined) onChange({ ...draft, location })
  }
  const subject = useSignal<PhotoSubject>('house')
  const take = useSending(async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    if (file !== undefined) await keepPhoto(draft, subject.peek(), await smallPicture(file))
    input.value = ''
  })
  const count = photoCounts.value.get(draft.visitId) ?? 0
  const isFull = count >= photosPerVisit
  return (
    <>
      <h1>{t('visits.ask-place')}</h1>
      <p>
        <Button onPress={locate}>{t('visits.take-location')}</Button>
      </p>
      <p role="status">
        {draft.location === undefined
          ? silent.value && t('visits.location-refused')
          : t('visits.location-taken', { metres: Math.round(draft.location.accuracyM) })}
      </p>
      <Choices
        name="photo-subject"
        legend={t('visits.photo-of')}
        value={subject.value}
        options={photoChoices.map((value) => ({ value, label: t(`photo-subject.${value}`) }))}
        onValue={(value) => {
          subject.value = photoChoices.find((each) => each === value) ?? 'other'
        }}
      />
      {isFull ? null : (
        <p>
          <label class="button">
            {t('visits.take-photo')}
            <input
              class="vh"
              type="file"
              accept="image/*"
              capture="environment"
              onChange={(event) => take.run(event.currentTarget)}
            />
          </label>
        </p>
      )}
      <ProblemNotice problem={take.problem} />
      <p role="status">
        {count === 0 ? null : t(isFull ? 'visits.photos-full' : 'visits.photos', { count })}
      </p>
    </>
  )
}

function CheckStep({ draft, onChange, onGo }: StepProps) {
  const findings = findingsOf(draft)
  return (
    <>
      <h1>{t('visits.check')}</h1>
      <p>{draft.result === undefined ? null : t(`visit-result.${draft.result}`)}</p>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.field} ${finding.code} ${finding.detail?.name ?? ''}`}>
            <strong>{findText(`question.${finding.field}`)}</strong>{' '}
            {findText(`finding.${finding.code}`, finding.detail ?? {}) ?? finding.code}{' '}
            <Button small onPress={() => onGo(stepOf(finding.field))}>
              {t('visits.mend')}
            </Button>
          </li>
        ))}
      </ul>
      <TextArea
        label={t('visits.ask-note')}
        value={draft.note}
        maxLength={1000}
        onValue={(note) => onChange({ ...draft, note })}
      />
    </>
  )
}

function stepOf(field: string): string {
  if (field === 'new-members') return 'members'
  return assetQuestions.some((each) => each.key === field) ? 'assets' : field
}

/** Words of a key that the instrument makes; a test proves that each has some. */
function words(key: string): string {
  return findText(key) ?? key
}

import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { useLoad, useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Choices, Select, TextArea } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { differenceWords } from './draft-part.tsx'
import type { Line } from './payments.ts'

const shortestReason = 5

/** What becomes of a recipient who changed since the decree, and why. */
export function ResolvePanel(props: {
  readonly roundId: string
  readonly line: Line
  readonly done: () => void
}) {
  const { roundId, line, done } = props
  const choice = useSignal('')
  const payeePersonId = useSignal('')
  const reason = useSignal('')
  const sending = useSending(async () => {
    const resolution = line.choices.find((each) => each === choice.value)
    if (resolution === undefined) return
    await call('POST /api/payment-rounds/:id/lines/:lineId/resolution', {
      params: { id: roundId, lineId: line.id },
      body: {
        resolution,
        reason: reason.value,
        ...(payeePersonId.value === '' ? {} : { payeePersonId: payeePersonId.value }),
      },
    })
    done()
  })
  return (
    <form class="case" onSubmit={(event) => event.preventDefault()}>
      <h3>{line.payeeName}</h3>
      <p>{differenceWords(line)}</p>
      <Choices
        legend={t('aid.resolve-choice')}
        name="resolution"
        value={choice.value}
        options={line.choices.map((value) => ({ value, label: t(`resolution.${value}`) }))}
        onValue={(value) => {
          choice.value = value
          payeePersonId.value = ''
        }}
      />
      {choice.value === 'replace-payee' ? (
        <PayeeChoice roundId={roundId} line={line} chosen={payeePersonId} />
      ) : null}
      <TextArea
        label={t('aid.reason')}
        hint={t('aid.reason-hint')}
        value={reason.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <ProblemNotice problem={sending.problem} />
      <Button
        kind="main"
        type="submit"
        busy={sending.busy}
        because={becauseOf(choice.value, payeePersonId.value, reason.value)}
        onPress={() => sending.run()}
      >
        {t('aid.resolve-button')}
      </Button>
      <Button kind="plain" onPress={done}>
        {t('shell.cancel')}
      </Button>
    </form>
  )
}

function becauseOf(choice: string, payee: string, reason: string): string | undefined {
  if (choice === '' || (choice === 'replace-payee' && payee === '')) return t('aid.choose-first')
  return reason.trim().length < shortestReason ? t('aid.reason-short') : undefined
}

function PayeeChoice(props: {
  readonly roundId: string
  readonly line: Line
  readonly chosen: { value: string }
}) {
  const { roundId: id, line, chosen } = props
  const loaded = useLoad(
    (signal) =>
      call('GET /api/payment-rounds/:id/lines/:lineId/payees', {
        params: { id, lineId: line.id },
        signal,
      }),
    [id, line.id],
  )
  return (
    <Shown of={loaded}>
      {({ payees }) =>
        payees.length === 0 ? (
          <p>{t('aid.resolve-payee-none')}</p>
        ) : (
          <Select
            label={t('aid.resolve-payee')}
            value={chosen.value}
            options={[
              { value: '', label: t('aid.choose') },
              ...payees.map((payee) => ({ value: payee.id, label: payee.name })),
            ]}
            onValue={(value) => {
              chosen.value = value
            }}
          />
        )
      }
    </Shown>
  )
}

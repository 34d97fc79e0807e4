import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { moment, rupiah } from '../format.ts'
import { useSending } from '../load.ts'
import { mayNow, session } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { Section } from '../ui/page.tsx'
import { say } from '../ui/undo.tsx'
import { CancelRound } from './cancel-round.tsx'
import { typedRupiah } from './payments.ts'
import type { PartProps } from './round.tsx'

/** The second person sends the money on its way by typing the exact sum. */
export function InstructPart({ round, again }: PartProps) {
  const isProposer = round.proposedBy === session.value?.account.name
  const mayAct = mayNow('payment.instruct')
  const proposed = t('aid.proposed-by', {
    name: round.proposedBy ?? '–',
    at: round.proposedAt === null ? '–' : moment(round.proposedAt),
  })
  return (
    <Section title={t('aid.do')}>
      <div class="work3">
        <Notice is="info">
          <p>{proposed}</p>
          {isProposer ? <p>{t('aid.wait-second')}</p> : null}
          {mayAct ? null : <p>{t('aid.wait-payer')}</p>}
        </Notice>
        {mayAct ? (
          <div class="case">
            {isProposer ? null : <InstructForm round={round} again={again} />}
            <CancelRound id={round.id} done={again} />
          </div>
        ) : null}
      </div>
    </Section>
  )
}

function InstructForm({ round, again }: PartProps) {
  const typed = useSignal('')
  const due = round.money.instructed.rupiah
  const sum = rupiah(due)
  const sending = useSending(async () => {
    const { unresolved } = await call('POST /api/payment-rounds/:id/instruct', {
      params: { id: round.id },
      body: { rupiah: typedRupiah(typed.value) },
    })
    say(unresolved === 0 ? t('aid.instructed') : t('aid.sent-back', { count: unresolved }))
    again()
  })
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <h3>{t('aid.instruct')}</h3>
      <p>{t('aid.instruct-means')}</p>
      <Input
        label={t('aid.instruct-field', { sum })}
        hint={t('aid.instruct-hint')}
        inputMode="numeric"
        value={typed.value}
        onValue={(value) => {
          typed.value = value
        }}
      />
      <ProblemNotice problem={sending.problem} />
      <Button
        kind="main"
        type="submit"
        busy={sending.busy}
        because={typedRupiah(typed.value) === due ? undefined : t('aid.instruct-because')}
        onPress={() => sending.run()}
      >
        {t('aid.instruct-button', { sum })}
      </Button>
    </form>
  )
}

import { useSignal } from '@preact/signals'
import { number } from '../format.ts'
import { useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { type Withdrawn, withdrawList } from './sources.ts'

const reasonLeast = 5

/** Takes an import back, with a reason; says what left and what stays. */
export function Withdraw(props: { readonly importId: string; readonly onClose: () => void }) {
  const reason = useSignal('')
  const short = useSignal(false)
  const done = useSignal<Withdrawn | undefined>(undefined)
  const sending = useSending(async () => {
    done.value = await withdrawList(props.importId, reason.value.trim())
  })
  const press = () => {
    short.value = reason.value.trim().length < reasonLeast
    if (!short.value) void sending.run()
  }
  const told = done.value
  if (told !== undefined) {
    const out = number(told.householdsTakenOut)
    const kept = number(told.reliedOnCount)
    return (
      <Dialog title={t('sources.state.withdrawn')} onClose={props.onClose}>
        <Notice is="ok" live>
          <p>{t('sources.withdrawn-note', { out, kept })}</p>
        </Notice>
        <ul>
          {told.reliedOn.map((each) => (
            <li key={each.householdId}>
              <a href={`/keluarga/${each.householdId}`}>{each.headName}</a>
            </li>
          ))}
        </ul>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t('sources.withdraw')}
      onClose={props.onClose}
      actions={
        <>
          <Button kind="main" busy={sending.busy} onPress={press}>
            {t('sources.withdraw-now')}
          </Button>
          <Button kind="plain" onPress={props.onClose}>
            {t('shell.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('sources.withdraw-means')}</p>
      <TextArea
        label={t('shell.reason')}
        hint={t('shell.reason-hint')}
        value={reason.value}
        onValue={(value) => {
          reason.value = value
        }}
        wrong={short.value ? t('shell.reason-missing') : undefined}
      />
      <ProblemNotice problem={sending.problem} />
    </Dialog>
  )
}

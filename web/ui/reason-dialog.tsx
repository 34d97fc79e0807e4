import { useSignal } from '@preact/signals'
import { useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'

const shortestReason = 5

/** A step that needs a reason which stays on record. */
export function ReasonDialog(props: {
  readonly title: string
  readonly means: string
  readonly button: string
  readonly command: (reason: string) => Promise<unknown>
  readonly onClose: () => void
}) {
  const reason = useSignal('')
  const asked = useSignal(false)
  const sending = useSending(props.command)
  const tooShort = reason.value.trim().length < shortestReason
  const submit = async (event: Event) => {
    event.preventDefault()
    asked.value = true
    if (!tooShort && (await sending.run(reason.value.trim()))) props.onClose()
  }
  return (
    <Dialog title={props.title} onClose={props.onClose} actions={null}>
      <p>{props.means}</p>
      <form onSubmit={submit}>
        <TextArea
          label={t('shell.reason')}
          hint={t('shell.reason-hint')}
          value={reason.value}
          onValue={(value) => {
            reason.value = value
          }}
          wrong={asked.value && tooShort ? t('shell.reason-missing') : undefined}
        />
        <ProblemNotice problem={sending.problem} />
        <div class="actions dialog__end">
          <Button onPress={props.onClose}>{t('shell.cancel')}</Button>
          <Button kind="main" type="submit" busy={sending.busy}>
            {props.button}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

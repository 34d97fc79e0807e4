import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { say } from '../ui/undo.tsx'

/** Gives up a round that is not instructed, with a reason. */
export function CancelRound(props: { readonly id: string; readonly done: () => void }) {
  const open = useSignal(false)
  const reason = useSignal('')
  const sending = useSending(async () => {
    await call('POST /api/payment-rounds/:id/cancel', {
      params: { id: props.id },
      body: { reason: reason.value },
    })
    open.value = false
    say(t('aid.cancelled'))
    props.done()
  })
  const close = () => {
    open.value = false
  }
  return (
    <>
      <Button
        kind="plain"
        onPress={() => {
          open.value = true
        }}
      >
        {t('aid.cancel')}
      </Button>
      {open.value ? (
        <Dialog
          title={t('aid.cancel')}
          onClose={close}
          actions={
            <>
              <Button onPress={close}>{t('shell.back')}</Button>
              <Button
                kind="main"
                busy={sending.busy}
                because={reason.value.trim().length < 5 ? t('aid.reason-short') : undefined}
                onPress={() => sending.run()}
              >
                {t('aid.cancel-button')}
              </Button>
            </>
          }
        >
          <TextArea
            label={t('aid.reason')}
            hint={t('aid.reason-hint')}
            value={reason.value}
            onValue={(value) => {
              reason.value = value
            }}
          />
          <ProblemNotice problem={sending.problem} />
        </Dialog>
      ) : null}
    </>
  )
}

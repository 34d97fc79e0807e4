import { useSignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { useHeldKeys, useShortcut } from '../ui/shortcuts.tsx'
import { say } from '../ui/undo.tsx'

type SettleProps = {
  readonly id: string
  /** What a rejection means here. */
  readonly means: string
  readonly onConfirm: (id: string) => Promise<unknown>
  readonly onReject: (id: string, reason: string) => Promise<unknown>
  readonly onDone: () => unknown
}

/** The two answers of a second person to what a first one has proposed. */
export function Settle({ id, means, onConfirm, onReject, onDone }: SettleProps) {
  const rejecting = useSignal(false)
  const confirming = useSending(async () => {
    await onConfirm(id)
    say(t('matching.done-confirmed'))
    await onDone()
  })
  const confirm = useCallback(() => confirming.run(), [id])
  const reject = useCallback(() => {
    rejecting.value = true
  }, [id])
  useHeldKeys(confirming.busy)
  useShortcut('1', t('matching.confirm'), confirm)
  useShortcut('2', t('matching.reject'), reject)
  return (
    <>
      <ProblemNotice problem={confirming.problem} />
      <div class="verdict__bar">
        <div class="verdict__answers">
          <Button kind="main" busy={confirming.busy} onPress={confirm}>
            {t('matching.confirm')} <kbd>1</kbd>
          </Button>
          <Button onPress={reject}>
            {t('matching.reject')} <kbd>2</kbd>
          </Button>
        </div>
      </div>
      {rejecting.value ? (
        <ReasonDialog
          title={t('matching.reject')}
          means={means}
          button={t('matching.reject')}
          command={async (reason) => {
            await onReject(id, reason)
            say(t('matching.done-rejected'))
            await onDone()
          }}
          onClose={() => {
            rejecting.value = false
          }}
        />
      ) : null}
    </>
  )
}

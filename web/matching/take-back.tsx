import { useSignal } from '@preact/signals'
import { useSending } from '../load.ts'
import { session } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { forgetStep, isOwnStep } from './last-step.ts'

/**
 * Takes a verdict back: one's own last step at once, any other with a reason. Where aid hangs on
 * the families it is a proposal, and `proposal` says of what.
 */
export function TakeBack(props: {
  readonly pairId: string
  readonly decidedByName: string | null
  readonly proposal: string | undefined
  readonly command: (reason?: string) => Promise<unknown>
}) {
  const { pairId, proposal } = props
  const asking = useSignal(false)
  const command = async (reason?: string) => {
    await props.command(reason)
    forgetStep(pairId)
  }
  const sending = useSending(() => command())
  const own = isOwnStep(pairId) && props.decidedByName === session.value?.account.name
  const atOnce = proposal === undefined && own
  const words = proposal ?? t('matching.take-back')
  return (
    <>
      <ProblemNotice problem={sending.problem} />
      <Button
        busy={sending.busy}
        onPress={() => {
          if (atOnce) void sending.run()
          else asking.value = true
        }}
      >
        {words}
      </Button>
      {asking.value ? (
        <ReasonDialog
          title={words}
          means={
            proposal === undefined
              ? t('matching.take-back-asks', { name: props.decidedByName ?? '–' })
              : t('matching.take-back-means')
          }
          button={words}
          command={command}
          onClose={() => {
            asking.value = false
          }}
        />
      ) : null}
    </>
  )
}

import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { useLoad, useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'
import { say } from '../ui/undo.tsx'

/** Hands one verifier's open families of a village to another. */
export function Reassign({
  village,
  onDone,
}: {
  readonly village: string
  readonly onDone: () => void
}) {
  const open = useSignal(false)
  const close = () => {
    open.value = false
  }
  return (
    <>
      <Button
        small
        onPress={() => {
          open.value = true
        }}
      >
        {t('visits.reassign-open')}
      </Button>
      {open.value ? <Ask village={village} onClose={close} onDone={onDone} /> : null}
    </>
  )
}

function Ask(props: {
  readonly village: string
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const from = useSignal('')
  const to = useSignal('')
  const verifiers = useLoad((signal) => call('GET /api/verifiers', { signal }), [])
  const sending = useSending(async () => {
    const households = { village: props.village, from: from.value }
    const body = { households, to: to.value }
    const { reassigned } = await call('POST /api/assignments/reassign', { body })
    say(t('visits.reassigned', { count: reassigned }))
    props.onClose()
    props.onDone()
  })
  const ready = from.value !== '' && to.value !== '' && from.value !== to.value
  const nobody = { value: '', label: t('visits.reassign-choose') }
  return (
    <Dialog
      title={t('visits.reassign')}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{t('shell.cancel')}</Button>
          <Button
            kind="main"
            busy={sending.busy}
            because={ready ? undefined : t('visits.reassign-fill')}
            onPress={() => sending.run()}
          >
            {t('visits.reassign')}
          </Button>
        </>
      }
    >
      <p>{t('visits.reassign-means')}</p>
      <Shown of={verifiers}>
        {(reply) => {
          const all = localFirst(reply.verifiers, props.village)
          return (
            <>
              <Select
                label={t('visits.reassign-from')}
                value={from.value}
                options={[nobody, ...all]}
                onValue={(id) => {
                  from.value = id
                }}
              />
              <Select
                label={t('visits.reassign-to')}
                value={to.value}
                options={[nobody, ...all]}
                onValue={(id) => {
                  to.value = id
                }}
              />
            </>
          )
        }}
      </Shown>
      <ProblemNotice problem={sending.problem} />
    </Dialog>
  )
}

type Verifier = ReplyOf<'GET /api/verifiers'>['verifiers'][number]

/** Those who work in the village come first, and the choice says so. */
function localFirst(verifiers: readonly Verifier[], village: string) {
  const isLocal = ({ areas }: Verifier) => areas.some((area) => village.startsWith(area))
  const option = (here: boolean) => (each: Verifier) => ({
    value: each.id,
    label: here ? t('visits.reassign-here', { name: each.name }) : each.name,
  })
  return [
    ...verifiers.filter(isLocal).map(option(true)),
    ...verifiers.filter((each) => !isLocal(each)).map(option(false)),
  ]
}

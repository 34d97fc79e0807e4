import { useSignal } from '@preact/signals'
import { call } from '../call.ts'
import { date } from '../format.ts'
import { useLoad, useSending } from '../load.ts'
import { navigate } from '../router.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input, Select } from '../ui/field.tsx'
import { ProblemNotice, Shown } from '../ui/notice.tsx'

/** A draft from a frozen decree: programme, decree, number of the round. */
export function MakeRound() {
  const loaded = useLoad(async (signal) => {
    const { programmes } = await call('GET /api/programmes', { signal })
    const { decrees } = await call('GET /api/payment-decrees', { signal })
    return { programmes, decrees }
  }, [])
  return <Shown of={loaded}>{(choices) => <Form {...choices} />}</Shown>
}

type Choices = {
  readonly programmes: readonly { readonly id: string; readonly name: string }[]
  readonly decrees: readonly {
    readonly id: string
    readonly number: string
    readonly decreedOn: string
    readonly families: number
  }[]
}

function Form({ programmes, decrees }: Choices) {
  const programmeId = useSignal('')
  const decreeId = useSignal(decrees[0]?.id ?? '')
  const roundNo = useSignal('1')
  const sending = useSending(async () => {
    const body = {
      programmeId: programmeId.value,
      decreeId: decreeId.value,
      roundNo: Number(roundNo.value),
    }
    const { id } = await call('POST /api/payment-rounds', { body })
    navigate(`/penyaluran/${id}`)
  })
  const because = becauseOf({ programmes, decrees }, programmeId.value, Number(roundNo.value))
  const decreeOptions = decrees.map(({ id, number, decreedOn, families }) => ({
    value: id,
    label: t('aid.make-decree-option', { number, date: date(decreedOn), families }),
  }))
  const none = { value: '', label: t('aid.choose') }
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <div class="toolbar">
        <Select
          label={t('aid.make-programme')}
          value={programmeId.value}
          options={[none, ...programmes.map(({ id, name }) => ({ value: id, label: name }))]}
          onValue={(value) => {
            programmeId.value = value
          }}
        />
        <Select
          label={t('aid.make-decree')}
          value={decreeId.value}
          options={decreeOptions.length === 0 ? [none] : decreeOptions}
          onValue={(value) => {
            decreeId.value = value
          }}
        />
        <Input
          label={t('aid.make-round')}
          type="number"
          value={roundNo.value}
          onValue={(value) => {
            roundNo.value = value
          }}
        />
      </div>
      <p class="hint">{t('aid.make-hint')}</p>
      <ProblemNotice problem={sending.problem} />
      <p class="actions">
        <Button
          kind="main"
          type="submit"
          busy={sending.busy}
          because={because}
          onPress={() => sending.run()}
        >
          {t('aid.make-button')}
        </Button>
      </p>
    </form>
  )
}

function becauseOf(choices: Choices, programmeId: string, roundNo: number): string | undefined {
  if (choices.programmes.length === 0) return t('aid.make-no-programme')
  if (choices.decrees.length === 0) return t('aid.make-no-decree')
  const isWhole = Number.isInteger(roundNo) && roundNo >= 1
  return programmeId === '' || !isWhole ? t('aid.choose-first') : undefined
}

import { useSignal } from '@preact/signals'
import { t } from '../text.ts'
import { Choices, Input } from '../ui/field.tsx'
import type { Draft } from './draft.ts'
import { type Task, tasks } from './visits.ts'

const shownMost = 8

/** Which of one's own families is the same; what is on the device is searched, without signal. */
export function SameStep(props: {
  readonly task: Task
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}) {
  const { task, draft } = props
  const typed = useSignal('')
  const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = draft.sameAsHouseholdId
  const found = tasks.value
    .filter((each) => each.householdId !== task.householdId)
    .filter((each) => {
      const text = `${each.headName} ${each.address} ${each.villageName}`.toLowerCase()
      return each.householdId === chosen || words.every((word) => text.includes(word))
    })
    .slice(0, shownMost)
  const options = found.map((each) => ({
    value: each.householdId,
    label: each.headName,
    hint: [each.address, each.villageName].filter(Boolean).join(', '),
  }))
  return (
    <>
      <Choices
        phone
        name="same"
        legend={
          <>
            <h1>{t('visits.ask-same')}</h1>
            <span class="hint">{t('visits.ask-same-hint')}</span>
          </>
        }
        value={chosen ?? ''}
        options={[...options, { value: '', label: t('visits.same-none') }]}
        onValue={(id) => {
          const { sameAsHouseholdId: _, ...rest } = draft
          props.onChange(id === '' ? rest : { ...rest, sameAsHouseholdId: id })
        }}
      />
      <Input
        type="search"
        label={t('visits.same-search')}
        value={typed.value}
        onValue={(value) => {
          typed.value = value
        }}
      />
    </>
  )
}

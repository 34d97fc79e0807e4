import { useSignal } from '@preact/signals'
import { t } from '../text.ts'
import { Choices, Input } from '../ui/field.tsx'
import { familiesAlike, useAmong } from './among.ts'
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
  const among = useAmong()
  const chosen = draft.sameAsHouseholdId
  const alike = among === undefined ? [] : familiesAlike(among, task, typed.value.trim())
  const by = new Map(alike.map((each) => [each.householdId, each.by]))
  const found = inOrder(task, { typed: typed.value, first: [...by.keys()], chosen })
  const options = found.map((each) => ({
    value: each.householdId,
    label: each.headName,
    hint: hintOf(each, by.get(each.householdId)),
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

/** Families with people alike first; then those whose words are typed; the chosen one stays. */
function inOrder(
  task: Task,
  of: {
    readonly typed: string
    readonly first: readonly string[]
    readonly chosen: string | undefined
  },
): readonly Task[] {
  const words = of.typed.toLowerCase().split(/\s+/).filter(Boolean)
  const others = tasks.value.filter((each) => each.householdId !== task.householdId)
  const place = (each: Task) => {
    if (each.householdId === of.chosen) return -1
    const at = of.first.indexOf(each.householdId)
    return at < 0 ? of.first.length : at
  }
  return others
    .filter((each) => {
      const text = `${each.headName} ${each.address} ${each.villageName}`.toLowerCase()
      return place(each) < of.first.length || words.every((word) => text.includes(word))
    })
    .toSorted((one, other) => place(one) - place(other))
    .slice(0, shownMost)
}

function hintOf(task: Task, by: string | undefined): string {
  const place = [task.address, task.villageName].filter(Boolean).join(', ')
  if (by === undefined || by === task.headName) return place
  return [place, t('visits.same-alike', { name: by })].filter(Boolean).join('. ')
}

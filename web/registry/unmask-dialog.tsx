import { useSignal } from '@preact/signals'
import { useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Choices, Input } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { type Household, revealFamilyCard, revealNationalId } from './registry.ts'

const purposes = ['check-card', 'aid', 'doubles', 'civil-registry', 'other'] as const
const shownSeconds = 60
const shortestPurpose = 5

/** Asks whose number and for what; the server records both before it answers. */
export function UnmaskDialog(props: {
  readonly household: Household
  readonly onClose: () => void
}) {
  const { household, onClose } = props
  const whose = useSignal('')
  const purpose = useSignal('')
  const other = useSignal('')
  const asked = useSignal(false)
  const sending = useSending((id: string, words: string) =>
    id === household.id ? revealFamilyCard(id, words) : revealNationalId(id, words),
  )
  const words = purposeWords(purpose.value, other.value)
  const submit = async (event: Event) => {
    event.preventDefault()
    asked.value = true
    if (whose.value === '' || words.length < shortestPurpose) return
    if (await sending.run(whose.value, words)) onClose()
  }
  const missing = asked.value && (whose.value === '' || words.length < shortestPurpose)
  return (
    <Dialog title={t('unmask.title')} onClose={onClose} actions={null}>
      <p>{t('unmask.means', { seconds: shownSeconds })}</p>
      <form onSubmit={submit}>
        <Choices
          legend={t('unmask.whose')}
          name="siapa"
          value={whose.value}
          options={owners(household)}
          onValue={(value) => {
            whose.value = value
          }}
        />
        <Choices
          legend={t('unmask.purpose')}
          name="untuk"
          value={purpose.value}
          options={purposes.map((each) => ({ value: each, label: t(`unmask.purpose.${each}`) }))}
          onValue={(value) => {
            purpose.value = value
          }}
        />
        {purpose.value === 'other' ? (
          <Input
            label={t('unmask.other')}
            value={other.value}
            onValue={(value) => {
              other.value = value
            }}
            maxLength={200}
          />
        ) : null}
        {missing ? (
          <p class="wrong" role="alert">
            {t('unmask.purpose-missing')}
          </p>
        ) : null}
        <ProblemNotice problem={sending.problem} />
        <div class="actions dialog__end">
          <Button onPress={onClose}>{t('shell.cancel')}</Button>
          <Button kind="main" type="submit" icon="eye" busy={sending.busy}>
            {t('unmask.show', { seconds: shownSeconds })}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function owners(household: Household) {
  const members = household.members
    .filter((member) => member.nationalIdMask !== null)
    .map((member) => ({ value: member.personId, label: member.name }))
  if (household.familyCardMask === null) return members
  return [...members, { value: household.id, label: t('unmask.card-of') }]
}

/** What the record of the reading will say; in the language of the person who reads. */
function purposeWords(purpose: string, other: string): string {
  const known = purposes.find((each) => each === purpose)
  if (known === undefined) return ''
  return known === 'other' ? other.trim() : t(`unmask.purpose.${known}`)
}

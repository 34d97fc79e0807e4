import { useSignal } from '@preact/signals'
import { percent } from '../format.ts'
import { personToCheck } from '../registry/registry.ts'
import { VillageChoice } from '../registry/village-choice.tsx'
import { mayNow } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Input, Select } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Page, Section } from '../ui/page.tsx'
import {
  type Asking,
  digitsOf,
  isEnough,
  numberFinding,
  type PersonAsked,
  toldByNumber,
  useKnown,
} from './known.ts'
import { KnownList } from './known-list.tsx'

type Typed = {
  readonly name: string
  readonly nationalId: string
  readonly bornOn: string
  readonly sex: 'male' | 'female' | undefined
  readonly village: string
}

const nothing: Typed = { name: '', nationalId: '', bornOn: '', sex: undefined, village: '' }

/** Who a person may be, shown while one types; nothing is sent by a button, nothing is kept. */
export function Screen() {
  const typed = useSignal<Typed>(firstTyped())
  const asked = askedOf(typed.value)
  const asking = useKnown(asked)
  const change = (part: Partial<Typed>) => {
    typed.value = { ...typed.peek(), ...part }
  }
  return (
    <Page title={t('known.title')} lead={<p>{t('known.lead')}</p>}>
      <Form typed={typed.value} onChange={change} />
      <Section title={t('known.answer')}>
        {isEnough(asked) ? <Answer asking={asking} /> : <p role="status">{t('known.start')}</p>}
      </Section>
    </Page>
  )
}

/** A name that the search did not find comes along. */
function firstTyped(): Typed {
  const text = personToCheck.peek().trim()
  personToCheck.value = ''
  return { ...nothing, ...(/^[\d\s.-]*$/.test(text) ? { nationalId: text } : { name: text }) }
}

function askedOf({ name, nationalId, bornOn, sex, village }: Typed): PersonAsked {
  const number = digitsOf(nationalId)
  return {
    name: name.trim(),
    ...(number.length === 16 ? { nationalId: number } : {}),
    ...(bornOn === '' ? {} : { bornOn }),
    ...(sex === undefined ? {} : { sex }),
    ...(village === '' ? {} : { villageCode: village }),
  }
}

function Form(props: { readonly typed: Typed; readonly onChange: (part: Partial<Typed>) => void }) {
  const { typed, onChange } = props
  const left = useSignal(false)
  const whole = digitsOf(typed.nationalId).length >= 16
  const told = toldByNumber(typed.nationalId)
  const sexes = ['male', 'female'] as const
  return (
    <form
      class="known-form"
      aria-label={t('known.asked')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Input
        label={t('known.name')}
        hint={t('known.name-hint')}
        value={typed.name}
        maxLength={100}
        autoComplete="off"
        onValue={(name) => onChange({ name })}
      />
      <Input
        type="tel"
        inputMode="numeric"
        label={t('known.nik')}
        hint={told ?? t('known.nik-hint')}
        value={typed.nationalId}
        maxLength={40}
        autoComplete="off"
        wrong={left.value || whole ? numberFinding(typed) : undefined}
        onLeave={() => {
          left.value = true
        }}
        onValue={(nationalId) => {
          left.value = false
          onChange({ nationalId })
        }}
      />
      <Input
        type="date"
        label={t('known.born-on')}
        hint={t('known.optional')}
        value={typed.bornOn}
        onValue={(bornOn) => onChange({ bornOn })}
      />
      <Select
        label={t('known.sex')}
        hint={t('known.optional')}
        value={typed.sex ?? ''}
        options={[
          { value: '', label: t('known.sex-unknown') },
          ...sexes.map((value) => ({ value, label: t(`known.sex.${value}`) })),
        ]}
        onValue={(value) => onChange({ sex: sexes.find((each) => each === value) })}
      />
      <div class="field">
        <VillageChoice value={typed.village} onValue={(village) => onChange({ village })} />
      </div>
      <p class="actions">
        <Button kind="plain" onPress={() => onChange(nothing)}>
          {t('known.clear')}
        </Button>
      </p>
    </form>
  )
}

function Answer({ asking: { reply, problem } }: { readonly asking: Asking }) {
  if (reply === undefined) {
    return problem === undefined ? <p role="status" /> : <ProblemNotice problem={problem} />
  }
  const { rows, elsewhere, state, share } = reply
  if (state === 'preparing') {
    return <p role="status">{t('known.preparing', { share: percent(share, 0) })}</p>
  }
  return (
    <>
      <p role="status">
        {rows.length === 0 ? t('known.none') : t('known.found', { count: rows.length })}
      </p>
      <ProblemNotice problem={problem} />
      <KnownList rows={rows} linked={mayNow('household.read')} />
      {elsewhere ? <p>{t('known.elsewhere')}</p> : null}
    </>
  )
}

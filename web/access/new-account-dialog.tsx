import { useSignal } from '@preact/signals'
import { call, type ReplyOf } from '../call.ts'
import { useLoad, useSending } from '../load.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input, Select } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { addAccount, type NewAccount, type OneTimeCode, roleNames } from './access.ts'

type Area = ReplyOf<'GET /api/areas'>['areas'][number]

const withAreas = ['village-operator', 'verifier']
const signInNameShape = /^[a-z0-9][a-z0-9.-]{1,39}$/

/** A new colleague: name, account name, role, and for village roles where they work. */
export function NewAccountDialog(props: {
  readonly onClose: () => void
  readonly onMade: (name: string, code: OneTimeCode) => void
}) {
  const draft = useSignal<NewAccount>({
    name: '',
    signInName: '',
    role: 'village-operator',
    areas: [],
  })
  const asked = useSignal(false)
  const sending = useSending(async (account: NewAccount) => {
    props.onMade(account.name, await addAccount(account))
  })
  const now = draft.value
  const change = (part: Partial<NewAccount>) => {
    draft.value = { ...now, ...part }
  }
  const nameWrong = now.name.trim().length < 2
  const signInWrong = !signInNameShape.test(now.signInName.trim().toLowerCase())
  const areaWrong = withAreas.includes(now.role) && now.areas.length === 0
  const submit = (event: Event) => {
    event.preventDefault()
    asked.value = true
    if (nameWrong || signInWrong || areaWrong) return
    void sending.run({ ...now, areas: withAreas.includes(now.role) ? now.areas : [] })
  }
  return (
    <Dialog title={t('accounts.new')} onClose={props.onClose} actions={null}>
      <form onSubmit={submit}>
        <Input
          label={t('accounts.name')}
          value={now.name}
          onValue={(name) => change({ name })}
          wrong={asked.value && nameWrong ? t('accounts.name-wrong') : undefined}
        />
        <Input
          label={t('access.account-name')}
          hint={t('accounts.sign-in-name-hint')}
          value={now.signInName}
          onValue={(signInName) => change({ signInName })}
          wrong={asked.value && signInWrong ? t('accounts.sign-in-name-wrong') : undefined}
        />
        <Select
          label={t('accounts.role')}
          value={now.role}
          options={roleNames.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          onValue={(value) =>
            change({ role: roleNames.find((role) => role === value) ?? now.role })
          }
        />
        {withAreas.includes(now.role) ? (
          <Areas
            chosen={now.areas}
            onChoose={(areas) => change({ areas })}
            wrong={asked.value && areaWrong}
          />
        ) : null}
        <ProblemNotice problem={sending.problem} />
        <div class="actions dialog__end">
          <Button onPress={props.onClose}>{t('shell.cancel')}</Button>
          <Button kind="main" type="submit" busy={sending.busy}>
            {t('accounts.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Villages to tick, under their districts. */
function Areas(props: {
  readonly chosen: readonly string[]
  readonly onChoose: (areas: string[]) => void
  readonly wrong: boolean
}) {
  const loaded = useLoad((signal) => call('GET /api/areas', { signal }), [])
  const areas: readonly Area[] = loaded.value?.areas ?? []
  const toggle = (code: string, on: boolean) => {
    const others = props.chosen.filter((each) => each !== code)
    props.onChoose(on ? [...others, code] : others)
  }
  return (
    <fieldset class="field">
      <legend class="label">{t('accounts.areas')}</legend>
      <div class="area-list">
        {areas
          .filter((area) => area.kind === 'district')
          .map((district) => (
            <fieldset key={district.code}>
              <legend class="hint">{district.name}</legend>
              {areas
                .filter((area) => area.parentCode === district.code)
                .map((village) => (
                  <label key={village.code} class="choice">
                    <input
                      type="checkbox"
                      checked={props.chosen.includes(village.code)}
                      onChange={(event) => toggle(village.code, event.currentTarget.checked)}
                    />
                    {village.name}
                  </label>
                ))}
            </fieldset>
          ))}
      </div>
      {props.wrong ? <span class="wrong">{t('accounts.areas-wrong')}</span> : null}
    </fieldset>
  )
}

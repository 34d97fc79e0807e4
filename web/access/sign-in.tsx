import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useSending } from '../load.ts'
import { navigate, type ScreenProps, settle } from '../router.ts'
import { backFrom, house } from '../session.ts'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Check, Input } from '../ui/field.tsx'
import { LanguageChoice, Skip } from '../ui/frame.tsx'
import { Mark } from '../ui/icon.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { setPassword, signIn } from './access.ts'
import { Demonstration } from './demonstration.tsx'
import './sign-in.css'

export function Screen({ query }: ScreenProps) {
  const withCode = useSignal(false)
  const go = () => navigate(backFrom(query), { replace: true })
  useEffect(() => {
    document.title = `${t('access.sign-in')} · Entas`
    settle(document.querySelector('h1'))
  }, [])
  return (
    <>
      <Skip />
      <header class="masthead hero">
        <div class="wrap">
          <span class="brand">
            <Mark />
            Entas
          </span>
          <p>{t('access.promise')}</p>
          <LanguageChoice />
        </div>
      </header>
      <main id="isi" class="wrap front">
        <section aria-labelledby="masuk">
          <h1 id="masuk" tabIndex={-1}>
            {t(withCode.value ? 'access.set-password' : 'access.sign-in')}
          </h1>
          {withCode.value ? <CodeForm onIn={go} /> : <PasswordForm onIn={go} />}
          <p class="front__gap">
            <button
              class="link"
              type="button"
              onClick={() => {
                withCode.value = !withCode.value
              }}
            >
              {t(withCode.value ? 'access.have-password' : 'access.have-code')}
            </button>
          </p>
          <p class="source front__gap">{t('access.forgot')}</p>
        </section>
        {house.value.demonstration ? <Demonstration onIn={go} /> : null}
      </main>
    </>
  )
}

type FormProps = { readonly onIn: () => void }

function PasswordForm({ onIn }: FormProps) {
  const name = useSignal('')
  const password = useSignal('')
  const asked = useSignal(false)
  const sending = useSending(signIn)
  const submit = async (event: Event) => {
    event.preventDefault()
    asked.value = true
    if (name.value.trim() === '' || password.value === '') return
    if (await sending.run(name.value, password.value)) onIn()
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNotice problem={sending.problem} />
      <AccountName of={name} asked={asked.value} />
      <Password
        label={t('access.password')}
        of={password}
        autoComplete="current-password"
        wrong={asked.value && password.value === '' ? t('access.password-missing') : undefined}
      />
      <Button kind="main" type="submit" busy={sending.busy}>
        {t('access.sign-in')}
      </Button>
    </form>
  )
}

function CodeForm({ onIn }: FormProps) {
  const name = useSignal('')
  const code = useSignal('')
  const password = useSignal('')
  const asked = useSignal(false)
  const sending = useSending(setPassword)
  const submit = async (event: Event) => {
    event.preventDefault()
    asked.value = true
    if (name.value.trim() === '' || code.value === '' || password.value === '') return
    if (await sending.run(name.value, code.value.trim(), password.value)) onIn()
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNotice problem={sending.problem} />
      <AccountName of={name} asked={asked.value} />
      <Input
        label={t('access.code')}
        hint={t('access.code-hint')}
        value={code.value}
        onValue={(value) => {
          code.value = value
        }}
        autoComplete="one-time-code"
        wrong={asked.value && code.value === '' ? t('access.code-missing') : undefined}
      />
      <Password
        label={t('access.new-password')}
        hint={t('access.new-password-hint')}
        of={password}
        autoComplete="new-password"
        wrong={asked.value && password.value === '' ? t('access.password-missing') : undefined}
      />
      <Button kind="main" type="submit" busy={sending.busy}>
        {t('access.set-and-sign-in')}
      </Button>
    </form>
  )
}

type Text = { value: string }

function AccountName({ of, asked }: { readonly of: Text; readonly asked: boolean }) {
  return (
    <Input
      label={t('access.account-name')}
      name="akun"
      value={of.value}
      onValue={(value) => {
        of.value = value
      }}
      autoComplete="username"
      wrong={asked && of.value.trim() === '' ? t('access.name-missing') : undefined}
    />
  )
}

function Password(props: {
  readonly label: string
  readonly hint?: string
  readonly of: Text
  readonly autoComplete: string
  readonly wrong: string | undefined
}) {
  const seen = useSignal(false)
  return (
    <>
      <Input
        label={props.label}
        hint={props.hint}
        name="sandi"
        type={seen.value ? 'text' : 'password'}
        value={props.of.value}
        onValue={(value) => {
          props.of.value = value
        }}
        autoComplete={props.autoComplete}
        wrong={props.wrong}
      />
      <Check
        label={t('access.show-password')}
        checked={seen.value}
        onChange={(on) => {
          seen.value = on
        }}
      />
    </>
  )
}

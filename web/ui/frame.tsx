import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback, useRef } from 'preact/hooks'
import { language } from '../language.ts'
import { useSending } from '../load.ts'
import { navigate, type Route } from '../router.ts'
import { house, mayNow, session, signOut } from '../session.ts'
import { chooseLanguage, t } from '../text.ts'
import { chooseTheme, type Theme, theme, themes } from './appearance.ts'
import { Icon, Mark } from './icon.tsx'
import { Nav } from './nav.tsx'
import { useShortcut } from './shortcuts.tsx'

/** What stands around every page. The phone's pages bring their own frame. */
export function Frame(props: {
  readonly kind: 'desk' | 'phone' | 'front'
  readonly route: Route | undefined
  readonly children: ComponentChildren
}) {
  if (props.kind === 'phone') return <div class="phone">{props.children}</div>
  if (props.kind === 'front') {
    return (
      <>
        {props.children}
        <Foot />
      </>
    )
  }
  return (
    <>
      <Skip />
      <Masthead />
      <Watermark />
      <Nav />
      <main id="isi" class="wrap page">
        {props.children}
      </main>
      <Foot />
    </>
  )
}

export function Skip() {
  return (
    <a class="skip" href="#isi">
      {t('shell.skip')}
    </a>
  )
}

function Masthead() {
  const who = session.value
  const leaving = useSending(signOut)
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="brand" href="/">
          <Mark />
          Entas
        </a>
        <span class="tenant">{who?.tenant.name ?? house.value.place}</span>
        <div class="masthead__end">
          {mayNow('household.search') ? <Find /> : null}
          {who === null || who === undefined ? null : (
            <>
              <span class="who">
                {who.account.name} · {t(`role.${who.account.role}`)}
              </span>
              <LanguageChoice />
              <button class="masthead__button" type="button" onClick={() => void leaving.run()}>
                {t('shell.sign-out')}
              </button>
            </>
          )}
        </div>
      </div>
    </header>
  )
}

/** The search goes on as a page; what was typed travels in memory, never in the address. */
export const asked = signal('')

function Find() {
  const field = useRef<HTMLInputElement>(null)
  const focus = useCallback(() => field.current?.focus(), [])
  useShortcut('/', t('shell.find-key'), focus)
  const go = (event: Event) => {
    event.preventDefault()
    asked.value = field.current?.value ?? ''
    if (field.current !== null) field.current.value = ''
    navigate('/keluarga/cari')
  }
  return (
    <search>
      <form class="find" onSubmit={go}>
        <label class="vh" for="cari">
          {t('shell.find')}
        </label>
        <input
          id="cari"
          ref={field}
          type="search"
          autocomplete="off"
          placeholder={t('shell.find-hint')}
        />
      </form>
    </search>
  )
}

export function Watermark() {
  if (!house.value.demonstration) return null
  return (
    <div class="demo">
      <div class="wrap">
        <strong>{t('shell.demonstration')}</strong> {t('shell.demonstration-means')}
      </div>
    </div>
  )
}

export function Foot() {
  const name = session.value?.tenant.name ?? house.value.place
  return (
    <footer class="foot">
      <div class="wrap">
        <span>
          {['Entas', name, house.value.demonstration ? t('shell.all-invented') : t('shell.private')]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        <span>{t('shell.areas-from')}</span>
        <ThemeChoice />
      </div>
    </footer>
  )
}

function ThemeChoice() {
  return (
    <label class="foot__choice">
      <Icon name={theme.value === 'dark' ? 'moon' : 'sun'} />
      {t('shell.appearance')}{' '}
      <select
        value={theme.value}
        onChange={(event) => chooseTheme(chosenTheme(event.currentTarget.value))}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {t(`shell.theme-${each}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

function chosenTheme(text: string): Theme {
  return themes.find((each) => each === text) ?? 'device'
}

export function LanguageChoice() {
  const other = language.value === 'id' ? 'en' : 'id'
  return (
    <button
      class="masthead__button"
      type="button"
      lang={other}
      onClick={() => void chooseLanguage(other)}
    >
      {t('shell.language-other')}
    </button>
  )
}

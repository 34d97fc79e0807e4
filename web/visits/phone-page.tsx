import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { reachable } from '../call.ts'
import { number } from '../format.ts'
import { settle } from '../router.ts'
import { signInAgain, signOut } from '../session.ts'
import { findText, t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { Foot, LanguageChoice, Watermark } from '../ui/frame.tsx'
import { sending, signInNeeded, stoppedBy } from './send.ts'
import { photosWaiting, refused, waiting } from './visits.ts'
import './phone.css'

/** The frame of a phone's page: who, the strip that says what is sent, the page, the thumb bar. */
export function PhonePage(props: {
  readonly title: string
  /** Where this page came from; without it the page is the phone's home. */
  readonly back?: string
  readonly children: ComponentChildren
  readonly thumb?: ComponentChildren
}) {
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    document.title = `${props.title} · Entas`
  }, [props.title])
  useEffect(() => settle(main.current), [])
  return (
    <>
      <header class="masthead">
        <div class="wrap">
          {props.back === undefined ? null : <a href={props.back}>{t('shell.back')}</a>}
          <strong>{props.title}</strong>
          <div class="masthead__end">
            {props.back === undefined ? <LanguageChoice /> : null}
            <button class="masthead__button" type="button" onClick={signOut}>
              {t('shell.sign-out')}
            </button>
          </div>
        </div>
      </header>
      <Watermark />
      <SignalStrip />
      <main id="isi" ref={main} tabIndex={-1}>
        {props.children}
      </main>
      {props.back === undefined ? <Foot /> : null}
      {props.thumb === undefined ? null : <footer class="thumb">{props.thumb}</footer>}
    </>
  )
}

/** Always one line: everything sent, kept here, on its way, or something needs the person. */
export function SignalStrip() {
  return (
    <div class="signal" role="status">
      <span>{stripWords()}</span>
      {signInNeeded.value ? (
        <Button small onPress={signInAgain}>
          {t('visits.strip.sign-in')}
        </Button>
      ) : null}
    </div>
  )
}

function stripWords(): string {
  const count = waiting.value.length
  const photos = photosWaiting.value
  const left = number(count + photos)
  if (refused.value.length > 0) return t('visits.strip.needs-you', { count: refused.value.length })
  if (signInNeeded.value) return t('visits.strip.signed-out', { count: left })
  if (stoppedBy.value !== undefined) {
    const reason = findText(`problem.${stoppedBy.value}`) ?? stoppedBy.value
    return t('visits.strip.stopped', { reason, count: left })
  }
  if (!reachable.value) return t('visits.strip.offline', { count: left })
  if (sending.value && count > 0) return t('visits.strip.sending', { count })
  if (count > 0) return t('visits.strip.waiting', { count })
  return photos > 0 ? t('visits.strip.photos', { count: photos }) : t('visits.strip.all-sent')
}

import { type Signal, useSignal } from '@preact/signals'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { pressShortcut, useListedKey, useShortcut } from '../ui/shortcuts.tsx'
import type { Pair, Review } from './matching.ts'
import { readyReasons, type Step } from './ready-reasons.ts'

const shortestReason = 5
/** 1 to 4 are the answers. */
const firstKey = 5

/** Why: a ready reason sends at one key or tap, one's own words by the button. */
export function ReasonStep(props: {
  readonly pair: Pair
  readonly step: Step
  readonly reason: Signal<string>
  readonly busy: boolean
  readonly proposes: boolean
  readonly villages: Review['villages']
  readonly onSend: (reason: string) => unknown
  readonly onCancel: () => void
}) {
  const { pair, step, reason, busy, onSend, onCancel } = props
  const wrong = useSignal<string | undefined>(undefined)
  const box = useRef<HTMLFieldSetElement>(null)
  useEffect(() => focusIn(box.current), [step])
  useListedKey('Ctrl+Enter', t('matching.key-send'))
  useListedKey('Esc', t('matching.key-back'))
  const send = () => {
    const short = reason.peek().trim().length < shortestReason
    wrong.value = short ? t('matching.reason-short') : undefined
    if (short) box.current?.querySelector('textarea')?.focus()
    else onSend(reason.peek())
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    // In an empty box a digit is still an answer or a ready reason; after a letter it is text.
    else if (!isDigitOfItsOwn(event, reason.peek()) || !pressShortcut(event.key)) return
    event.preventDefault()
  }
  const asks = step === 'ask'
  return (
    <fieldset class="why" ref={box} tabIndex={-1} onKeyDown={keys}>
      <legend>
        {t(`matching.why-${step}`)} <span class="source">{t('matching.why-how')}</span>
      </legend>
      {readyReasons(pair, step).map((code, at) => (
        <ReadyButton key={code} at={firstKey + at} busy={busy} onPress={onSend}>
          {t(`matching.ready.${code}`)}
        </ReadyButton>
      ))}
      <TextArea
        label={t(asks ? 'matching.own-question' : 'matching.own-words')}
        hint={t('matching.own-hint')}
        value={reason.value}
        wrong={wrong.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <div class="why__end">
        <Button kind="main" busy={busy} onPress={send}>
          {t(`matching.send-${props.proposes ? 'proposed' : step}`)} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button kind="plain" onPress={onCancel}>
          {t('matching.back')}
        </Button>
      </div>
      {asks ? <AskedVillages villages={props.villages} /> : null}
      <p class="source">{t(`matching.means-${props.proposes ? 'proposed' : step}`)}</p>
    </fieldset>
  )
}

function isDigitOfItsOwn(event: KeyboardEvent, typed: string): boolean {
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey
  return plain && typed === '' && /^[1-9]$/.test(event.key)
}

/** Where one types with keys, the box waits for them; a phone's own keyboard would hide reasons. */
function focusIn(box: HTMLElement | null): void {
  const typing = matchMedia('(pointer: fine)').matches
  const target = typing ? box?.querySelector('textarea') : box
  target?.focus({ preventScroll: true })
}

function ReadyButton(props: {
  readonly at: number
  readonly busy: boolean
  readonly onPress: (reason: string) => unknown
  readonly children: string
}) {
  const { at, busy, onPress, children } = props
  const press = useCallback(() => onPress(children), [onPress, children])
  useShortcut(String(at), children, press)
  return (
    <Button small busy={busy} onPress={press}>
      {children} <kbd>{at}</kbd>
    </Button>
  )
}

/** Who would see a question, or that nobody would. */
function AskedVillages({ villages }: { readonly villages: Review['villages'] }) {
  const staffed = villages.filter((village) => village.operators > 0)
  const names = staffed.map((village) => village.name).join(', ')
  return (
    <>
      {staffed.length === 0 ? null : (
        <p class="source">{t('matching.ask-who', { villages: names })}</p>
      )}
      <NoOperators villages={villages} />
    </>
  )
}

/** Villages where a question is never seen. */
export function NoOperators({ villages }: { readonly villages: Review['villages'] }) {
  return villages
    .filter((village) => village.operators === 0)
    .map((village) => (
      <p key={village.code} class="source">
        {t('matching.ask-nobody', { village: village.name })}
      </p>
    ))
}

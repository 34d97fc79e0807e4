import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import { t } from '../text.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { useHeldKeys, useListedKey, useShortcut } from '../ui/shortcuts.tsx'

const shortestReason = 5

/** A reason that sends at one press, and the key that is always its own. */
export type Ready = { readonly key: string; readonly words: string }

/**
 * Why: a ready reason sends at one key or tap, one's own words by the button. The keys work while
 * the group of reasons has the focus; in the box a digit is text.
 */
export function ReasonStep(props: {
  readonly legend: string
  readonly ready: readonly Ready[]
  readonly own: string
  readonly reason: Signal<string>
  readonly busy: boolean
  readonly send: string
  readonly means: string
  readonly keyBack: string
  /** With the key of a ready reason, if it is one. */
  readonly onSend: (reason: string, key?: string) => unknown
  readonly onCancel: () => void
  readonly children?: ComponentChildren
}) {
  const { busy, onCancel, onSend, ready, reason } = props
  const wrong = useSignal<string | undefined>(undefined)
  const box = useRef<HTMLFieldSetElement>(null)
  useHeldKeys(busy)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  useListedKey('Enter', t('matching.key-own'))
  useListedKey('Ctrl+Enter', t('matching.key-send'))
  useListedKey('Esc', props.keyBack)
  const openBox = () => box.current?.querySelector('textarea')?.focus()
  const send = () => {
    const words = reason.peek().trim()
    const short = words.length < shortestReason
    wrong.value = short ? t('matching.reason-short') : undefined
    if (short) openBox()
    else onSend(words)
  }
  const keys = (event: KeyboardEvent) => {
    if (busy) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    else if (isEnterOnGroup(event)) openBox()
    else return startTyping(event, openBox)
    event.preventDefault()
  }
  return (
    <fieldset class="why" ref={box} tabIndex={-1} onKeyDown={keys}>
      <legend>
        {props.legend}
        {ready.length === 0 ? null : <span class="source"> {t('matching.why-how')}</span>}
      </legend>
      {ready.map(({ key, words }) => (
        <ReadyButton key={key} at={key} busy={busy} onPress={onSend}>
          {words}
        </ReadyButton>
      ))}
      <p class="source why__keys">{t('matching.why-own-key')}</p>
      <TextArea
        label={props.own}
        hint={t('matching.own-hint')}
        value={reason.value}
        readOnly={busy}
        wrong={wrong.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <div class="why__end">
        <Button kind="main" busy={busy} onPress={send}>
          {props.send} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button kind="plain" busy={busy} onPress={onCancel}>
          {t('matching.back')}
        </Button>
      </div>
      {props.children}
      <p class="source">{props.means}</p>
    </fieldset>
  )
}

/** On a button Enter presses the button. */
function isEnterOnGroup({ key, target, currentTarget }: KeyboardEvent): boolean {
  return key === 'Enter' && target === currentTarget
}

/** A letter outside the box is the first one in it, and no key of the page. */
function startTyping(event: KeyboardEvent, openBox: () => void): void {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^\p{L}$/u.test(event.key)) return
  if (event.target instanceof HTMLTextAreaElement) return
  event.stopPropagation()
  openBox()
}

function ReadyButton(props: {
  readonly at: string
  readonly busy: boolean
  readonly onPress: (reason: string, key: string) => unknown
  readonly children: string
}) {
  const { at, busy, onPress, children } = props
  const press = useCallback(() => onPress(children, at), [onPress, children, at])
  useShortcut(at, children, press)
  return (
    <Button small busy={busy} onPress={press}>
      {children} <kbd>{at}</kbd>
    </Button>
  )
}

import { signal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { keep, kept } from '../device/kept.ts'
import { t } from '../text.ts'
import { Dialog } from './dialog.tsx'
import { Check } from './field.tsx'
import { say } from './undo.tsx'

type Shortcut = {
  readonly key: string
  readonly label: string
  /** A key that does its work by itself, such as Enter on a link, is only listed. */
  readonly press?: () => void
}

/** What single keys wait for: an early press is not lost, it is told. */
type Hold = { readonly keys: RegExp; readonly tell: () => void }

const shortcuts = signal<readonly Shortcut[]>([])
const holds = signal<readonly Hold[]>([])
const singleKeys = signal(kept('shortcuts') !== 'off')
const listOpen = signal(false)

/**
 * A single key that does something on this page, listed under `?`; without `press` there is none.
 * It works from the moment that its page can be seen: an effect after the paint would come too late
 * for a fast hand.
 */
export function useShortcut(key: string, label: string, press: (() => void) | undefined): void {
  useLayoutEffect(() => {
    if (press !== undefined) return list({ key, label, press })
  }, [key, label, press])
}

/** A key that works by itself on this page, told under `?` beside the others. */
export function useListedKey(key: string, label: string | undefined): void {
  useLayoutEffect(() => {
    if (label !== undefined) return list({ key, label })
  }, [key, label])
}

/**
 * While something is saved no such key does anything but say so: what is meant may not be
 * on the screen yet. Gives the way to let them go.
 */
export function holdKeys(): () => void {
  return hold({ keys: /^[\p{L}\p{N}=-]$/u, tell: () => say(t('shell.keys-wait')) })
}

/** The same, as long as `busy` is true. */
export function useHeldKeys(busy: boolean): void {
  useLayoutEffect(() => (busy ? holdKeys() : undefined), [busy])
}

/** A digit that comes before the answers do; the page tells that they are on their way. */
export function useEarlyDigits(tell: (() => void) | undefined): void {
  useLayoutEffect(() => (tell === undefined ? undefined : hold({ keys: /^\d$/, tell })), [tell])
}

function hold(mine: Hold): () => void {
  holds.value = [...holds.peek(), mine]
  return () => {
    holds.value = holds.peek().filter((each) => each !== mine)
  }
}

function list(mine: Shortcut): () => void {
  shortcuts.value = [...shortcuts.peek(), mine]
  return () => {
    shortcuts.value = shortcuts.peek().filter((shortcut) => shortcut !== mine)
  }
}

/** Presses what stands under a single key, if there is something and single keys are on. */
function pressShortcut(key: string): boolean {
  if (!singleKeys.peek()) return false
  const held = holds.peek().findLast((each) => each.keys.test(key))
  if (held !== undefined) {
    held.tell()
    return true
  }
  const last = shortcuts.peek().findLast((shortcut) => shortcut.key === key)
  if (last?.press === undefined) return false
  last.press()
  return true
}

/** Listens once for the whole application. */
export function startShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return
    if (event.key === '?') {
      event.preventDefault()
      listOpen.value = true
      return
    }
    if (pressShortcut(event.key)) event.preventDefault()
  })
}

/** The list of keys, and the switch that turns single keys off (WCAG 2.1.4). */
export function ShortcutList() {
  if (!listOpen.value) return null
  const close = () => {
    listOpen.value = false
  }
  const setOn = (on: boolean) => {
    singleKeys.value = on
    keep('shortcuts', on ? 'on' : 'off')
  }
  const known = new Map(shortcuts.value.map((shortcut) => [shortcut.key, shortcut.label]))
  return (
    <Dialog title={t('shell.shortcuts')} onClose={close}>
      <dl class="keys">
        {[...known, ['?', t('shell.shortcut-list')] as const].map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <Check label={t('shell.shortcuts-on')} checked={singleKeys.value} onChange={setOn} />
    </Dialog>
  )
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type)
  if (target instanceof HTMLTextAreaElement) return !target.readOnly
  return target instanceof HTMLSelectElement
}

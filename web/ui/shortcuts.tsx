import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { keep, kept } from '../device/kept.ts'
import { t } from '../text.ts'
import { Dialog } from './dialog.tsx'
import { Check } from './field.tsx'

type Shortcut = {
  readonly key: string
  readonly label: string
  /** A key that does its work by itself, such as Enter on a link, is only listed. */
  readonly press?: () => void
}

const shortcuts = signal<readonly Shortcut[]>([])
const singleKeys = signal(kept('shortcuts') !== 'off')
const listOpen = signal(false)

/**
 * A single key that does something on this page, listed under `?`; without `press` there is none.
 */
export function useShortcut(key: string, label: string, press: (() => void) | undefined): void {
  useEffect(() => {
    if (press !== undefined) return list({ key, label, press })
  }, [key, label, press])
}

/** A key that works by itself on this page, told under `?` beside the others. */
export function useListedKey(key: string, label: string | undefined): void {
  useEffect(() => {
    if (label !== undefined) return list({ key, label })
  }, [key, label])
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
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

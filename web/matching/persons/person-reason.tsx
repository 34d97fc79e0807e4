import { useSignal } from '@preact/signals'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import { t } from '../../text.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { pressShortcut, useListedKey, useShortcut } from '../../ui/shortcuts.tsx'
import { type PersonPair, sidesOf, type Verdict } from './persons.ts'

const shortestReason = 5
/** 1 to 3 are the answers. */
const firstKey = 4

/** Reasons that a person would write anyway: `persons.ready.<code>`; none that cannot be true. */
function readyReasons(pair: PersonPair, verdict: Verdict) {
  const stays = sidesOf(pair, verdict)?.stays
  if (stays !== undefined) {
    return stays.isHead
      ? (['own-family', 'card', 'village'] as const)
      : (['with-parent', 'card', 'moved', 'village'] as const)
  }
  const number = pair.evidence.find((line) => line.field === 'national-id')?.level
  return number === 'equal'
    ? (['wrong-number', 'siblings', 'village'] as const)
    : (['siblings', 'namesake', 'village'] as const)
}

/** Why: a ready reason sends at one key or tap, one's own words by the button. */
export function PersonReason(props: {
  readonly pair: PersonPair
  readonly verdict: Verdict
  readonly busy: boolean
  readonly onSend: (reason: string) => unknown
  readonly onCancel: () => void
}) {
  const { busy, onCancel, onSend, pair, verdict } = props
  const reason = useSignal('')
  const wrong = useSignal<string | undefined>(undefined)
  const box = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    const typing = matchMedia('(pointer: fine)').matches
    const target = typing ? box.current?.querySelector('textarea') : box.current
    target?.focus({ preventScroll: true })
  }, [])
  useListedKey('Ctrl+Enter', t('matching.key-send'))
  useListedKey('Esc', t('persons.key-back'))
  const send = () => {
    const short = reason.peek().trim().length < shortestReason
    wrong.value = short ? t('matching.reason-short') : undefined
    if (short) box.current?.querySelector('textarea')?.focus()
    else onSend(reason.peek().trim())
  }
  const keys = (event: KeyboardEvent) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && !plain) send()
    // In an empty box a digit is still an answer or a ready reason; after a letter it is text.
    else if (!plain || reason.peek() !== '' || !/^[1-9]$/.test(event.key)) return
    else if (!pressShortcut(event.key)) return
    event.preventDefault()
  }
  const sides = sidesOf(pair, verdict)
  const proposes = sides !== undefined && pair.aid.length > 0
  return (
    <fieldset class="why" ref={box} tabIndex={-1} onKeyDown={keys}>
      <legend>
        {t(sides === undefined ? 'persons.why-two' : 'persons.why-belongs', {
          head: sides?.stays.headName ?? '',
        })}{' '}
        <span class="source">{t('matching.why-how')}</span>
      </legend>
      {readyReasons(pair, verdict).map((code, at) => (
        <Ready key={code} at={firstKey + at} busy={busy} onPress={onSend}>
          {t(`persons.ready.${code}`)}
        </Ready>
      ))}
      <TextArea
        label={t('matching.own-words')}
        hint={t('matching.own-hint')}
        value={reason.value}
        wrong={wrong.value}
        onValue={(value) => {
          reason.value = value
        }}
      />
      <div class="why__end">
        <Button kind="main" busy={busy} onPress={send}>
          {t(proposes ? 'persons.send-proposed' : 'persons.send')} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button kind="plain" onPress={onCancel}>
          {t('matching.back')}
        </Button>
      </div>
      <p class="source">
        {t(sides === undefined ? 'persons.means-two' : 'persons.means-belongs', {
          head: sides?.leaves.headName ?? '',
        })}
      </p>
    </fieldset>
  )
}

function Ready(props: {
  readonly at: number
  readonly busy: boolean
  readonly onPress: (reason: string) => unknown
  readonly children: string
}) {
  const { at, busy, children, onPress } = props
  const press = useCallback(() => onPress(children), [onPress, children])
  useShortcut(String(at), children, press)
  return (
    <Button small busy={busy} onPress={press}>
      {children} <kbd>{at}</kbd>
    </Button>
  )
}

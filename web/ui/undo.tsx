import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../text.ts'

type Said = { readonly words: string; readonly undo?: () => unknown }

const said = signal<Said | undefined>(undefined)
const shownMs = 10_000

/** Says that something is done, for ten seconds, with a way back when there is one. */
export function say(words: string, undo?: () => unknown): void {
  said.value = undo === undefined ? { words } : { words, undo }
}

export function Toast() {
  const now = said.value
  useEffect(() => {
    if (now === undefined) return
    const timer = setTimeout(() => {
      said.value = undefined
    }, shownMs)
    return () => clearTimeout(timer)
  }, [now])
  const undo = () => {
    said.value = undefined
    now?.undo?.()
  }
  return (
    <div class="toast-place" role="status">
      {now === undefined ? null : (
        <div class="toast">
          <span>{now.words}</span>
          {now.undo === undefined ? null : (
            <button class="button button--small" type="button" onClick={undo}>
              {t('shell.undo')}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../text.ts'

/**
 * A dialog of the browser: it keeps the focus within, Escape closes it, and the focus returns to
 * where it was. Mount it to open it.
 */
export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
  /** The buttons at the end; a closing button when left out, none when null. */
  readonly actions?: ComponentChildren
}) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const before = document.activeElement
    box.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      class="dialog"
      ref={box}
      aria-labelledby={titleId}
      onClose={props.onClose}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
      {props.actions === null ? null : (
        <div class="actions dialog__end">
          {props.actions ?? (
            <button class="button" type="button" onClick={props.onClose}>
              {t('shell.close')}
            </button>
          )}
        </div>
      )}
    </dialog>
  )
}

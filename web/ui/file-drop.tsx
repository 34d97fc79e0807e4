import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { bytes } from '../format.ts'
import { t } from '../text.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/**
 * A place for one file: press, drop, or come by keyboard. The browser's own button speaks the
 * language of the browser, so a button of ours opens its field.
 */
export function FileDrop(props: {
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
  /** As the attribute `accept` of a file field: `.xlsx,.csv`. */
  readonly accept: string
  readonly file: File | undefined
  readonly onFile: (file: File) => void
}) {
  const id = useId()
  const over = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file !== undefined) props.onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    over.value = false
    take(event.dataTransfer?.files)
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    over.value = event.type === 'dragover'
  }
  return (
    <section
      class="drop"
      aria-label={t('shell.file-place')}
      data-over={over.value ? '' : undefined}
      onDrop={drop}
      onDragOver={drag}
      onDragLeave={drag}
    >
      <Icon name="file" />
      <div>
        <label for={id}>{props.label}</label>
        {props.hint === undefined ? null : (
          <p class="hint" id={`${id}-hint`}>
            {props.hint}
          </p>
        )}
        <input
          id={id}
          ref={field}
          class="vh"
          type="file"
          tabIndex={-1}
          accept={props.accept}
          aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => take(event.currentTarget.files)}
        />
        <p class="actions">
          <Button small onPress={() => field.current?.click()}>
            {t(props.file === undefined ? 'shell.file-choose' : 'shell.file-choose-other')}
          </Button>
        </p>
        {props.file === undefined ? null : (
          <p role="status">
            {t('shell.file-chosen', { name: props.file.name, size: bytes(props.file.size) })}
          </p>
        )}
      </div>
    </section>
  )
}

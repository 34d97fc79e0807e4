import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type Common = {
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
  /** What is wrong and how to mend it; stands under the field. */
  readonly wrong?: string | undefined
  readonly name?: string
  readonly required?: boolean
}

type Ids = { readonly id: string; readonly describedBy: string | undefined }

/** Label, hint, control, what is wrong: in this order, tied together for screen readers. */
export function Field(props: Common & { readonly children: (ids: Ids) => ComponentChildren }) {
  const id = useId()
  const hintId = `${id}-hint`
  const wrongId = `${id}-wrong`
  const described = [
    props.hint === undefined ? '' : hintId,
    props.wrong === undefined ? '' : wrongId,
  ].filter((part) => part !== '')
  return (
    <div class="field" data-wrong={props.wrong === undefined ? undefined : ''}>
      <label for={id}>{props.label}</label>
      {props.hint === undefined ? null : (
        <span class="hint" id={hintId}>
          {props.hint}
        </span>
      )}
      {props.children({ id, describedBy: described.join(' ') || undefined })}
      {props.wrong === undefined ? null : (
        <span class="wrong" id={wrongId}>
          {props.wrong}
        </span>
      )}
    </div>
  )
}

export type InputProps = Common & {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly onLeave?: () => void
  readonly type?: 'text' | 'password' | 'search' | 'date' | 'number' | 'tel'
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'search' | 'tel'
  readonly maxLength?: number
}

export function Input(props: InputProps) {
  return (
    <Field {...props}>
      {({ id, describedBy }) => <Control {...props} id={id} describedBy={describedBy} />}
    </Field>
  )
}

function Control(props: InputProps & Ids) {
  const shared = {
    class: 'input',
    id: props.id,
    name: props.name,
    value: props.value,
    required: props.required,
    maxLength: props.maxLength,
    inputMode: props.inputMode,
    spellcheck: false,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.wrong === undefined ? undefined : true,
    onInput: (event: InputEvent) => {
      if (event.currentTarget instanceof HTMLInputElement) props.onValue(event.currentTarget.value)
    },
    onBlur: props.onLeave,
  }
  switch (props.type) {
    case 'password':
      return <input {...shared} type="password" autocomplete={props.autoComplete} />
    case 'search':
      return <input {...shared} type="search" autocomplete={props.autoComplete} />
    case 'date':
      return <input {...shared} type="date" />
    case 'number':
      return <input {...shared} type="number" />
    case 'tel':
      return <input {...shared} type="tel" autocomplete={props.autoComplete} />
    default:
      return (
        <input
          {...shared}
          type="text"
          autocomplete={props.autoComplete}
          autocapitalize={props.autoComplete === 'username' ? 'none' : undefined}
        />
      )
  }
}

export function TextArea(
  props: Common & {
    readonly value: string
    readonly onValue: (value: string) => void
    readonly maxLength?: number
    /** While what stands in it is sent. */
    readonly readOnly?: boolean
  },
) {
  return (
    <Field {...props}>
      {({ id, describedBy }) => (
        <textarea
          class="area"
          id={id}
          name={props.name}
          value={props.value}
          maxLength={props.maxLength ?? 2000}
          readOnly={props.readOnly}
          aria-describedby={describedBy}
          aria-invalid={props.wrong === undefined ? undefined : 'true'}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

export type Option = { readonly value: string; readonly label: string }

export function Select(
  props: Common & {
    readonly value: string
    readonly options: readonly Option[]
    readonly onValue: (value: string) => void
  },
) {
  return (
    <Field {...props}>
      {({ id, describedBy }) => (
        <select
          class="select"
          id={id}
          name={props.name}
          value={props.value}
          aria-describedby={describedBy}
          onChange={(event) => props.onValue(event.currentTarget.value)}
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** One box to tick, its words beside it. */
export function Check(props: {
  readonly label: ComponentChildren
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  )
}

/** One of several, nothing chosen beforehand. `phone` gives answers of 56 px. */
export function Choices(props: {
  readonly legend: ComponentChildren
  readonly name: string
  readonly value: string
  readonly options: readonly (Option & { readonly hint?: string })[]
  readonly onValue: (value: string) => void
  readonly phone?: boolean
}) {
  const kind = props.phone === true ? 'pick' : 'choice'
  return (
    <fieldset class="field">
      <legend class="label">{props.legend}</legend>
      {props.options.map((option) => {
        const on = option.value === props.value
        return (
          <label key={option.value} class={on && kind === 'pick' ? 'pick pick--on' : kind}>
            <input
              type="radio"
              name={props.name}
              value={option.value}
              checked={on}
              onChange={() => props.onValue(option.value)}
            />
            <span>
              {option.label}
              {option.hint === undefined ? null : <span class="hint"> {option.hint}</span>}
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

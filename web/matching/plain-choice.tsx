import { useId } from 'preact/hooks'
import type { Option } from '../ui/field.tsx'

/** One of a few, in the toolbar of a list. */
export function PlainChoice(props: {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onValue: (value: string) => void
}) {
  const id = useId()
  return (
    <span class="inline-field">
      <label for={id}>{props.label}</label>
      <select
        class="select"
        id={id}
        value={props.value}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}

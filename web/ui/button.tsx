import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

type ButtonProps = {
  readonly children: ComponentChildren
  readonly onPress?: () => unknown
  readonly kind?: 'main' | 'plain' | 'normal'
  readonly small?: boolean
  readonly type?: 'button' | 'submit'
  readonly icon?: IconName
  /** Why it cannot be pressed now: stands beside it; the button keeps its place and its focus. */
  readonly because?: string | undefined
  readonly busy?: boolean
  readonly label?: string
}

export function Button(props: ButtonProps) {
  const reasonId = useId()
  const off = props.because !== undefined || props.busy === true
  const press = (event: Event) => {
    if (off) event.preventDefault()
    else props.onPress?.()
  }
  const button = (
    <button
      class={classOf(props)}
      type={props.type ?? 'button'}
      aria-disabled={off ? 'true' : undefined}
      aria-describedby={props.because === undefined ? undefined : reasonId}
      aria-label={props.label}
      aria-busy={props.busy === true ? 'true' : undefined}
      onClick={press}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </button>
  )
  if (props.because === undefined) return button
  return (
    <span class="button-why">
      {button}
      <span class="hint" id={reasonId}>
        {props.because}
      </span>
    </span>
  )
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton(props: {
  readonly href: string
  readonly children: ComponentChildren
  readonly kind?: 'main' | 'plain' | 'normal'
  readonly small?: boolean
  readonly icon?: IconName
  /** The browser saves what the address answers. */
  readonly download?: boolean
}) {
  return (
    <a class={classOf(props)} href={props.href} download={props.download === true ? '' : undefined}>
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </a>
  )
}

function classOf(props: Pick<ButtonProps, 'kind' | 'small'>): string {
  const parts = ['button']
  if (props.kind === 'main') parts.push('button--main')
  if (props.kind === 'plain') parts.push('button--plain')
  if (props.small === true) parts.push('button--small')
  return parts.join(' ')
}

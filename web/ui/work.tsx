import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { number, percent } from '../format.ts'
import { t } from '../text.ts'

/** The steps of a way, and where one is. */
export function Steps(props: { readonly steps: readonly string[]; readonly current: number }) {
  return (
    <ol class="steps">
      {props.steps.map((step, at) => (
        <li
          key={step}
          data-is={at < props.current ? 'done' : undefined}
          aria-current={at === props.current ? 'step' : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  )
}

const spokenEveryMs = 10_000

/** Long work: count, share, time left in words; spoken at most every ten seconds. */
export function Progress(props: {
  readonly label: string
  readonly done: number
  readonly total: number
  /** Where it is known better than by the count: steps that take unequal time. */
  readonly share?: number
  /** Words of the count, where "3 of 10" is not enough. */
  readonly count?: string
  readonly secondsLeft?: number | null
  readonly children?: ComponentChildren
}) {
  const counted = props.total === 0 ? 0 : Math.min(1, props.done / props.total)
  const share = props.share ?? counted
  const left = props.secondsLeft ?? null
  const words = [
    props.count ?? t('shell.done-of', { done: number(props.done), total: number(props.total) }),
    percent(share, 0),
    ...(left === null ? [] : [timeLeft(left)]),
  ].join(' · ')
  return (
    <div class="work">
      <p>
        <strong>{props.label}</strong>
      </p>
      <progress aria-label={props.label} value={share} max={1} />
      <p>{words}</p>
      <Spoken words={words} />
      {props.children}
    </div>
  )
}

function Spoken({ words }: { readonly words: string }) {
  const place = useRef<HTMLSpanElement>(null)
  const last = useRef(0)
  useEffect(() => {
    const now = performance.now()
    if (place.current === null || (last.current !== 0 && now - last.current < spokenEveryMs)) return
    last.current = now
    place.current.textContent = words
  }, [words])
  return <span class="vh" role="status" ref={place} />
}

/** "kira-kira 3 menit lagi" */
export function timeLeft(seconds: number): string {
  if (seconds < 45)
    return t('shell.seconds-left', { count: Math.max(5, Math.ceil(seconds / 5) * 5) })
  return t('shell.minutes-left', { count: Math.max(1, Math.round(seconds / 60)) })
}

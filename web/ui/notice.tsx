import type { ComponentChildren } from 'preact'
import type { CallProblem } from '../call.ts'
import { clock } from '../format.ts'
import type { Loaded } from '../load.ts'
import { findText, t } from '../text.ts'
import { Button } from './button.tsx'

/** What happened, what it means, what to do. */
export function Notice(props: {
  readonly is?: 'info' | 'warn' | 'stop' | 'ok'
  readonly title?: ComponentChildren
  readonly children?: ComponentChildren
  /** Spoken when it appears. */
  readonly live?: boolean
}) {
  return (
    <div
      class="notice"
      data-is={props.is ?? 'info'}
      role={props.live === true ? 'alert' : undefined}
    >
      {props.title === undefined ? null : (
        <p>
          <strong>{props.title}</strong>
        </p>
      )}
      {props.children}
    </div>
  )
}

/**
 * The words of a problem by its code; a code without words is quoted so that it can be reported.
 */
export function problemWords(problem: CallProblem): string {
  // An address that names nothing: its reader typed no field that could be mended.
  const fields = problem.details.fields
  if (problem.code === 'kernel.wrong-input' && isAddress(fields)) {
    return t('problem.kernel.not-found')
  }
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(problem.details)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
    else if (Array.isArray(value)) values[name] = value.join(', ')
  }
  const words = findText(`problem.${problem.code}`, values)
  if (words !== undefined) return words
  if (problem.status >= 500) return t('problem.bug', { number: String(values.number || '–') })
  return t('problem.unknown', { code: problem.code })
}

function isAddress(fields: unknown): boolean {
  return Array.isArray(fields) && fields.every((field) => String(field).startsWith('params.'))
}

export function ProblemNotice(props: {
  readonly problem: CallProblem | undefined
  readonly again?: () => void
}) {
  if (props.problem === undefined) return null
  return (
    <Notice is="stop" live>
      <p>{problemWords(props.problem)}</p>
      {props.again === undefined ? null : (
        <p>
          <Button small onPress={props.again}>
            {t('shell.again')}
          </Button>
        </p>
      )}
    </Notice>
  )
}

/**
 * Shows what is loaded. Old content stays while new content comes; after 400 ms it is said;
 * a failure keeps the old content, names the time it is from and offers to try again.
 */
export function Shown<Value>(props: {
  readonly of: Loaded<Value>
  readonly children: (value: Value) => ComponentChildren
}) {
  const { value, state, slow, problem, at, again } = props.of
  return (
    <>
      <p class="loading" role="status" data-state={state}>
        {state === 'loading' && slow ? t('shell.loading') : null}
      </p>
      {problem === undefined ? null : (
        <>
          <ProblemNotice problem={problem} again={again} />
          {at === undefined ? null : (
            <p class="source">{t('shell.from-time', { at: clock(at) })}</p>
          )}
        </>
      )}
      {value === undefined ? null : props.children(value)}
    </>
  )
}

import { type Signal, signal, useSignal } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import { CallProblem } from './call.ts'

/** Something that is fetched: old values stay on screen while new ones come. */
export type Loaded<Value> = {
  readonly value: Value | undefined
  readonly state: 'loading' | 'ready' | 'failed'
  /** True when loading has taken longer than a blink (400 ms): only then is it said. */
  readonly slow: boolean
  readonly problem: CallProblem | undefined
  /** When the value on screen arrived, as ISO text. */
  readonly at: string | undefined
  readonly again: () => void
}

type State<Value> = Omit<Loaded<Value>, 'again'>

const slowAfterMs = 400
const nothing = { state: 'loading', slow: false, value: undefined } as const

/** Fetches when the component appears and whenever `inputs` change; aborts what became stale. */
export function useLoad<Value>(
  fetcher: (abort: AbortSignal) => Promise<Value>,
  inputs: readonly unknown[],
): Loaded<Value> {
  const state = useSignal<State<Value>>({ ...nothing, problem: undefined, at: undefined })
  const round = useSignal(0)
  const wanted = round.value
  useEffect(() => run(state, fetcher), [...inputs, wanted])
  const again = useCallback(() => {
    round.value += 1
  }, [round])
  return { ...state.value, again }
}

function run<Value>(
  state: Signal<State<Value>>,
  fetcher: (abort: AbortSignal) => Promise<Value>,
): () => void {
  const abort = new AbortController()
  state.value = { ...state.peek(), state: 'loading', slow: false, problem: undefined }
  const timer = setTimeout(() => {
    state.value = { ...state.peek(), slow: true }
  }, slowAfterMs)
  fetcher(abort.signal)
    .then((value) => {
      if (abort.signal.aborted) return
      const at = new Date().toISOString()
      state.value = { value, state: 'ready', slow: false, problem: undefined, at }
    })
    .catch((error: unknown) => {
      if (abort.signal.aborted) return
      state.value = { ...state.peek(), state: 'failed', slow: false, problem: asProblem(error) }
    })
    .finally(() => clearTimeout(timer))
  return () => {
    clearTimeout(timer)
    abort.abort()
  }
}

/** A command that a person gives: busy while it runs, with the problem that stopped it. */
export type Sending<Args extends readonly unknown[]> = {
  readonly busy: boolean
  readonly problem: CallProblem | undefined
  /** Answers whether it went through. */
  readonly run: (...args: Args) => Promise<boolean>
  readonly clear: () => void
}

export function useSending<Args extends readonly unknown[]>(
  command: (...args: Args) => Promise<unknown>,
): Sending<Args> {
  const busy = useSignal(false)
  const problem = useSignal<CallProblem | undefined>(undefined)
  const run = async (...args: Args): Promise<boolean> => {
    if (busy.peek()) return false
    busy.value = true
    problem.value = undefined
    try {
      await command(...args)
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  const clear = () => {
    problem.value = undefined
  }
  return { busy: busy.value, problem: problem.value, run, clear }
}

/** A bug in the page is shown like a problem, and stays visible in the console. */
export function asProblem(error: unknown): CallProblem {
  if (error instanceof CallProblem) return error
  console.error(error)
  return new CallProblem('page.broken', 0)
}

/** Counts up every so many milliseconds while the page is visible: for pictures of running work. */
export function pulse(everyMs: number): {
  readonly count: Signal<number>
  readonly stop: () => void
} {
  const count = signal(0)
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') count.value += 1
  }, everyMs)
  return { count, stop: () => clearInterval(timer) }
}

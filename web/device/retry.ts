const firstWait = 2_000
const longestWait = 60_000

export type Retry = {
  /** Does it once more, each time twice as long after the last: from 2 s to a minute. */
  readonly later: () => void
  /** Nothing is left to do: the next `later` waits 2 s again. */
  readonly done: () => void
}

/**
 * For what failed because nothing got through: a phone says that its signal is back some seconds
 * before that is so, and says nothing at all when it was the server that was away.
 */
export function retry(what: () => unknown): Retry {
  let wait = firstWait
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    later: () => {
      clearTimeout(timer)
      timer = setTimeout(what, wait)
      wait = Math.min(2 * wait, longestWait)
    },
    done: () => {
      clearTimeout(timer)
      wait = firstWait
    },
  }
}

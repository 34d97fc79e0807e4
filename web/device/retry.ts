const firstWaitMs = 2_000
const longestWaitMs = 60_000

export type Retry = {
  /** Does it once more, each time twice as long after the last: from 2 s to a minute. */
  readonly later: () => void
  /** Not again by itself; the next `later` waits 2 s. */
  readonly stop: () => void
}

/**
 * For what failed because nothing got through: a phone says that its signal is back some seconds
 * before that is so, and says nothing at all when it was the server that was away.
 */
export function retry(what: () => unknown): Retry {
  let waitMs = firstWaitMs
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    later: () => {
      clearTimeout(timer)
      timer = setTimeout(what, waitMs)
      waitMs = Math.min(2 * waitMs, longestWaitMs)
    },
    stop: () => {
      clearTimeout(timer)
      waitMs = firstWaitMs
    },
  }
}

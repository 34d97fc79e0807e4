import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { retry } from './retry.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** After how many seconds each try came, when every one of so many fails. */
function triesUntil(seconds: number): readonly number[] {
  const begun = Date.now()
  const tries: number[] = []
  const again = retry(() => {
    tries.push((Date.now() - begun) / 1000)
    again.later()
  })
  again.later()
  vi.advanceTimersByTime(seconds * 1000)
  return tries
}

test('waits twice as long each time, a minute at most', () => {
  expect(triesUntil(250)).toEqual([2, 6, 14, 30, 62, 122, 182, 242])
})

test('stopped, it does nothing, and begins anew with two seconds', () => {
  const what = vi.fn()
  const again = retry(what)
  again.later()
  again.later()
  again.stop()
  vi.advanceTimersByTime(100_000)
  expect(what).not.toHaveBeenCalled()
  again.later()
  vi.advanceTimersByTime(2_000)
  expect(what).toHaveBeenCalledTimes(1)
})

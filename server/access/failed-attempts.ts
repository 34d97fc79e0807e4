import { waitAfter } from '../../core/access/sign-in.ts'

/**
 * Failures of names that no account has, so that they wait as an account would and nobody learns
 * which names exist. Bounded; lost at a restart, as nothing is protected by it but that secret.
 */
export type FailedAttempts = {
  readonly waitsUntil: (name: string) => number
  readonly fail: (name: string, nowMs: number) => number
}

const mostNames = 10_000

export function rememberFailedAttempts(): FailedAttempts {
  const known = new Map<string, { readonly failures: number; readonly waitsUntil: number }>()
  return {
    waitsUntil: (name) => known.get(name)?.waitsUntil ?? 0,
    fail: (name, nowMs) => {
      const failures = (known.get(name)?.failures ?? 0) + 1
      const seconds = waitAfter(failures)
      known.delete(name)
      known.set(name, { failures, waitsUntil: nowMs + seconds * 1000 })
      const oldest = known.keys().next().value
      if (known.size > mostNames && oldest !== undefined) known.delete(oldest)
      return seconds
    },
  }
}

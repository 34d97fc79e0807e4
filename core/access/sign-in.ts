/** A session is left idle this long before it ends (OWASP ASVS 3.3, shared office computers). */
export const idleLimitMs = 30 * 60 * 1000

/** However busy, a session ends after this long: one working day. */
export const absoluteLimitMs = 12 * 60 * 60 * 1000

/** A one-time code waits this long for its owner: a letter to a far village takes days. */
export const codeLimitMs = 7 * 24 * 60 * 60 * 1000

const freeFailures = 3
const longestWaitSeconds = 15 * 60

/** Seconds to wait after so many failures in a row: none for three, then 2, 4, 8 … 15 minutes. */
export function waitAfter(failures: number): number {
  if (failures <= freeFailures) return 0
  return Math.min(2 ** Math.min(failures - freeFailures, 20), longestWaitSeconds)
}

/** `waitAfter` of one failure, of two, and so on; after the last of them the wait grows no more. */
export const waitsSeconds: readonly number[] = Array.from({ length: 20 }, (_, at) =>
  waitAfter(at + 1),
)

export type SessionTimes = {
  readonly createdAt: Date
  readonly seenAt: Date
  readonly endsAt: Date
}

/** Whether a session still opens the door at this moment. */
export function isSessionAlive(times: SessionTimes, now: Date): boolean {
  if (now.getTime() >= times.endsAt.getTime()) return false
  return now.getTime() - times.seenAt.getTime() < idleLimitMs
}

export type PasswordWeakness = 'too-short' | 'too-common' | 'holds-name' | 'too-uniform'

const shortest = 12
const fewestDifferent = 5

/** Words that guessing begins with, here too. */
const common = [
  'password',
  'katasandi',
  'rahasia',
  'indonesia',
  'merdeka',
  'bismillah',
  'qwerty',
  'sayang',
  'admin',
  'entas',
  'dinsos',
]

/**
 * Why a password is too weak, or undefined when it will do. Length counts, not signs (NIST
 * 800-63B).
 */
export function passwordWeakness(
  password: string,
  owner: { readonly signInName: string; readonly name: string },
): PasswordWeakness | undefined {
  if ([...password].length < shortest) return 'too-short'
  const lower = password.toLowerCase()
  if (new Set(lower).size < fewestDifferent) return 'too-uniform'
  const names = [owner.signInName, ...owner.name.toLowerCase().split(/\s+/)]
  if (names.some((part) => isMost(part, lower))) return 'holds-name'
  if (common.some((word) => isMost(word, lower))) return 'too-common'
  if ('01234567890123456789'.includes(lower) || 'abcdefghijklmnopqrstuvwxyz'.includes(lower)) {
    return 'too-common'
  }
  return undefined
}

/** A word that makes up more than half of the password leaves too little to guess. */
function isMost(word: string, password: string): boolean {
  return word.length >= 3 && password.includes(word) && word.length * 2 > password.length
}

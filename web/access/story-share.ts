/** What the house tells of the story, as far as its share needs it. */
export type StoryAt = {
  readonly step?: string | null | undefined
  readonly part?: { readonly done: number; readonly of: number } | null | undefined
  readonly seconds?: number | undefined
}

/**
 * Seconds that each step takes on two cores, measured with the default story. Only their ratio
 * counts: how long they take on this machine is taken from the time that has gone by.
 */
const stepSeconds: Readonly<Record<string, number>> = {
  prepare: 13,
  accounts: 1,
  lists: 62,
  assignments: 13,
  visits: 75,
  acceptance: 30,
  decisions: 11,
  decree: 50,
  'return-file': 6,
  aid: 14,
}
const wholeSeconds = Object.values(stepSeconds).reduce((sum, each) => sum + each, 0)

/** How much of the story's time lies behind, between 0 and 1. */
export function shareOf({ step, part }: StoryAt): number {
  const names = Object.keys(stepSeconds)
  const at = names.indexOf(step ?? '')
  if (at < 0) return 0
  const behind = names.slice(0, at).reduce((sum, name) => sum + (stepSeconds[name] ?? 0), 0)
  const within = part && part.of > 0 ? Math.min(1, part.done / part.of) : 0
  return (behind + within * (stepSeconds[step ?? ''] ?? 0)) / wholeSeconds
}

const fewSeconds = 5

/** Time left by the time it has taken so far; null while too little has gone by to tell. */
export function secondsLeft(at: StoryAt): number | null {
  const share = shareOf(at)
  const gone = at.seconds ?? 0
  if (share === 0 || gone < fewSeconds) return null
  return (gone / share) * (1 - share)
}

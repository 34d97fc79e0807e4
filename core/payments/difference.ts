/** How today differs from the frozen decree, for one line; a person resolves each. */
export const differenceKinds = [
  'payee-dead',
  'payee-left',
  'payee-missing',
  'family-merged',
  'family-moved',
  'decision-reopened',
  'member-shared',
  'already-paid',
] as const

export type DifferenceKind = (typeof differenceKinds)[number]

export const resolutions = ['pay', 'leave-out', 'replace-payee'] as const

export type Resolution = (typeof resolutions)[number]

/** How sure it is that somebody is the one asked for (`known.sure.<step>`), the surest first. */
export const sureSteps = ['certain', 'likely', 'maybe', 'unlikely'] as const
export type SureStep = (typeof sureSteps)[number]

export function sureOf(probability: number): SureStep {
  if (probability >= 0.95) return 'certain'
  if (probability >= 0.7) return 'likely'
  return probability >= 0.3 ? 'maybe' : 'unlikely'
}

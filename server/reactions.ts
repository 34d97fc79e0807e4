/** Event -> jobs. How the left learns of the right without importing it. */
export const reactions: Readonly<Record<string, readonly string[]>> = {
  'import.received': ['check-import'],
  'import.enter-requested': ['enter-import'],
  'import.entered': ['match-import'],
  'import.matched': ['weigh-pairs'],
  'decree.frozen': ['weigh-pairs'],
  'payment-round.made': ['weigh-pairs'],
  'payment-round.cancelled': ['weigh-pairs'],
  'import.withdrawn': ['derive-again'],
  'import.taken-out': ['match-import'],
  'household.separated': ['reopen-doubles'],
  'households.separated': ['reopen-doubles'],
}

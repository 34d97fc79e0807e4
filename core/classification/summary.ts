import { results } from './results.ts'

/** What became of some data rows of a list, as counted together. */
export type RowGroup = {
  readonly aliasOf: boolean
  readonly rowState: string
  readonly householdState: string | null
  readonly decisionState: string | null
  readonly result: string | null
  readonly count: number
}

/** Every data row of the list in exactly one place: `results` and `open` add up to `listRows`. */
export type ListSummary = {
  readonly listRows: number
  readonly results: Record<string, number>
  readonly open: Record<string, number>
}

export const openPlaces = [
  'waiting',
  'listed',
  'assigned',
  'visited',
  'accepted',
  'proposed',
] as const

/**
 * Adds up list rows. A confirmed decision says the result; without one the row is open where its
 * family stands. An alias counts as `double` only when that is confirmed, like any other result.
 */
export function summarise(groups: readonly RowGroup[]): ListSummary {
  const zero: Record<string, number> = Object.fromEntries(results.map((each) => [each, 0]))
  const found: Record<string, number> = { ...zero }
  const open: Record<string, number> = Object.fromEntries(openPlaces.map((each) => [each, 0]))
  for (const group of groups) {
    const place = group.decisionState === 'confirmed' ? group.result : null
    if (place !== null && place in found) found[place] = (found[place] ?? 0) + group.count
    else open[openPlace(group)] = (open[openPlace(group)] ?? 0) + group.count
  }
  return {
    listRows: groups.reduce((sum, group) => sum + group.count, 0),
    results: found,
    open,
  }
}

function openPlace(group: RowGroup): string {
  if (group.decisionState === 'proposed') return 'proposed'
  if (group.householdState === null) return 'waiting'
  // A family whose decision was withdrawn without a new one still waits for its acceptance.
  return group.householdState === 'decided' ? 'accepted' : group.householdState
}

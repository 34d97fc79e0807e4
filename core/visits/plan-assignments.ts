import { type AreaCode, areaContains } from '../areas/area-scope.ts'

export type PlanVerifier = {
  readonly id: string
  /** Where this person works; empty means anywhere in the regency. */
  readonly areas: readonly AreaCode[]
}

export type PlanVillage = { readonly code: string; readonly families: number }

export type VillageShare = {
  readonly code: string
  readonly families: number
  readonly verifiers: readonly { readonly id: string; readonly families: number }[]
}

/**
 * Shares the families of each village among the verifiers who work there: those named for the
 * village or its district go before those who work anywhere. Whoever has fewest gets the odd one,
 * so that nobody's load grows by the order of names. Same input, same plan.
 */
export function planAssignments(
  villages: readonly PlanVillage[],
  verifiers: readonly PlanVerifier[],
): readonly VillageShare[] {
  const load = new Map(verifiers.map((each) => [each.id, 0]))
  const ordered = villages.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return ordered.map((village) => {
    const here = whoWorksIn(village.code, verifiers)
    const byLoad = here.toSorted((a, b) => {
      const difference = (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0)
      if (difference !== 0) return difference
      return a.id < b.id ? -1 : 1
    })
    const each = byLoad.length === 0 ? 0 : Math.floor(village.families / byLoad.length)
    const odd = byLoad.length === 0 ? 0 : village.families % byLoad.length
    const shares = byLoad
      .map((verifier, place) => ({ id: verifier.id, families: each + (place < odd ? 1 : 0) }))
      .filter((share) => share.families > 0)
    for (const share of shares) load.set(share.id, (load.get(share.id) ?? 0) + share.families)
    return { ...village, verifiers: shares }
  })
}

/** Verifiers named for a village or its district; when there are none, those without a place. */
export function whoWorksIn(
  village: string,
  verifiers: readonly PlanVerifier[],
): readonly PlanVerifier[] {
  const named = verifiers.filter((each) => each.areas.some((area) => areaContains(area, village)))
  return named.length > 0 ? named : verifiers.filter((each) => each.areas.length === 0)
}

/** How large a list is beside the registry that it enters; families. */
export type ListSize = {
  readonly list: number
  readonly registry: number
  /** Families when the standing model was learnt; undefined when none was. */
  readonly learntFrom: number | undefined
}

const smallestRegistry = 2_000

/**
 * Whether a list is matched by itself: it is at most a tenth of the registry, and the registry has
 * not grown by more than a fifth since its model was learnt. Else the whole is matched and learnt
 * from again.
 */
export function isSmallList({ list, registry, learntFrom }: ListSize): boolean {
  if (learntFrom === undefined || registry < smallestRegistry) return false
  return list * 10 <= registry && registry * 5 <= learntFrom * 6
}

/** A pair as it stands, for forming families. */
export type Link = {
  readonly left: string
  readonly right: string
  readonly probability: number
  /** `joined` and `queued` by the engine; `same` and `different` by a person. */
  readonly state: 'joined' | 'queued' | 'same' | 'different'
}

export type Clusters = {
  /** Family -> the earliest family of its cluster; the earliest itself is not named. */
  readonly aliases: ReadonlyMap<string, string>
  /** Joined links that would have chained families nobody linked: a person has to look. */
  readonly refused: readonly Link[]
}

/**
 * Forms clusters that do not chain. A person's `same` always joins, a person's `different` always
 * keeps apart. An engine's join is made, strongest first, only when every family of the one cluster
 * is linked (joined, queued or same) to every family of the other. Independent of the order of the
 * links; the earliest id of a cluster stands for it.
 */
export function formClusters(links: readonly Link[]): Clusters {
  const state = new Map(links.map((link) => [pairKey(link.left, link.right), link.state]))
  const clusters = new Map<string, readonly string[]>()
  const clusterOf = (family: string) => clusters.get(family) ?? [family]
  const unite = (link: Link) => {
    const united = [...new Set([...clusterOf(link.left), ...clusterOf(link.right)])].toSorted()
    for (const family of united) clusters.set(family, united)
  }
  const refused: Link[] = []
  for (const link of links.toSorted(strongestFirst)) {
    if (link.state === 'queued' || link.state === 'different') continue
    const apart = isApart(clusterOf(link.left), clusterOf(link.right))
    if (!apart) continue
    const across = crossStates(state, clusterOf(link.left), clusterOf(link.right))
    if (across.includes('different')) {
      refused.push(link)
    } else if (link.state === 'same' || !across.includes(undefined)) {
      unite(link)
    } else {
      refused.push(link)
    }
  }
  return { aliases: aliasesOf(clusters), refused }
}

function isApart(one: readonly string[], other: readonly string[]): boolean {
  return one !== other && one[0] !== other[0]
}

function crossStates(
  state: ReadonlyMap<string, Link['state']>,
  one: readonly string[],
  other: readonly string[],
): (Link['state'] | undefined)[] {
  return one.flatMap((left) => other.map((right) => state.get(pairKey(left, right))))
}

function aliasesOf(clusters: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const aliases = new Map<string, string>()
  for (const [family, cluster] of clusters) {
    const earliest = cluster[0] ?? family
    if (family !== earliest) aliases.set(family, earliest)
  }
  return aliases
}

function strongestFirst(one: Link, other: Link): number {
  const bySomebody = Number(other.state === 'same') - Number(one.state === 'same')
  if (bySomebody !== 0) return bySomebody
  if (one.probability !== other.probability) return other.probability - one.probability
  return pairKey(one.left, one.right) < pairKey(other.left, other.right) ? -1 : 1
}

function pairKey(left: string, right: string): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`
}

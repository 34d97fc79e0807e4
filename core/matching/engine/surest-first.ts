/** Two rows or groups that may be one, how sure that is, and what decides between equals. */
export type Proposal = {
  readonly left: number
  readonly right: number
  readonly weight: number
  readonly tie: number
}

/** Proposals in their order, the surest first; of equals the lower tie. */
export type Proposals = { readonly length: number; at(place: number): Proposal }

/** Gives the surest proposal first, new ones (in a heap) among those there from the start. */
export class SurestFirst {
  readonly #sorted: Proposals
  readonly #heap: Proposal[] = []
  #next = 0

  constructor(sorted: Proposals) {
    this.#sorted = sorted
  }

  pop(): Proposal | undefined {
    const sorted = this.#next < this.#sorted.length ? this.#sorted.at(this.#next) : undefined
    const newest = this.#heap[0]
    if (sorted === undefined || (newest !== undefined && isBefore(newest, sorted))) {
      return this.#popHeap()
    }
    this.#next += 1
    return sorted
  }

  push(proposal: Proposal): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(proposal)
    while (at > 0) {
      const above = (at - 1) >> 1
      const other = heap[above]
      if (other === undefined || !isBefore(proposal, other)) break
      heap[at] = other
      at = above
    }
    heap[at] = proposal
  }

  #popHeap(): Proposal | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return first
    let at = 0
    for (;;) {
      let below = at * 2 + 1
      let best = heap[below]
      if (best === undefined) break
      const beside = heap[below + 1]
      if (beside !== undefined && isBefore(beside, best)) {
        best = beside
        below += 1
      }
      if (!isBefore(best, last)) break
      heap[at] = best
      at = below
    }
    heap[at] = last
    return first
  }
}

function isBefore(one: Proposal, other: Proposal): boolean {
  return one.weight > other.weight || (one.weight === other.weight && one.tie < other.tie)
}

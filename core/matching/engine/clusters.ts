import { chanceSteps, missingCode, toldCode } from './found.ts'
import { firstOf, joinRows, rowsApart } from './groups.ts'
import { codesOfField, type Mixture } from './model.ts'
import { hashPair } from './row-hashes.ts'
import type { Scorer } from './scorer.ts'
import { createTeller } from './stories.ts'
import { type Proposal, type Proposals, SurestFirst } from './surest-first.ts'

/** Pairs found, by row numbers; `left` < `right`. */
export type ScoredPairs = {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly probability: Float32Array
  readonly weight: Float32Array
}

/**
 * Groups of rows as they were joined, the surest first. Each joining has the weight in bits at
 * which the two groups are held to be one person, never above that of the joinings below it.
 */
export type Tree = {
  readonly rows: number
  /** A row of either group, joining by joining. */
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly weight: readonly number[]
  /** What the groups of two rows that were not joined say together, in bits. */
  said(left: number, right: number): number
}

const mostBits = 20
/** Of a larger group so many speak for it. */
const mostSpeakers = 30
/**
 * Shares of what the pairs say one by one, in the mean, and of what the two groups say field by
 * field, each field by the pair that agrees best. Of lists made from seeds, so that pairs said to
 * be one person with 0.5 to 0.9 are so as often (docs/measurements.md).
 */
const [meanCounts, fieldsCount] = [0.5, 0.65]
/** Others of its person that a row has: where people have few records, and where they have many. */
const [fewOthers, manyOthers] = [0.7, 2.8]

/** From 1 where people have few records down to 0 where groups of many are the rule. */
function fewRecordsEach({ probability }: ScoredPairs, rows: number): number {
  let likely = 0
  for (const each of probability) if (each >= 0.5) likely += 1
  const others = (2 * likely) / rows
  const share = Math.log2(manyOthers / others) / Math.log2(manyOthers / fewOthers)
  return Math.max(0, Math.min(1, share))
}

const bitsAgainstSeveral = 6

/**
 * Bits against two groups where people have few records. The best of many pairs agrees better by
 * chance alone. And slips are each record's own, so that the records of one person come to its
 * group one by one: two groups of several rows each are twins. Of the same lists.
 */
function bitsAgainst(here: number, there: number): number {
  return 0.5 * Math.log2(here * there) + (here > 1 && there > 1 ? bitsAgainstSeveral : 0)
}

/**
 * Joins rows into persons without chaining: the surest first, two groups only as all pairs between
 * them say, taken together; pairs that were never candidates are scored for it. A record has its
 * slips in other fields than each of a person's records: together they show the person, whom a
 * stranger is unlike in all. Independent of the order of pairs and rows.
 */
export function growTree(
  pairs: ScoredPairs,
  given: {
    /** A hash of each row's content and id. */
    readonly namedHashes: Uint32Array
    readonly scorer: Scorer
    readonly model: Mixture
    readonly weights: Float32Array
    readonly least: number
  },
): Tree {
  const { namedHashes } = given
  const lowest = bitsOf(given.least)
  const groups = new Groups(namedHashes)
  const between = createBetween(given, fewRecordsEach(pairs, namedHashes.length))
  const asked = new Map<number, Asked>()
  const tree = { left: [] as number[], right: [] as number[], weight: [] as number[] }
  const join = ({ left, right }: Proposal, weight: number): void => {
    tree.left.push(left)
    tree.right.push(right)
    tree.weight.push(groups.join(left, right, weight))
  }
  const queue = new SurestFirst(proposalsOf(pairs, namedHashes))
  for (;;) {
    const proposal = queue.pop()
    if (proposal === undefined) break
    const [one, other] = [groups.of(proposal.left), groups.of(proposal.right)]
    if (one === other) continue
    const [here, there] = [groups.members(one), groups.members(other)]
    const size = here.length + there.length
    if (size === 2) {
      if (proposal.weight >= lowest) join(proposal, proposal.weight)
      continue
    }
    const key = Math.min(one, other) * 2 ** 26 + Math.max(one, other)
    const before = asked.get(key)
    if (before?.size === size) {
      // What they said waits in the queue; this is it, or a pair of the same groups.
      if (proposal.weight <= before.weight) join(proposal, before.weight)
      continue
    }
    const weight = between(here, there)
    asked.set(key, { size, weight })
    if (weight >= proposal.weight) join(proposal, weight)
    else if (weight >= lowest) queue.push({ ...proposal, weight })
  }
  const said = (left: number, right: number): number =>
    between(groups.members(groups.of(left)), groups.members(groups.of(right)))
  return { rows: namedHashes.length, ...tree, said }
}

type Asked = { readonly size: number; readonly weight: number }

/** For each row the smallest row of its group, when groups are joined from this probability on. */
export function cutTree(tree: Tree, probability: number): Uint32Array {
  const wanted = bitsOf(probability)
  const group = rowsApart(tree.rows)
  for (const [at, left] of tree.left.entries()) {
    if ((tree.weight[at] ?? 0) < wanted) continue
    joinRows(group, left, tree.right[at] ?? 0)
  }
  return group.map((_, row) => firstOf(group, row))
}

/** Odds in bits. */
function bitsOf(probability: number): number {
  return Math.log2(probability / (1 - probability))
}

/** The groups as they stand, each by its smallest row. */
class Groups {
  readonly #group: Uint32Array
  readonly #hashes: Uint32Array
  readonly #members = new Map<number, number[]>()
  /** The least weight at which any rows of a group were joined. */
  readonly #weight = new Map<number, number>()

  constructor(namedHashes: Uint32Array) {
    this.#hashes = namedHashes
    this.#group = Uint32Array.from(namedHashes, (_, row) => row)
  }

  of(row: number): number {
    return this.#group[row] ?? row
  }

  /** In the order of their content. */
  members(group: number): readonly number[] {
    return this.#members.get(group) ?? [group]
  }

  join(left: number, right: number, weight: number): number {
    const [one, other] = [this.of(left), this.of(right)]
    const [kept, gone] = one < other ? [one, other] : [other, one]
    const most = Number.POSITIVE_INFINITY
    const least = Math.min(weight, this.#weight.get(kept) ?? most, this.#weight.get(gone) ?? most)
    const all = [...this.members(kept), ...this.members(gone)].sort(
      (one, other) => (this.#hashes[one] ?? 0) - (this.#hashes[other] ?? 0) || one - other,
    )
    this.#members.set(kept, all)
    this.#members.delete(gone)
    this.#weight.set(kept, least)
    this.#weight.delete(gone)
    for (const row of all) this.#group[row] = kept
    return least
  }
}

/** What the pairs between two groups say together, in bits. */
function createBetween(
  given: {
    readonly scorer: Scorer
    readonly model: Mixture
    readonly weights: Float32Array
  },
  fewEach: number,
) {
  const width = given.model.noise.length
  const { weigh } = createTeller(given.model, given.weights)
  const telling = tellingCodes(given.model, given.weights)
  const compared = new ComparedPairs(given.scorer, width, weigh)
  const best = new Uint16Array(width)
  const bounded = (bits: number): number => Math.max(-mostBits, Math.min(mostBits, bits))

  function takeBetter(codes: Uint16Array, from: number): void {
    for (let field = 0; field < width; field += 1) {
      const code = codes[from + field] ?? 0
      const held = best[field] ?? 0
      if (code === held) continue
      if (held < chanceSteps && code < chanceSteps) {
        best[field] = held === missingCode && code === missingCode ? missingCode : toldCode
        continue
      }
      if (held < chanceSteps) best[field] = code
      if (held < chanceSteps || code < chanceSteps) continue
      const [more = 0, less = 0] = [
        telling[field * codesOfField + code],
        telling[field * codesOfField + held],
      ]
      if (more > less || (more === less && code < held)) best[field] = code
    }
  }

  return (here: readonly number[], there: readonly number[]): number => {
    const [some, others] = [here.slice(0, mostSpeakers), there.slice(0, mostSpeakers)]
    let sum = 0
    best.fill(missingCode)
    for (const left of some) {
      for (const right of others) {
        const at = compared.find(left, right)
        sum += bounded(compared.weight(at))
        takeBetter(compared.codes, at * width)
      }
    }
    given.scorer.settleSex(best, 0)
    const mean = sum / (some.length * others.length)
    const together = meanCounts * mean + fieldsCount * bounded(weigh(best, 0).weight)
    const weight = together - fewEach * bitsAgainst(some.length, others.length)
    // Sums in another order end a little higher or lower.
    return Math.round(weight * 1024) / 1024
  }
}

/** How much each code speaks for one person rather than one household or none. */
function tellingCodes({ priors, noise }: Mixture, weights: Float32Array): Float32Array {
  const classes = priors.length
  return Float32Array.from({ length: noise.length * codesOfField }, (_, code) => {
    const [same = 0, household = 0] = [weights[code * classes], weights[code * classes + 2]]
    return same - Math.max(0, household)
  })
}

/** Pairs of rows that were compared for a group, and need not be compared again. */
class ComparedPairs {
  readonly #known = new Map<number, number>()
  readonly #weights: number[] = []
  readonly #scorer: Scorer
  readonly #width: number
  readonly #weigh: (codes: Uint16Array, from: number) => { readonly weight: number }
  /** [pair · fields + field] */
  codes = new Uint16Array(1 << 12)

  constructor(
    scorer: Scorer,
    width: number,
    weigh: (codes: Uint16Array, from: number) => { readonly weight: number },
  ) {
    this.#scorer = scorer
    this.#width = width
    this.#weigh = weigh
  }

  weight(at: number): number {
    return this.#weights[at] ?? 0
  }

  /** The place of a pair. */
  find(one: number, other: number): number {
    const [low, high] = one < other ? [one, other] : [other, one]
    const key = low * 2 ** 26 + high
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const at = this.#weights.length
    if ((at + 1) * this.#width > this.codes.length) {
      const larger = new Uint16Array(this.codes.length * 2)
      larger.set(this.codes)
      this.codes = larger
    }
    this.#scorer.codes(low, high, this.codes, at * this.#width)
    this.#weights.push(this.#weigh(this.codes, at * this.#width).weight)
    this.#known.set(key, at)
    return at
  }
}

/** All pairs, the surest first. */
function proposalsOf(pairs: ScoredPairs, namedHashes: Uint32Array): Proposals {
  const { left, right, weight } = pairs
  const ties = left.map((row, at) => hashPair(namedHashes, row, right[at] ?? 0))
  // Sorting numbers is quick: weights to a 256th of a bit above the places, then equals apart.
  const keys = Float64Array.from(weight, (bits, at) => roundOf(bits) * 2 ** 32 + at).sort()
  const order = Uint32Array.from(keys, (key) => key - Math.floor(key / 2 ** 32) * 2 ** 32)
  const before = (one: number, other: number) =>
    (weight[other] ?? 0) - (weight[one] ?? 0) || (ties[one] ?? 0) - (ties[other] ?? 0)
  for (let from = 0; from < order.length; ) {
    const round = roundOf(weight[order[from] ?? 0] ?? 0)
    let to = from + 1
    while (to < order.length && roundOf(weight[order[to] ?? 0] ?? 0) === round) to += 1
    if (to - from > 1) order.subarray(from, to).sort(before)
    from = to
  }
  return {
    length: order.length,
    at: (place) => {
      const at = order[place] ?? 0
      const [one, other] = [left[at] ?? 0, right[at] ?? 0]
      return { left: one, right: other, weight: weight[at] ?? 0, tie: ties[at] ?? 0 }
    },
  }
}

const mostSureness = 1000

function roundOf(weight: number): number {
  return Math.round(-Math.max(-mostSureness, Math.min(mostSureness, weight)) * 256)
}

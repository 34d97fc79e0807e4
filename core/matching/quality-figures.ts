import { chooseStratum, type Figures, type OpenStratum, tellFigures } from './quality-allocation.ts'

export type Label = 'same' | 'different' | 'unsure'

/** A stratum as it was saved: pairs of one band between two lists (null: of no list). */
export type SavedStratum = {
  readonly no: number
  readonly band: number
  readonly joined: boolean
  readonly leftList: string | null
  readonly rightList: string | null
  readonly size: number
}

/** A pair that was drawn, and what was said of it. */
export type SavedPair = {
  readonly pairNo: number
  readonly stratumNo: number
  readonly draw: number
  readonly label: Label | null
}

export type SavedSample = {
  readonly strata: readonly SavedStratum[]
  readonly pairs: readonly SavedPair[]
}

/** What a matching of the whole registry drew, and what was drawn of single lists since. */
export type SampleParts = {
  readonly whole: SavedSample
  readonly lists: ReadonlyMap<string, SavedSample>
}

/** Takes a sample apart: pairs of lists that were matched by themselves speak for these alone. */
export function partsOf(sample: SavedSample, since: ReadonlySet<string>): SampleParts {
  const partOf = ({ leftList, rightList }: SavedStratum) =>
    [leftList, rightList].find((list) => list !== null && since.has(list)) ?? ''
  const strata = Map.groupBy(sample.strata, partOf)
  const parts = new Map(sample.strata.map((stratum) => [stratum.no, partOf(stratum)]))
  const pairs = Map.groupBy(sample.pairs, ({ stratumNo }) => parts.get(stratumNo) ?? '')
  const of = (part: string) => ({ strata: strata.get(part) ?? [], pairs: pairs.get(part) ?? [] })
  const lists = [...strata.keys()].filter((part) => part !== '')
  return { whole: of(''), lists: new Map(lists.map((list) => [list, of(list)])) }
}

/** Pairs of one band, joined or not, of all lists that are looked at; the next of them to label. */
type Pool = OpenStratum & { readonly next: number | undefined }

/** The figures of the strata that are looked at. */
export function figuresOf(sample: SavedSample, among: (stratum: SavedStratum) => boolean): Figures {
  return tellFigures(poolsOf(sample, among))
}

/** The pair whose label narrows the figures most; undefined when all drawn are labelled. */
export function nextPair(
  sample: SavedSample,
  among: (stratum: SavedStratum) => boolean,
): number | undefined {
  const pools = poolsOf(sample, among)
  const at = chooseStratum(pools)
  return at === undefined ? undefined : pools[at]?.next
}

/** Both families from one list. */
export function isInside(stratum: SavedStratum, list: string | null): boolean {
  return stratum.leftList === list && stratum.rightList === list
}

/** One family from a list, the other from elsewhere. */
export function isAgainst(stratum: SavedStratum, list: string | null): boolean {
  return (stratum.leftList === list) !== (stratum.rightList === list)
}

/**
 * Strata of several lists in one. Each was cut off at its smallest draws, so together they are a
 * random sample as far as the lowest cut; and labels count as far as they stand without a gap in
 * the order of the draws, whichever list they were given for.
 */
function poolsOf(sample: SavedSample, among: (stratum: SavedStratum) => boolean): readonly Pool[] {
  const drawn = new Map<number, SavedPair[]>()
  for (const pair of sample.pairs) {
    const known = drawn.get(pair.stratumNo)
    if (known === undefined) drawn.set(pair.stratumNo, [pair])
    else known.push(pair)
  }
  const groups = new Map<string, SavedStratum[]>()
  for (const stratum of sample.strata.filter(among)) {
    const key = `${stratum.joined ? 1 : 0} ${stratum.band}`
    groups.set(key, [...(groups.get(key) ?? []), stratum])
  }
  return [...groups.values()].map((strata) => poolOf(strata, drawn))
}

function poolOf(
  strata: readonly SavedStratum[],
  drawn: ReadonlyMap<number, readonly SavedPair[]>,
): Pool {
  let lowestCut = Number.POSITIVE_INFINITY
  const all: SavedPair[] = []
  for (const { no, size } of strata) {
    const own = drawn.get(no) ?? []
    all.push(...own)
    if (own.length >= size) continue
    lowestCut = Math.min(
      lowestCut,
      own.reduce((most, pair) => Math.max(most, pair.draw), -1),
    )
  }
  const pairs = all
    .filter((pair) => pair.draw <= lowestCut)
    .toSorted((one, other) => one.draw - other.draw || one.pairNo - other.pairNo)
  const counts = { same: 0, different: 0, unsure: 0 }
  let next: number | undefined
  for (const { label, pairNo } of pairs) {
    if (label === null) {
      next = pairNo
      break
    }
    counts[label] += 1
  }
  const [first] = strata
  const size = strata.reduce((sum, stratum) => sum + stratum.size, 0)
  return { joined: first?.joined ?? false, size, drawn: pairs.length, ...counts, next }
}

import { results } from '../classification/results.ts'

/** Where a row stands while nobody has confirmed a decision, in the order of the work. */
export const openSteps = [
  'waiting',
  'listed',
  'assigned',
  'visited',
  'accepted',
  'proposed',
] as const

/** What became of a data row of a list: a result, or the step it has reached. */
export const rowResults = [...results, ...openSteps] as const

export type RowResult = (typeof rowResults)[number]

/** What waits, and by that for whom: the first word of the code says it. */
export const waitKinds = [
  'office-rows',
  'office-pairs',
  'office-assign',
  'verifiers-visit',
  'verifiers-returned',
  'office-accept',
  'office-confirm',
  'office-decree',
  'regent-freeze',
  'payer-resolve',
  'payer-propose',
  'payer-instruct',
  'channel-reply',
  'payer-close',
] as const

export type WaitKind = (typeof waitKinds)[number]

/** Rows of one village that share result, reason and step: what the one query of all returns. */
export type Fact = {
  readonly villageCode: string | null
  readonly result: RowResult
  readonly reason: string
  /** False for a row that is a double or that did not enter: it is no family of its own. */
  readonly family: boolean
  readonly assigned: boolean
  readonly visited: boolean
  readonly accepted: boolean
  readonly decided: boolean
  readonly rows: number
}

export type Counts = {
  listRows: number
  families: number
  assigned: number
  visited: number
  accepted: number
  decided: number
  extremelyPoor: number
}

/** Rows of every result with their reasons, largest first; adds up to all rows by construction. */
export type ResultRows = {
  readonly result: RowResult
  readonly rows: number
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[]
}

export function countFacts(facts: Iterable<Fact>): Counts {
  const counts: Counts = {
    listRows: 0,
    families: 0,
    assigned: 0,
    visited: 0,
    accepted: 0,
    decided: 0,
    extremelyPoor: 0,
  }
  for (const fact of facts) addFact(counts, fact)
  return counts
}

function addFact(counts: Counts, fact: Fact): void {
  counts.listRows += fact.rows
  if (!fact.family) return
  counts.families += fact.rows
  if (fact.assigned) counts.assigned += fact.rows
  if (fact.visited) counts.visited += fact.rows
  if (fact.accepted) counts.accepted += fact.rows
  if (fact.decided) counts.decided += fact.rows
  if (fact.result === 'extremely-poor') counts.extremelyPoor += fact.rows
}

/** One entry for each result, also where it has no row, in the order of `rowResults`. */
export function resultsOf(facts: readonly Fact[]): readonly ResultRows[] {
  const byResult = Map.groupBy(facts, (fact) => fact.result)
  return rowResults.map((result) => {
    const own = byResult.get(result) ?? []
    const byReason = [...Map.groupBy(own, (fact) => fact.reason)]
    const reasons = byReason.map(([reason, some]) => ({ reason, rows: rowsOf(some) }))
    reasons.sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1))
    return { result, rows: rowsOf(own), reasons }
  })
}

function rowsOf(facts: readonly Fact[]): number {
  return facts.reduce((rows, fact) => rows + fact.rows, 0)
}

export type AreaName = { readonly code: string; readonly name: string }

export type DistrictCounts = AreaName &
  Counts & { readonly villages: readonly (AreaName & Counts)[] }

/**
 * Counts by district and village. Every village of the regency has a row, also with nothing in
 * it; facts of no known village are counted in `nowhere`, so that the parts are the whole.
 */
export function placesOf(input: {
  readonly facts: readonly Fact[]
  readonly districts: readonly AreaName[]
  readonly villages: readonly AreaName[]
}): { readonly districts: readonly DistrictCounts[]; readonly nowhere: Counts } {
  const byVillage = Map.groupBy(input.facts, (fact) => fact.villageCode ?? '')
  const known = new Set(input.villages.map((village) => village.code))
  const stray = [...byVillage].filter(([code]) => !known.has(code)).flatMap(([, facts]) => facts)
  const districts = input.districts.map((district) => {
    const own = input.villages.filter((village) => village.code.startsWith(`${district.code}.`))
    const facts = own.flatMap((village) => byVillage.get(village.code) ?? [])
    const villages = own.map((village) => ({
      ...village,
      ...countFacts(byVillage.get(village.code) ?? []),
    }))
    return { ...district, ...countFacts(facts), villages }
  })
  return { districts, nowhere: countFacts(stray) }
}

import type { Reader } from '../database.ts'
import { countRows, sumEvents } from './store.ts'

/** Events that tell of rows: one row each, or as many as `countIn` of their detail says. */
type Told = { readonly name: string; readonly countIn?: string }

/** Rows that stand must be as many as events told of (`made`), less those undone (`unmade`). */
export type FactCheck = {
  readonly name: string
  readonly table: string
  readonly where?: { readonly column: string; readonly in: readonly string[] }
  readonly made: readonly Told[]
  readonly unmade?: readonly Told[]
}

/** One entry for each kind of fact that events tell of. A capability adds its own. */
export const factChecks: readonly FactCheck[] = [
  { name: 'accounts', table: 'account', made: [{ name: 'account.created' }] },
]

export type FactCount = {
  readonly name: string
  readonly rows: number
  readonly events: number
  readonly agrees: boolean
}

export async function countFacts(db: Reader): Promise<FactCount[]> {
  const counts: FactCount[] = []
  for (const check of factChecks) {
    const rows = await countRows(db, check)
    const events = (await sumAll(db, check.made)) - (await sumAll(db, check.unmade ?? []))
    counts.push({ name: check.name, rows, events, agrees: rows === events })
  }
  return counts
}

async function sumAll(db: Reader, told: readonly Told[]): Promise<number> {
  let sum = 0
  for (const each of told) sum += await sumEvents(db, each)
  return sum
}

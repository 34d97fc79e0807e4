import type { Reader } from '../database.ts'
import {
  countDataRows,
  countFrozenLines,
  countRows,
  sumEvents,
  sumInstructed,
} from './facts/store.ts'

/** Events that tell of rows: one each, or as many as a number or a list of their detail says. */
type Told = { readonly name: string; readonly countIn?: string }

/** What stands must be what events told of. */
export type FactCheck = {
  readonly name: string
  readonly count: (db: Reader) => Promise<number>
  readonly told: readonly Told[]
}

/** One entry for each kind of fact that events tell of; a capability adds its own. */
export const factChecks: readonly FactCheck[] = [
  {
    name: 'accounts',
    count: (db) => countRows(db, { table: 'account' }),
    told: [{ name: 'account.created' }],
  },
  {
    name: 'lists received',
    count: (db) => countRows(db, { table: 'import' }),
    told: [{ name: 'import.received' }],
  },
  {
    name: 'rows of lists',
    count: countDataRows,
    told: [{ name: 'import.checked', countIn: 'data' }],
  },
  {
    name: 'visits',
    count: (db) => countRows(db, { table: 'visit' }),
    told: [
      { name: 'visit.sent', countIn: 'visits' },
      { name: 'visits.sent', countIn: 'visits' },
    ],
  },
  {
    name: 'decisions confirmed',
    count: (db) => countRows(db, { table: 'decision', filled: 'confirmed_by' }),
    told: [
      { name: 'decision.confirmed', countIn: 'decisions' },
      { name: 'decisions.confirmed', countIn: 'decisions' },
    ],
  },
  {
    name: 'decisions reopened',
    count: (db) => countRows(db, { table: 'decision', filled: 'reopened_at' }),
    told: [{ name: 'decision.reopened' }],
  },
  {
    name: 'families in frozen decrees',
    count: countFrozenLines,
    told: [{ name: 'decree.frozen', countIn: 'lines' }],
  },
  {
    name: 'payment rounds',
    count: (db) => countRows(db, { table: 'payment_round' }),
    told: [{ name: 'payment-round.made' }],
  },
  {
    name: 'rupiah instructed',
    count: sumInstructed,
    told: [{ name: 'payment-round.instructed', countIn: 'rupiah' }],
  },
  {
    name: 'replies of payers',
    count: (db) => {
      const where = { column: 'direction', in: ['in'] }
      return countRows(db, { table: 'payment_file', where })
    },
    told: [{ name: 'payment-reply.received' }],
  },
]

export type FactCount = {
  readonly name: string
  readonly rows: number
  readonly events: number
  readonly agrees: boolean
}

/** Counts every kind of fact against what the events tell. */
export async function countFacts(db: Reader): Promise<FactCount[]> {
  const counts: FactCount[] = []
  for (const { name, count, told } of factChecks) {
    const rows = await count(db)
    let events = 0
    for (const each of told) events += await sumEvents(db, each)
    counts.push({ name, rows, events, agrees: rows === events })
  }
  return counts
}

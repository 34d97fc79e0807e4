import type pg from 'pg'
import { expect } from 'vitest'

/** Does `act` in a transaction, begins `other`, and commits once so many wait for a lock. */
export async function overtakenBy<Answer>(
  first: pg.Client,
  act: () => Promise<unknown>,
  other: () => Promise<Answer>,
  many = 1,
): Promise<Answer> {
  await first.query('begin')
  await act()
  const answer = other()
  await expect.poll(() => countWaiting(first)).toBe(many)
  await first.query('commit')
  return answer
}

/** How many transactions of this database wait for a lock. */
export async function countWaiting(client: pg.Client): Promise<number> {
  // Within a transaction the activity of others stays as it was first seen.
  await client.query('select pg_stat_clear_snapshot()')
  const waiting = await client.query(
    `select count(*)::integer as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return waiting.rows[0].count
}

import { expect } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { asOwnerOf } from './decree-seed.ts'
import type { Answer, World } from './world.ts'

export type PairSeed = {
  readonly probability?: number
  readonly objections?: readonly string[]
  readonly state?: 'queued' | 'joined'
}

/** A pair as a matching leaves it: between two families that stand already. */
export async function addPair(
  world: World,
  [one, other]: readonly [string, string],
  pair: PairSeed = {},
): Promise<string> {
  const id = newId<'match-pair'>()
  const [left, right] = one < other ? [one, other] : [other, one]
  const state = pair.state ?? 'queued'
  const evidence = { priorBits: -10, lines: [], objections: pair.objections ?? [] }
  await asOwnerOf(world, (client) =>
    client.query(
      `insert into match_pair (tenant_id, id, left_household_id, right_household_id, weight,
         probability, evidence, rule_version, state, engine_state, found_at)
       values (1, $1, $2, $3, 5, $4, $5, 'test', $6, $6, now())`,
      [id, left, right, pair.probability ?? 0.6, JSON.stringify(evidence), state],
    ),
  )
  return id
}

/** Every byte of all families, persons and memberships of the regency, as text. */
export async function derivedRows(world: World): Promise<readonly string[]> {
  return asOwnerOf(world, async (client) => {
    const found = await client.query<{ row: string }>(`
      select 'h ' || h::text as row from household h where tenant_id = 1
      union all select 'p ' || p::text from person p where tenant_id = 1
      union all select 'm ' || m::text from membership m where tenant_id = 1
      order by 1`)
    return found.rows.map((each) => each.row)
  })
}

/** The names of the events about something, in the order they were recorded. */
export async function eventsOf(world: World, subject: string): Promise<readonly string[]> {
  return asOwnerOf(world, async (client) => {
    const found = await client.query<{ name: string }>(
      'select name from event where subject_id = $1 order by recorded_at, id',
      [subject],
    )
    return found.rows.map((each) => each.name)
  })
}

type Said = {
  readonly verdict: 'same' | 'different' | 'unsure'
  readonly reason?: string
  readonly choices?: Readonly<Record<string, 'left' | 'right'>>
}

/** Ratna's word on a pair, or another's. */
export function say(
  world: World,
  pair: string,
  said: Said,
  by: 'ratna' | 'hendra' = 'ratna',
): Promise<Answer> {
  const body = { reason: 'Kepala dusun mengenal orang ini', ...said }
  return world.as(by).post(`/api/matches/${pair}/decision`, body)
}

/** Two families with the same head, which a list may bring twice. */
export async function makeAlike(
  world: World,
  families: readonly { readonly householdId: string; readonly headId: string }[],
) {
  const [one, other] = families
  await asOwnerOf(world, async (client) => {
    await client.query(
      `update person set name = 'Baharudin Wiryono', name_key = 'BAHARUDIN WIRYONO',
         born_on = '1971-04-09', sex = 'male' where id = any($1)`,
      [[one?.headId, other?.headId]],
    )
    await client.query(
      `update person set (national_id_cipher, national_id_index) =
         (select national_id_cipher, national_id_index from person where id = $1) where id = $2`,
      [one?.headId, other?.headId],
    )
    await client.query(
      `update household set head_name = 'Baharudin Wiryono', village_code = '19.01.02.2004'
       where id = any($1)`,
      [[one?.householdId, other?.householdId]],
    )
    await client.query(`delete from person where household_id = any($1) and id <> all($2)`, [
      [one?.householdId, other?.householdId],
      [one?.headId, other?.headId],
    ])
  })
}

/** A sample of one drawn pair, which Ratna labels as two families. */
export async function labelDifferent(world: World, pair: readonly [string, string]): Promise<void> {
  const sample = newId()
  await asOwnerOf(world, async (client) => {
    await client.query(
      `insert into match_sample (tenant_id, id, drawn_at, rule_version, seed, families,
         probability_floor, expected_below, expected_missed)
       values (1, $1, now(), 'test', 1, 2, 0.001, 0, 0)`,
      [sample],
    )
    await client.query(
      `insert into match_sample_stratum (tenant_id, sample_id, stratum_no, band, joined, size)
       values (1, $1, 0, 7, true, 1)`,
      [sample],
    )
    await client.query(
      `insert into match_sample_pair (tenant_id, sample_id, pair_no, stratum_no, draw,
         left_household_id, right_household_id, probability, weight)
       values (1, $1, 1, 0, 1, $2, $3, 0.999, 20)`,
      [sample, ...pair],
    )
  })
  const body = { pairNo: 1, label: 'different' }
  const said = await world.as('ratna').post(`/api/match-quality/${sample}/labels`, body)
  expect(said.body).toEqual({ queued: true })
}

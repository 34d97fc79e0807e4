import { sql } from 'kysely'
import { change, type Writer } from '../database.ts'

/** The newest label of each pair that was drawn for measuring quality. */
function labelled(db: Writer) {
  return sql`
    select distinct on (pair.left_household_id, pair.right_household_id)
      pair.left_household_id, pair.right_household_id, pair.sample_id, pair.pair_no, label.label
    from entas.match_label as label
    join entas.match_sample_pair as pair
      on pair.tenant_id = ${db.tenantId}
      and pair.sample_id = label.sample_id
      and pair.pair_no = label.pair_no
    where label.tenant_id = ${db.tenantId}
    order by pair.left_household_id, pair.right_household_id, label.labelled_at desc`
}

/** A joined pair that a clerk labelled as two families: its alias stands, a person looks again. */
export function queueJoinedDifferent(db: Writer): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair as pair
      set state = 'queued', evidence = jsonb_set(pair.evidence, '{objections}',
        (coalesce(pair.evidence -> 'objections', '[]') - 'label-different')
          || '["label-different"]')
      from (${labelled(db)}) as said
      where pair.tenant_id = ${db.tenantId}
        and pair.left_household_id = said.left_household_id
        and pair.right_household_id = said.right_household_id
        and said.label = 'different'
        and pair.state = 'joined'`,
  )
}

/** A pair that the engine let go and a clerk labelled as one family. */
export function queueWithdrawnSame(db: Writer): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair as pair
      set state = 'queued', evidence = jsonb_set(pair.evidence, '{objections}',
        (coalesce(pair.evidence -> 'objections', '[]') - 'label-same') || '["label-same"]')
      from (${labelled(db)}) as said
      where pair.tenant_id = ${db.tenantId}
        and pair.left_household_id = said.left_household_id
        and pair.right_household_id = said.right_household_id
        and said.label = 'same'
        and pair.state = 'withdrawn'
        and not exists (
          select from entas.household
          where household.tenant_id = ${db.tenantId} and household.state = 'withdrawn'
            and household.id in (pair.left_household_id, pair.right_household_id))`,
  )
}

/** A pair that the engine refused and a clerk labelled as one family: with what was seen then. */
export function queueRefusedSame(db: Writer): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_pair (tenant_id, id, left_household_id, right_household_id, weight,
        probability, evidence, rule_version, state, engine_state, found_at)
      select ${db.tenantId}, gen_random_uuid(), said.left_household_id, said.right_household_id,
        pair.weight, pair.probability,
        jsonb_set(coalesce(pair.evidence, '{"priorBits": 0, "lines": [], "objections": []}'),
          '{objections}', '["label-same"]'),
        sample.rule_version, 'queued', 'withdrawn', ${db.now}
      from (${labelled(db)}) as said
      join entas.match_sample_pair as pair
        on pair.tenant_id = ${db.tenantId}
        and pair.sample_id = said.sample_id
        and pair.pair_no = said.pair_no
      join entas.match_sample as sample
        on sample.tenant_id = ${db.tenantId} and sample.id = said.sample_id
      where said.label = 'same'
        and not exists (
          select from entas.household
          where household.tenant_id = ${db.tenantId} and household.state = 'withdrawn'
            and household.id in (said.left_household_id, said.right_household_id))
      on conflict (tenant_id, left_household_id, right_household_id) do nothing`,
  )
}

/** A label was taken back: a pair that only the label had queued stands as the engine says. */
export function unqueuePair(
  db: Writer,
  pair: { readonly left: string; readonly right: string },
): Promise<number> {
  return change(
    db,
    sql`
      update entas.match_pair
      set state = engine_state, evidence = jsonb_set(evidence, '{objections}',
        (evidence -> 'objections') - 'label-same' - 'label-different')
      where tenant_id = ${db.tenantId}
        and left_household_id = ${pair.left}
        and right_household_id = ${pair.right}
        and state = 'queued'
        and evidence -> 'objections' ?| array['label-same', 'label-different']`,
  )
}

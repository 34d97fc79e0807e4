create table entas.match_pair (
  tenant_id integer not null,
  id uuid not null,
  left_household_id uuid not null,
  right_household_id uuid not null,
  weight real not null,
  probability real not null constraint match_pair_probability check (probability between 0 and 1),
  evidence jsonb not null,
  rule_version text not null,
  state text not null constraint match_pair_state check (state in ('joined', 'queued', 'same', 'different', 'withdrawn')),
  engine_state text not null constraint match_pair_engine_state check (engine_state in ('joined', 'queued', 'withdrawn')),
  found_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  constraint match_pair_pkey primary key (tenant_id, id),
  constraint match_pair_order check (left_household_id < right_household_id),
  constraint match_pair_once unique (tenant_id, left_household_id, right_household_id),
  constraint match_pair_left foreign key (tenant_id, left_household_id) references entas.household (tenant_id, id),
  constraint match_pair_right foreign key (tenant_id, right_household_id) references entas.household (tenant_id, id)
);
comment on table entas.match_pair is 'Two families that may be one: joined by certainty, queued for a person, or decided by one. Verdicts of persons are never overturned silently.';
comment on column entas.match_pair.engine_state is 'What the engine says by itself: stands again when a verdict is taken back.';
create index match_pair_queue on entas.match_pair (tenant_id, state, probability desc, id);
create index match_pair_by_right on entas.match_pair (tenant_id, right_household_id);
call entas.guard('match_pair', 'office');
grant select, insert, update on entas.match_pair to entas_office;

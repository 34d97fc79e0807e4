-- The model that the last matching of a whole registry learnt: small lists are judged by it.
create table entas.match_model (
  tenant_id integer not null,
  id uuid not null,
  learnt_at timestamptz not null,
  rule_version text collate "C" not null,
  families integer not null constraint match_model_families check (families >= 0),
  model jsonb not null,
  constraint match_model_pkey primary key (tenant_id, id)
);
comment on table entas.match_model is 'What a matching of the whole registry learnt: shares by field and level, and the prior. The newest stands; a list that is small beside the registry is matched by it alone.';
comment on column entas.match_model.families is 'Families in the registry when it was learnt: when a fifth more have come, the whole is matched again.';
create index match_model_by_time on entas.match_model (tenant_id, learnt_at desc);
call entas.guard('match_model', 'office');

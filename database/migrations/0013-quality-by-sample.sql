-- How well the registry was matched: a sample of pairs drawn by a matching run, labelled by clerks.
create table entas.match_sample (
  tenant_id integer not null,
  id uuid not null,
  import_id uuid,
  drawn_at timestamptz not null,
  rule_version text not null,
  seed bigint not null,
  families integer not null,
  probability_floor real not null,
  expected_below real not null,
  expected_missed real not null,
  constraint match_sample_pkey primary key (tenant_id, id)
);
comment on table entas.match_sample is 'One sample of pairs, drawn by one matching run. Stays while it has labels; without any, the next run takes its place.';
comment on column entas.match_sample.expected_below is 'True pairs under the floor, by the engine''s own reckoning: no label speaks of them.';
comment on column entas.match_sample.expected_missed is 'True pairs that no key brought together, at least, by the engine''s own reckoning (Chao).';
create index match_sample_by_time on entas.match_sample (tenant_id, drawn_at);

create table entas.match_sample_stratum (
  tenant_id integer not null,
  sample_id uuid not null,
  stratum_no integer not null,
  band smallint not null,
  joined boolean not null,
  left_import_id uuid,
  right_import_id uuid,
  size bigint not null constraint match_sample_stratum_size check (size >= 0),
  constraint match_sample_stratum_pkey primary key (tenant_id, sample_id, stratum_no)
);
-- No foreign keys here and in match_sample_pair: docs/decisions/0013.
comment on table entas.match_sample_stratum is 'Pairs of one band of probability, joined or not, between two lists: how many there are, exactly.';
comment on column entas.match_sample_stratum.left_import_id is 'The list that brought the one family; null for none, or for lists too many to be told apart.';

create table entas.match_sample_pair (
  tenant_id integer not null,
  sample_id uuid not null,
  pair_no integer not null,
  stratum_no integer not null,
  draw bigint not null,
  left_household_id uuid not null,
  right_household_id uuid not null,
  probability real not null constraint match_sample_pair_probability check (probability between 0 and 1),
  weight real not null,
  evidence jsonb,
  constraint match_sample_pair_pkey primary key (tenant_id, sample_id, pair_no),
  constraint match_sample_pair_order check (left_household_id < right_household_id)
);
comment on table entas.match_sample_pair is 'Pairs drawn: of each stratum those with the smallest draw, a hash of the ids with the seed.';
comment on column entas.match_sample_pair.evidence is 'What the engine saw, kept for pairs that it refused; the others have it in match_pair.';

create table entas.match_label (
  tenant_id integer not null,
  sample_id uuid not null,
  pair_no integer not null,
  label text collate "C" not null constraint match_label_label check (label in ('same', 'different', 'unsure')),
  labelled_by uuid,
  labelled_at timestamptz not null,
  constraint match_label_pkey primary key (tenant_id, sample_id, pair_no)
);
comment on table entas.match_label is 'What a clerk said of a drawn pair, blind. It measures; it joins and parts nothing. Taken back, the row goes; the event stays.';

call entas.guard('match_sample', 'office');
call entas.guard('match_sample_stratum', 'office');
call entas.guard('match_sample_pair', 'office');
call entas.guard('match_label', 'office');
grant select on entas.match_sample, entas.match_sample_stratum, entas.match_sample_pair to entas_office;
grant select, insert, delete on entas.match_label to entas_office;

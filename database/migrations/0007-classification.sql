create table entas.criteria (
  tenant_id integer not null,
  id uuid not null,
  valid_from date not null,
  decree text not null,
  definition jsonb not null,
  made_by uuid,
  made_at timestamptz not null,
  constraint criteria_pkey primary key (tenant_id, id),
  constraint criteria_from_once unique (tenant_id, valid_from)
);
comment on table entas.criteria is 'A regency''s own dated parameters of who is extremely poor; national starting values are data in core/classification/parameters.';

create table entas.decision (
  tenant_id integer not null,
  id uuid not null,
  household_id uuid not null,
  village_code text collate "C",
  verifier_id uuid,
  result text collate "C" not null,
  reason_code text collate "C" not null,
  reasons jsonb not null,
  inputs jsonb not null,
  rule_version text collate "C" not null,
  visit_id uuid,
  state text not null constraint decision_state check (state in ('proposed', 'confirmed', 'reopened', 'replaced')),
  proposed_by uuid,
  proposed_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  reopened_by uuid,
  reopened_at timestamptz,
  reopen_reason text,
  constraint decision_pkey primary key (tenant_id, id),
  constraint decision_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id),
  constraint decision_four_eyes check (confirmed_by is null or confirmed_by is distinct from proposed_by)
);
comment on table entas.decision is 'What was found for a family, why, by which rule version and inputs, who proposed and who confirmed.';
create unique index decision_standing_once on entas.decision (tenant_id, household_id) where state in ('proposed', 'confirmed');
create index decision_by_state on entas.decision (tenant_id, state, village_code);
create index decision_by_household on entas.decision (tenant_id, household_id, proposed_at desc);

create table entas.decree (
  tenant_id integer not null,
  id uuid not null,
  number text not null,
  title text not null,
  decreed_on date not null,
  state text not null constraint decree_state check (state in ('draft', 'frozen')),
  line_count integer not null default 0,
  digest bytea,
  drafted_by uuid,
  drafted_at timestamptz not null,
  frozen_by uuid,
  frozen_at timestamptz,
  constraint decree_pkey primary key (tenant_id, id),
  constraint decree_number_once unique (tenant_id, number),
  constraint decree_four_eyes check (frozen_by is null or frozen_by is distinct from drafted_by)
);
comment on table entas.decree is 'A regent''s decree that names families. Frozen: its lines and their digest never change.';

create table entas.decree_line (
  tenant_id integer not null,
  decree_id uuid not null,
  line_no integer not null,
  household_id uuid not null,
  decision_id uuid not null,
  village_code text collate "C" not null,
  head_name text not null,
  address text not null,
  payee_person_id uuid,
  payee_name text not null,
  national_id_mask text not null,
  member_count integer not null,
  constraint decree_line_pkey primary key (tenant_id, decree_id, line_no),
  constraint decree_line_family_once unique (tenant_id, decree_id, household_id),
  constraint decree_line_decree foreign key (tenant_id, decree_id) references entas.decree (tenant_id, id),
  constraint decree_line_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.decree_line is 'The by-name annex as frozen. Rounds pay from here.';
create index decree_line_by_household on entas.decree_line (tenant_id, household_id);

create function entas.refuse_frozen_decree() returns trigger language plpgsql as $$
begin
  if exists (
    select from entas.decree
    where decree.tenant_id = coalesce(new.tenant_id, old.tenant_id)
      and decree.id = coalesce(new.decree_id, old.decree_id)
      and decree.state = 'frozen'
  ) then
    raise exception 'the decree is frozen' using errcode = 'restrict_violation', constraint = 'decree_line_frozen';
  end if;
  return coalesce(new, old);
end $$;
create trigger decree_line_frozen before insert or update or delete on entas.decree_line
  for each row execute function entas.refuse_frozen_decree();

create function entas.refuse_thaw() returns trigger language plpgsql as $$
begin
  if old.state = 'frozen' then
    raise exception 'the decree is frozen' using errcode = 'restrict_violation', constraint = 'decree_frozen';
  end if;
  return coalesce(new, old);
end $$;
create trigger decree_frozen before update or delete on entas.decree
  for each row execute function entas.refuse_thaw();

call entas.guard('criteria', 'office');
call entas.guard('decision', 'task');
call entas.guard('decree', 'office');
call entas.guard('decree_line', 'area');
grant select, insert on entas.criteria, entas.decision to entas_office;
-- What was found, why and by which rule stands; only what persons then say of it is written.
grant update (state, confirmed_by, confirmed_at, reopened_by, reopened_at, reopen_reason)
  on entas.decision to entas_office;
grant select, insert, update on entas.decree to entas_office;
grant select, insert, delete on entas.decree_line to entas_office;
grant select on entas.decision to entas_area;
-- What the criteria are is no secret of one village: whoever may ask reads the same.
create policy criteria_area on entas.criteria for select to entas_area
  using (tenant_id = nullif(current_setting('entas.tenant', true), '')::integer);
create policy decree_area on entas.decree for select to entas_area
  using (tenant_id = nullif(current_setting('entas.tenant', true), '')::integer);
grant select on entas.criteria, entas.decree, entas.decree_line to entas_area;

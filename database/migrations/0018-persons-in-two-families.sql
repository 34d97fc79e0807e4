-- Persons who stand in two families: found, decided by persons, and taken back.
create table entas.person_pair (
  tenant_id integer not null,
  id uuid not null,
  left_person_id uuid not null,
  right_person_id uuid not null,
  left_household_id uuid not null,
  right_household_id uuid not null,
  probability real not null constraint person_pair_probability check (probability between 0 and 1),
  evidence jsonb not null,
  rule_version text not null,
  state text not null constraint person_pair_state check (state in
    ('open', 'belongs-left', 'belongs-right', 'two-persons', 'withdrawn')),
  engine_state text not null constraint person_pair_engine_state check (engine_state in ('open', 'withdrawn')),
  found_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  confirmed_by uuid,
  needs_two boolean not null default false,
  reason text,
  closed_membership_id uuid,
  fewer_members smallint not null default 0,
  proposed text constraint person_pair_proposed check (proposed in ('belongs-left', 'belongs-right', 'undo')),
  proposed_by uuid,
  proposed_at timestamptz,
  proposed_reason text,
  constraint person_pair_pkey primary key (tenant_id, id),
  constraint person_pair_order check (left_person_id < right_person_id),
  constraint person_pair_once unique (tenant_id, left_person_id, right_person_id),
  constraint person_pair_left foreign key (tenant_id, left_person_id) references entas.person (tenant_id, id),
  constraint person_pair_right foreign key (tenant_id, right_person_id) references entas.person (tenant_id, id),
  constraint person_pair_said check (state in ('open', 'withdrawn')
    or (decided_by is not null and decided_at is not null and reason is not null)),
  constraint person_pair_asked check (proposed is null
    or (proposed_by is not null and proposed_at is not null and proposed_reason is not null)),
  constraint person_pair_four_eyes check (not needs_two
    or state not in ('belongs-left', 'belongs-right')
    or (confirmed_by is not null and confirmed_by <> decided_by))
);
comment on table entas.person_pair is 'Two persons of two families who may be one. Only a person decides; verdicts are never overturned silently, and what is no longer found is withdrawn, not deleted.';
comment on column entas.person_pair.evidence is 'Levels and weights by field, no value.';
comment on column entas.person_pair.engine_state is 'What the engine says by itself: stands again when a verdict is taken back.';
comment on column entas.person_pair.closed_membership_id is 'The membership that the verdict closed: opened again when it is taken back.';
comment on column entas.person_pair.fewer_members is 'By how many the verdict lowered the member count of the family that the person left.';
comment on column entas.person_pair.proposed is 'What waits for a second person, because aid hangs on either family.';
comment on column entas.person_pair.needs_two is 'Aid hung on the verdict when it was given: two persons gave it.';
create index person_pair_queue on entas.person_pair (tenant_id, state, probability desc, id);
create index person_pair_by_left on entas.person_pair (tenant_id, left_household_id);
create index person_pair_by_right on entas.person_pair (tenant_id, right_household_id);
create index person_pair_by_right_person on entas.person_pair (tenant_id, right_person_id);
call entas.guard('person_pair', 'office');
grant select, insert, update on entas.person_pair to entas_office;

-- As for families (0017): where aid hangs on either, two persons say where somebody lives. Read from
-- the persons, as the program does: a list that was withdrawn may have moved one of them meanwhile.
create function entas.refuse_lone_belonging() returns trigger language plpgsql as $$
begin
  if entas.aid_hangs_on(new.tenant_id, array(
    select p.household_id from entas.person p
    where p.tenant_id = new.tenant_id and p.id in (new.left_person_id, new.right_person_id)
  )) then
    raise exception 'aid hangs on it: two persons say where somebody lives' using errcode = 'restrict_violation', constraint = 'person_pair_aid_takes_two';
  end if;
  return new;
end $$;
comment on function entas.refuse_lone_belonging is 'Refuses a verdict on where somebody lives by one person where aid hangs on either family.';

create trigger person_pair_aid_takes_two before update on entas.person_pair for each row
  when (new.state in ('belongs-left', 'belongs-right') and old.state <> new.state and not new.needs_two)
  execute function entas.refuse_lone_belonging();
create trigger person_pair_aid_takes_two_insert before insert on entas.person_pair for each row
  when (new.state in ('belongs-left', 'belongs-right') and not new.needs_two)
  execute function entas.refuse_lone_belonging();

alter table entas.person add column alias_of uuid;
alter table entas.person add constraint person_not_own_alias check (alias_of is distinct from id);
create index person_by_alias on entas.person (tenant_id, alias_of) where alias_of is not null;
comment on column entas.person.alias_of is 'The same person in the family where they live, while a verdict on a person pair stands. They are no member here: not counted, not paid, not asked for.';

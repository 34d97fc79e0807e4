-- Family and person, derived from observations. NIK, No. KK: encrypted, blind index, never unique.
create table entas.household (
  tenant_id integer not null,
  id uuid not null,
  village_code text collate "C",
  address text not null default '',
  head_name text not null,
  head_name_key text collate "C" not null,
  head_person_id uuid,
  member_count integer not null default 1,
  family_card_cipher bytea,
  family_card_index bytea,
  central_decile smallint constraint household_decile check (central_decile between 1 and 10),
  central_decile_from uuid,
  conditions jsonb not null default '{}',
  provenance jsonb not null default '{}',
  verifier_id uuid,
  alias_of uuid,
  state text not null default 'listed'
    constraint household_state check (state in ('listed', 'assigned', 'visited', 'accepted', 'decided', 'withdrawn')),
  result text collate "C",
  first_import_id uuid,
  first_row integer,
  derived_at timestamptz not null,
  constraint household_pkey primary key (tenant_id, id),
  constraint household_not_own_alias check (alias_of is distinct from id)
);
comment on table entas.household is 'A family as known now, derived. alias_of is set while a household_alias stands; its id stays valid for ever.';
comment on column entas.household.result is 'The standing decision''s result, for lists and filters; the decision itself is entas.decision.';
comment on column entas.household.conditions is 'Living conditions in canonical codes (core/visits/questionnaire.ts), by the survivorship rule.';
comment on column entas.household.provenance is 'Group of fields -> [observation kind, id, observed on]. One compact value per family.';
create index household_by_village on entas.household (tenant_id, village_code, id);
create index household_by_verifier on entas.household (tenant_id, verifier_id) where verifier_id is not null;
create index household_by_card on entas.household (tenant_id, family_card_index) where family_card_index is not null;
create index household_by_name on entas.household (tenant_id, head_name_key text_pattern_ops);

create table entas.person (
  tenant_id integer not null,
  id uuid not null,
  household_id uuid not null,
  village_code text collate "C",
  verifier_id uuid,
  name text not null,
  name_key text collate "C" not null,
  sex text constraint person_sex check (sex in ('male', 'female')),
  born_on date,
  relation text collate "C",
  national_id_cipher bytea,
  national_id_index bytea,
  national_id_last2 text,
  alive boolean not null default true,
  attributes jsonb not null default '{}',
  provenance jsonb not null default '{}',
  first_import_id uuid,
  first_row integer,
  derived_at timestamptz not null,
  constraint person_pkey primary key (tenant_id, id),
  constraint person_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.person is 'A person as known now, derived; household_id is the open membership.';
create index person_by_household on entas.person (tenant_id, household_id);
create index person_by_national_id on entas.person (tenant_id, national_id_index) where national_id_index is not null;
create index person_by_name on entas.person (tenant_id, name_key text_pattern_ops);
create index person_by_words on entas.person using gin (to_tsvector('simple', name_key));
create index person_by_birth on entas.person (tenant_id, born_on, village_code);

create table entas.membership (
  tenant_id integer not null,
  id uuid not null,
  household_id uuid not null,
  person_id uuid not null,
  village_code text collate "C",
  verifier_id uuid,
  relation text collate "C",
  from_on date,
  until_on date,
  constraint membership_pkey primary key (tenant_id, id)
);
-- No foreign keys here and in household_source_key: docs/decisions/0013.
comment on table entas.membership is 'Who belonged to which family from when until when.';
create index membership_by_household on entas.membership (tenant_id, household_id);
create index membership_by_person on entas.membership (tenant_id, person_id);

create table entas.household_source_key (
  tenant_id integer not null,
  owner text collate "C" not null,
  key text collate "C" not null,
  household_id uuid not null,
  import_id uuid not null,
  row_no integer not null,
  constraint household_source_key_pkey primary key (tenant_id, owner, key, import_id, row_no)
);
comment on table entas.household_source_key is 'The key a list owner gave the family (ID Keluarga of P3KE). Not unique: lists hold doubles.';
create index household_source_key_by_household on entas.household_source_key (tenant_id, household_id);

create table entas.household_alias (
  tenant_id integer not null,
  id uuid not null,
  alias_id uuid not null,
  household_id uuid not null,
  because text not null,
  match_pair_id uuid,
  made_by uuid,
  made_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  removed_because text,
  constraint household_alias_pkey primary key (tenant_id, id),
  constraint household_alias_alias foreign key (tenant_id, alias_id) references entas.household (tenant_id, id),
  constraint household_alias_target foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.household_alias is 'A merge: alias_id is the same family as household_id. Un-merge sets removed_at; nothing is rewritten.';
create unique index household_alias_standing on entas.household_alias (tenant_id, alias_id) where removed_at is null;

-- The one reviewed way around row-level security here: `@@` is not leakproof, so that a policy would
-- keep it from its index (22 ms became seconds). It says tenant, area and task itself, from the same
-- settings as the policies and by the role that logged in, and answers ids only.
create function entas.find_households_by_words(words text, most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct p.household_id
  from (
    select person.household_id
    from entas.person
    where person.tenant_id = nullif(current_setting('entas.tenant', true), '')::integer
      and to_tsvector('simple', person.name_key) @@ to_tsquery('simple', words)
      and (session_user = 'entas_office'
        or (session_user = 'entas_area'
          and case when coalesce(current_setting('entas.verifier', true), '') = ''
            then person.village_code between current_setting('entas.area_from', true) and current_setting('entas.area_to', true)
              or person.village_code = any(string_to_array(current_setting('entas.areas', true), ','))
            else person.verifier_id::text = current_setting('entas.verifier', true)
          end))
    limit greatest(0, least(most, 1000))
  ) p
$$;
comment on function entas.find_households_by_words is 'Families with a member whose name has words with these beginnings, within what the caller may see.';
revoke execute on function entas.find_households_by_words from public;
alter function entas.find_households_by_words owner to entas_job;
grant execute on function entas.find_households_by_words to entas_office, entas_area;

call entas.guard('household', 'task');
call entas.guard('person', 'task');
call entas.guard('membership', 'task');
call entas.guard('household_source_key', 'office');
-- A village searches by ID Keluarga too: the keys of the families that it sees, by their own policy.
create policy household_source_key_area on entas.household_source_key for select to entas_area
  using (tenant_id = nullif(current_setting('entas.tenant', true), '')::integer
    and exists (
      select from entas.household
      where household.tenant_id = household_source_key.tenant_id
        and household.id = household_source_key.household_id));
call entas.guard('household_alias', 'office');
grant select, insert, update on entas.household, entas.person, entas.membership to entas_office;
grant select, insert, update on entas.household_alias to entas_office;
grant select, insert on entas.household_source_key to entas_office;
grant select on entas.household_source_key to entas_area;
grant select on entas.household, entas.person, entas.membership to entas_area;
grant update (state) on entas.household to entas_area;

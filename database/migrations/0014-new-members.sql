create table entas.visit_member (
  tenant_id integer not null,
  visit_id uuid not null,
  id uuid not null,
  place smallint not null,
  household_id uuid not null,
  village_code text collate "C" not null,
  verifier_id uuid not null,
  name text not null,
  relation text collate "C" not null,
  sex text constraint visit_member_sex check (sex in ('male', 'female')),
  born_on date,
  national_id_cipher bytea,
  national_id_index bytea,
  national_id_last2 text,
  without_national_id boolean not null default false,
  known_said text constraint visit_member_known_said check (known_said in ('same', 'other')),
  same_as_person_id uuid,
  person_id uuid,
  constraint visit_member_pkey primary key (tenant_id, visit_id, id),
  constraint visit_member_visit foreign key (tenant_id, visit_id) references entas.visit (tenant_id, id)
);
comment on table entas.visit_member is 'A person whom a visit found in the family and who is not in its list: an observation, kept with its visit. A person of the registry only once the office takes the visit over.';
comment on column entas.visit_member.national_id_cipher is 'The number as it was typed, sealed. Without an index it was no NIK.';
comment on column entas.visit_member.known_said is 'What the verifier answered when the form said that the person may be known.';
comment on column entas.visit_member.same_as_person_id is 'The known person that was asked about: a hint, no merge.';
comment on column entas.visit_member.person_id is 'The person that they are in the registry since the visit was taken over.';
create index visit_member_by_person on entas.visit_member (tenant_id, person_id) where person_id is not null;

call entas.guard('visit_member', 'task');
grant select, insert on entas.visit_member to entas_office, entas_area;
-- What was written down at the door stands; only whom it became is written later.
grant update (person_id) on entas.visit_member to entas_office;

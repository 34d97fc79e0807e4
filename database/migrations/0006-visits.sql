create table entas.assignment (
  tenant_id integer not null,
  id uuid not null,
  household_id uuid not null,
  village_code text collate "C" not null,
  verifier_id uuid not null,
  due_on date,
  assigned_by uuid,
  assigned_at timestamptz not null,
  ended_at timestamptz,
  constraint assignment_pkey primary key (tenant_id, id),
  constraint assignment_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.assignment is 'Which verifier visits which family. One open assignment a family.';
create unique index assignment_open_once on entas.assignment (tenant_id, household_id) where ended_at is null;
create index assignment_by_verifier on entas.assignment (tenant_id, verifier_id) where ended_at is null;
create index assignment_by_village on entas.assignment (tenant_id, village_code);

create table entas.visit (
  tenant_id integer not null,
  id uuid not null,
  household_id uuid not null,
  village_code text collate "C" not null,
  verifier_id uuid not null,
  instrument text collate "C" not null,
  channel text not null constraint visit_channel check (channel in ('form', 'workbook')),
  visited_on date not null,
  result text collate "C" not null,
  reason_code text collate "C",
  same_as_household_id uuid,
  answers jsonb not null default '{}',
  members jsonb not null default '[]',
  note text not null default '',
  latitude double precision,
  longitude double precision,
  accuracy_m real,
  findings jsonb not null default '[]',
  state text not null constraint visit_state check (state in ('sent', 'accepted', 'returned', 'replaced')),
  digest bytea not null,
  received_at timestamptz not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_reason text,
  constraint visit_pkey primary key (tenant_id, id),
  constraint visit_household foreign key (tenant_id, household_id) references entas.household (tenant_id, id)
);
comment on table entas.visit is 'What a verifier saw and heard; an observation, kept verbatim. The id is made on the device, so that sending twice is safe.';
create index visit_by_household on entas.visit (tenant_id, household_id, visited_on desc);
-- One visit a family waits for the office, one is taken over: races end here.
create unique index visit_sent_once on entas.visit (tenant_id, household_id) where state = 'sent';
create unique index visit_accepted_once on entas.visit (tenant_id, household_id) where state = 'accepted';
create index visit_by_state on entas.visit (tenant_id, state, village_code);

create table entas.visit_photo (
  tenant_id integer not null,
  id uuid not null,
  visit_id uuid not null,
  village_code text collate "C" not null,
  verifier_id uuid not null,
  subject text collate "C" not null,
  sealed bytea not null,
  received_at timestamptz not null,
  constraint visit_photo_pkey primary key (tenant_id, id),
  constraint visit_photo_visit foreign key (tenant_id, visit_id) references entas.visit (tenant_id, id)
);
create index visit_photo_by_visit on entas.visit_photo (tenant_id, visit_id);
comment on table entas.visit_photo is 'A photo of a visit, encrypted; without EXIF.';
alter table entas.visit_photo alter column sealed set storage external;

create table entas.workbook (
  tenant_id integer not null,
  id uuid not null,
  village_code text collate "C" not null,
  verifier_id uuid,
  issued_by uuid,
  issued_at timestamptz not null,
  household_ids uuid[] not null,
  returned_at timestamptz,
  returned_digest bytea,
  visits_made integer,
  findings jsonb not null default '[]',
  constraint workbook_pkey primary key (tenant_id, id)
);
comment on table entas.workbook is 'A pre-filled workbook issued to a village: which families it held, and when it came back.';

call entas.guard('assignment', 'task');
call entas.guard('visit', 'task');
call entas.guard('visit_photo', 'task');
call entas.guard('workbook', 'area');
grant select, insert on entas.assignment, entas.visit to entas_office;
grant update (ended_at) on entas.assignment to entas_office;
-- A visit is kept verbatim: only what the office says of it is written later.
grant update (state, reviewed_by, reviewed_at, review_reason) on entas.visit to entas_office;
grant select, insert on entas.visit_photo, entas.workbook to entas_office, entas_area;
grant update (returned_at, returned_digest, visits_made, findings) on entas.workbook
  to entas_office, entas_area;
grant select on entas.assignment to entas_area;
grant select, insert on entas.visit to entas_area;
grant update (state) on entas.visit to entas_area;

-- Taking over is the office's: a village sends a visit or puts a newer one in its place, no more.
create policy visit_area_sends on entas.visit as restrictive for insert to entas_area
  with check (state = 'sent');
create policy visit_area_replaces on entas.visit as restrictive for update to entas_area
  using (state = 'sent') with check (state = 'replaced');
create policy household_area_visits on entas.household as restrictive for update to entas_area
  using (state in ('listed', 'assigned', 'visited')) with check (state = 'visited');
